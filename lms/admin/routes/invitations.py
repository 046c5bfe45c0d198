"""Inviting people: a list is looked at as a whole before anything goes, and open invitations."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from sqlalchemy import or_
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.invitations import InvitationFilter, InviteForm
from lms.admin.queries.scopes import KnownScope, grants_to_give
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries, titles
from lms.admin.routes.scopes import grants_in_words, offered_scopes, organisations_in, over_in_words
from lms.admin.routes.sent_lists import text_sent
from lms.admin.wording.invitations import say_problem
from lms.core import clock
from lms.core.access import Grant, Permission, Role
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.folding import fold
from lms.core.paging import Cursor, Key, Order, Page, page_of
from lms.core.scopes import ScopeKind
from lms.people.errors import InvalidNameError
from lms.people.models import Invitation
from lms.people.queries.invitations import invitations_within, organisations_called
from lms.people.rules import Occupation
from lms.people.rules.finding import organisation_key
from lms.people.rules.invitations import (
    MOST_LINES,
    GuestList,
    Known,
    Problem,
    ProblemKind,
    limits_named,
    read_guests,
)
from lms.people.rules.offers import OfferedRole
from lms.people.services import inviting as services
from lms.people.services import require_name
from lms.people.services.inviting import Outcome, Plan
from lms.people.texts import ROLE_NAMES, say_name_problem
from lms.people.wording import OCCUPATION_NAMES
from lms.web.access import requires, signed_in
from lms.web.bodies import takes_megabytes
from lms.web.catalogue import current_catalogue
from lms.web.i18n import INTERFACE_LANGUAGES, language
from lms.web.language_names import language_name
from lms.web.listing import ask, listing

View = str | tuple[str, int]
SORTS = {"-sent": lazy_gettext("Sent last"), "sent": lazy_gettext("Sent first")}
ORDERS = {
    "-sent": Order("-sent", (Key(Invitation.sent_at, descending=True), Key(Invitation.id))),
    "sent": Order("sent", (Key(Invitation.sent_at), Key(Invitation.id))),
}
STATES = {"open": lazy_gettext("Waits for an answer"), "run-out": lazy_gettext("Has run out")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A list that was read and looked at."""

    text: str
    plan: Plan
    problems: tuple[Problem, ...]


@bp.get("/desk/invite")
@requires(Permission.MANAGE_PEOPLE)
def show_invite() -> View:
    """The form for a list."""
    return _form(InviteForm())


def _form(form: InviteForm, looked: Looked | None = None) -> str:
    return render_template(
        "admin/show_invite.html",
        form=form,
        looked=looked,
        problems=[(one, say_problem(one)) for one in looked.problems] if looked else [],
        modules=[one for one in current_catalogue().modules.values() if one.is_open],
        most=MOST_LINES,
    )


@bp.post("/desk/invite")
@requires(Permission.MANAGE_PEOPLE)
@takes_megabytes(2, in_memory=True)
def check_invitations() -> View:
    """What inviting these people would do; nothing is sent."""
    form = InviteForm()
    looked = _look_at(text_sent(form.text.data or ""))
    if looked.problems:
        form.text.data = looked.text
        return _form(form, looked), 422
    return _plan(looked)


def _plan(looked: Looked) -> str:
    return render_template(
        "admin/show_invitation_plan.html",
        looked=looked,
        plan=looked.plan,
        form=InviteForm(formdata=None),
        countries=countries(),
        occupations=OCCUPATION_NAMES,
        language_name=language_name,
        titles=titles(),
        grants_in_words=grants_in_words,
        organisations=organisations_in(one.grant for line in looked.plan.lines for one in line.guest.roles),
        Outcome=Outcome,
    )


@bp.post("/desk/invitations")
@requires(Permission.MANAGE_PEOPLE)
@takes_megabytes(2, in_memory=True)
def send_invitations() -> Answer | View:
    """Invite all of them, or nobody where the list has become wrong meanwhile."""
    form = InviteForm()
    looked = _look_at(form.text.data or "")
    if looked.problems:
        return _form(form, looked), 422
    count = services.invite(looked.plan, by=signed_in().id)
    flash(
        ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", count), "done"
    )
    return redirect(url_for("admin.show_invitations"), 303)


def _look_at(text: str | None) -> Looked:
    reach = signed_in().reach(Permission.MANAGE_PEOPLE)
    unreadable = GuestList(problems=(Problem(kind=ProblemKind.UNREADABLE),))
    found = unreadable if text is None or "\0" in text else read_guests(text, _known(text))
    plan = services.plan_invitations(found.guests, reach)
    return Looked(text=text or "", plan=plan, problems=(*found.problems, *plan.problems))


