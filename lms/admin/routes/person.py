"""One person: what is known of the account, and everything that can be done with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.admin.forms.people import ClosingForm, GrantForm, MovingForm
from lms.admin.queries import person as queries
from lms.admin.queries.scopes import (
    KnownScope,
    grants_to_give,
    is_within_ones_own,
    scopes_of,
)
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries, titles
from lms.admin.routes.giving import grant_meant, offer
from lms.admin.routes.scopes import (
    grant_from,
    offered_scopes,
    organisation_of,
    over_in_words,
    require_may_give,
    require_may_take,
    value_of,
)
from lms.core.access import Grant, Permission, may_grant
from lms.core.scopes import Scope
from lms.credentials.rules import may_be_revoked
from lms.credentials.wording.refusals import STANDING_TEXTS
from lms.people import services
from lms.people.errors import EmailTakenError
from lms.people.models import User
from lms.people.queries import erasure_of
from lms.people.queries.merging import former_addresses, stays_of
from lms.people.queries.people import (
    AccountState,
    grants_of_people,
    is_person_within,
    person_within,
    state_of,
)
from lms.people.rules import ClosingReason, LookKind
from lms.people.services.looks import note_looks
from lms.people.texts import ROLE_NAMES
from lms.people.wording import CLOSING_NAMES, OCCUPATION_NAMES, STATE_NAMES, STATE_TAGS
from lms.web.access import ends_sign_ins, requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.language_names import language_name

Page = str | tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The person a page is about, as whoever looks may deal with them."""

    user: User
    grants: tuple[Grant, ...]
    over: Mapping[Scope, KnownScope]
    """What these are over."""
    is_oneself: bool
    may_act: bool
    """Nobody acts on an account that can do more than their own, and nobody on their own."""

    @property
    def id(self) -> str:
        """Of the account."""
        return self.user.id

    @property
    def name(self) -> str:
        """What the person is called."""
        return self.user.certificate_name or self.user.email


def subject_of(person_id: str) -> Subject:
    """Somebody within reach; anybody else is not there."""
    actor = signed_in()
    user = person_within(person_id, actor.reach(Permission.MANAGE_PEOPLE))
    grants = tuple(grants_of_people([user.id]).get(user.id, ()))
    over = scopes_of(grants, current_catalogue())
    is_oneself = user.id == actor.id
    return Subject(
        user=user,
        grants=grants,
        over=over,
        is_oneself=is_oneself,
        may_act=not is_oneself and is_within_ones_own(actor.grants, grants, over),
    )


def subject_to_act_on(person_id: str) -> Subject:
    """The same, where whoever looks may do something with the account."""
    subject = subject_of(person_id)
    if not subject.may_act:
        abort(403)
    return subject


def has_page(person_id: str) -> bool:
    """Whoever looks finds the page of this person."""
    return is_person_within(person_id, signed_in().reach(Permission.MANAGE_PEOPLE))


def _back(subject: Subject) -> Answer:
    return redirect(url_for("admin.show_person", person_id=subject.id), 303)


@bp.get("/desk/people/<person_id>")
@requires(Permission.MANAGE_PEOPLE)
def show_person(person_id: str) -> Answer | Page:
    """The person's page; the person concerned sees who looked at it. A double leads to what it became."""
    stays = stays_of(person_id)
    if stays is not None:
        subject_of(stays)  # out of reach, it is not there
        return redirect(url_for("admin.show_person", person_id=stays), 303)
    subject = subject_of(person_id)
    note_looks(signed_in().id, [subject.id], LookKind.ACCOUNT)
    return _page(subject, GrantForm(formdata=None))


def _page(subject: Subject, form: GrantForm) -> str:
    user, actor = subject.user, signed_in()
    memberships = queries.memberships_of(user.id)
    # Wherever the person belongs is offered, however many organisations there are.
    always = [one.organisation_id for one in memberships]
    always += organisation_of(grant_from(form.grant.data or ""))
    pairs = (
        (role, one)
        for role, one in grants_to_give(actor.grants, [] if subject.is_oneself else offered_scopes(*always))
        if Grant(role, one.scope) not in subject.grants
    )
    offered = offer(pairs, form.grant.data, always=always)
    some = [SelectChoice("", _("Choose a role")), *offered.choices]
    form.grant.choices = some if offered.choices else []
    state = state_of(user)
    why = queries.why_closed(user.id) if state is AccountState.CLOSED else None
    return render_template(
        "admin/show_person.html",
        subject=subject,
        user=user,
        former=former_addresses(user.id),
        erasure=erasure_of(user.id),
        state=state,
        why_closed=CLOSING_NAMES[ClosingReason(why)] if why in set(ClosingReason) else None,
        roles=list(_roles(subject)),
        memberships=memberships,
        modules=queries.modules_of_person(user.id),
        certificates=queries.certificates_of_person(user.id),
        sign_ins=queries.sign_ins_of(user),
        titles=titles(),
        country=countries().get(user.country or "", user.country),
        language=language_name(user.language),
        states=STATE_NAMES,
        tags=STATE_TAGS,
        occupations=OCCUPATION_NAMES,
        standings=STANDING_TEXTS,
        may_be_revoked=may_be_revoked,
        offered=offered,
        form=form,
    )