def _known(text: str) -> Known:
    modules = current_catalogue().modules.values()
    return Known(
        countries=_folded({code: (code, name) for code, name in countries().items()}),
        occupations={
            fold(word): kind for kind in Occupation for word in (kind.value, str(OCCUPATION_NAMES[kind]))
        },
        languages=_folded(
            {code: (code, own, language_name(code)) for code, own in INTERFACE_LANGUAGES.items()}
        ),
        modules=_folded({one.slug: (one.slug, one.id) for one in modules if one.is_open}),
        roles=_roles_to_offer(limits_named(text)),
        usual_language=language(),
        check_name=_kept_name,
    )


def _roles_to_offer(limits: Collection[str]) -> dict[str, OfferedRole]:
    """Role and limit by every name they go by, as far as whoever invites may give them.

    A name of two, as organisations may have, stands for neither: they go by their ids.
    """
    called = organisations_called({organisation_key(limit) for limit in limits})
    by_id: dict[str, OfferedRole] = {}
    by_name: dict[str, set[OfferedRole]] = {}
    for role, one in grants_to_give(signed_in().grants, offered_scopes(*limits, *(one.id for one in called))):
        offered = OfferedRole(Grant(role, one.scope), one.within)
        by_id |= dict.fromkeys(_keys(role, _ids_of(one)), offered)
        for key in _keys(role, {over_in_words(one)} if one.scope.id else ()):
            by_name.setdefault(key, set()).add(offered)
    return {key: next(iter(several)) for key, several in by_name.items() if len(several) == 1} | by_id


def _ids_of(one: KnownScope) -> set[str]:
    """Slug or code; of a module its sign as well."""
    module = current_catalogue().modules.get(one.scope.id) if one.scope.kind is ScopeKind.MODULE else None
    return {one.scope.id, module.id} if module else {one.scope.id}


def _keys(role: Role, limits: Iterable[str]) -> Iterator[str]:
    return (fold(f"{name}:{limit}") for limit in limits for name in (role.value, str(ROLE_NAMES[role])))


def _folded(words: Mapping[str, tuple[object, ...]]) -> dict[str, str]:
    return {fold(str(word)): value for value, several in words.items() for word in several}


def _kept_name(typed: str) -> str:
    try:
        return require_name(typed)
    except InvalidNameError as error:
        raise ValueError(say_name_problem(error)) from None


@bp.get("/desk/invitations")
@requires(Permission.MANAGE_PEOPLE)
def show_invitations() -> tuple[str, int]:
    """Those that wait for an answer, and those that have run out."""
    form = InvitationFilter.from_address()
    form.state.offer(STATES)
    asked = ask(form, SORTS)
    found = listing(
        asked,
        lambda: _found(form, ORDERS[asked.sort], asked.cursor),
        in_words=lambda count, shown: ngettext(
            "%(shown)s invitation", "%(shown)s invitations", count, shown=shown
        ),
    )
    page = render_template(
        "admin/show_invitations.html", listing=found, now=clock.now(), countries=countries()
    )
    return page, found.status


def _found(form: InvitationFilter, order: Order, cursor: Cursor) -> Page[Invitation]:
    actor = signed_in()
    query = invitations_within(actor.reach(Permission.MANAGE_PEOPLE), actor.id)
    if form.q.data:
        typed = form.q.data
        query = query.where(
            or_(
                Invitation.email.icontains(typed, autoescape=True),
                Invitation.certificate_name.icontains(typed, autoescape=True),
            )
        )
    if form.state.data:
        is_open = Invitation.expires_at > clock.now()
        query = query.where(is_open if form.state.data == "open" else ~is_open)
    page = page_of(query, order, cursor)
    return page.with_rows(row[0] for row in page.rows)


@bp.post("/desk/invitations/<invitation_id>/again")
@requires(Permission.MANAGE_PEOPLE)
def send_invitation_again(invitation_id: str) -> Answer:
    """Mail a new link."""
    services.send_again(_invitation(invitation_id), by=signed_in().id)
    flash(_("The invitation is on its way again. The link before no longer works."), "done")
    return redirect(url_for("admin.show_invitations"), 303)


@bp.post("/desk/invitations/<invitation_id>/withdraw")
@requires(Permission.MANAGE_PEOPLE)
def withdraw_invitation(invitation_id: str) -> Answer:
    """Take an invitation back."""
    services.withdraw_invitation(_invitation(invitation_id), by=signed_in().id)
    flash(_("The invitation is taken back. Its link no longer works."), "done")
    return redirect(url_for("admin.show_invitations"), 303)


def _invitation(invitation_id: str) -> Invitation:
    actor = signed_in()
    query = invitations_within(actor.reach(Permission.MANAGE_PEOPLE), actor.id)
    found: Invitation | None = db.session.scalar(query.where(Invitation.id == invitation_id))
    if found is None:
        raise NotFoundError
    return found