def _roles(subject: Subject) -> Iterator[tuple[str, KnownScope, str, str, bool]]:
    """Role, what it is over and that in words, value for the form, and whether whoever looks may take it."""
    for grant in subject.grants:
        over = subject.over[grant.scope]
        may_take = may_grant(signed_in().grants, grant, within=over.within, own=subject.is_oneself)
        yield str(ROLE_NAMES[grant.role]), over, over_in_words(over), value_of(grant), may_take


@bp.post("/desk/people/<person_id>/roles")
@requires(Permission.GRANT_ROLES)
@ends_sign_ins
def grant_role(person_id: str) -> Answer | Page:
    """Give a role over a scope, never more than one's own."""
    subject, form = subject_of(person_id), GrantForm()
    grant = grant_meant(form)
    if grant is None:
        return _page(subject, form), 422
    require_may_give(grant, is_own=subject.is_oneself)
    if services.grant_role(subject.id, grant, by=signed_in().id):
        flash(_("The role is given. The person signs in anew to use it."), "done")
    return _back(subject)


@bp.post("/desk/people/<person_id>/roles/withdraw")
@requires(Permission.GRANT_ROLES)
@ends_sign_ins
def withdraw_role(person_id: str) -> Answer | Page:
    """Take a role."""
    subject, form = subject_of(person_id), GrantForm()
    grant = grant_from(form.grant.data or "")
    if not form.validate() or grant is None:
        return _page(subject, GrantForm(formdata=None)), 422
    require_may_take(grant, is_own=subject.is_oneself)
    if services.withdraw_role(subject.id, grant, by=signed_in().id):
        flash(_("The role is taken. The person was signed out everywhere."), "done")
    return _back(subject)


@bp.get("/desk/people/<person_id>/close")
@requires(Permission.MANAGE_PEOPLE)
def show_closing(person_id: str) -> Page:
    """What closing the account would do, before it is done."""
    return _closing(subject_to_act_on(person_id), ClosingForm())


def _closing(subject: Subject, form: ClosingForm) -> str:
    return render_template("admin/show_closing.html", subject=subject, form=form)


@bp.post("/desk/people/<person_id>/close")
@requires(Permission.MANAGE_PEOPLE)
@ends_sign_ins
def close_account(person_id: str) -> Answer | Page:
    """Close the account; what the person earned stays."""
    subject, form = subject_to_act_on(person_id), ClosingForm()
    if not form.validate():
        return _closing(subject, form), 422
    if services.disable_user(subject.id, by=signed_in().id, reason=form.chosen):
        flash(_("The account is closed."), "done")
    return _back(subject)


@bp.post("/desk/people/<person_id>/reopen")
@requires(Permission.MANAGE_PEOPLE)
def reopen_account(person_id: str) -> Answer:
    """Open a closed account again."""
    subject = subject_to_act_on(person_id)
    if services.enable_user(subject.id, by=signed_in().id):
        flash(_("The account is open again. The person can sign in with the password they had."), "done")
    return _back(subject)


@bp.post("/desk/people/<person_id>/password-link")
@requires(Permission.MANAGE_PEOPLE)
def send_password_link(person_id: str) -> Answer:
    """Mail the person a link to choose a new password."""
    subject = subject_to_act_on(person_id)
    if state_of(subject.user) is AccountState.CLOSED:
        abort(409)
    services.send_reset_link_for(subject.id, by=signed_in().id)
    flash(_("A link to choose a new password is on its way. It works once, for an hour."), "done")
    return _back(subject)


@bp.post("/desk/people/<person_id>/sign-out")
@requires(Permission.MANAGE_PEOPLE)
@ends_sign_ins
def sign_person_out(person_id: str) -> Answer:
    """End all sign-ins of the person."""
    subject = subject_to_act_on(person_id)
    count = services.sign_out_everywhere(subject.id, by=signed_in().id)
    flash(ngettext("%(num)d sign-in was ended.", "%(num)d sign-ins were ended.", count), "done")
    return _back(subject)


@bp.get("/desk/people/<person_id>/address")
@requires(Permission.MANAGE_PEOPLE)
def show_moving(person_id: str) -> Page:
    """What moving the account to another address takes, before it is asked for."""
    return _moving(subject_to_act_on(person_id), MovingForm())


def _moving(subject: Subject, form: MovingForm) -> str:
    return render_template("admin/show_moving.html", subject=subject, form=form)


@bp.post("/desk/people/<person_id>/address")
@requires(Permission.MANAGE_PEOPLE)
def move_account(person_id: str) -> Answer | Page:
    """Mail a link to the new address; nothing changes before it is used."""
    subject, form = subject_to_act_on(person_id), MovingForm()
    if not form.validate():
        return _moving(subject, form), 422
    if state_of(subject.user) is AccountState.CLOSED:
        abort(409)
    actor = signed_in()
    try:
        services.ask_to_move(
            subject.id,
            form.email.data or "",
            by=actor.id,
            reach=actor.reach(Permission.MANAGE_PEOPLE),
        )
    except EmailTakenError as error:
        form.email.errors = [str(error.message)]
        return _moving(subject, form), 422
    flash(_("A link is on its way to the new address. The old one stays in use until it is opened."), "done")
    return _back(subject)
