"""Who may do what: given by address and taken, by somebody who need not see people's accounts."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.admin.forms.people import NamingForm, TakingForm
from lms.admin.queries.roles import roles_within
from lms.admin.queries.scopes import KnownScope, grants_to_give, known_scopes
from lms.admin.routes.blueprint import bp
from lms.admin.routes.scopes import grant_choices, grant_from, scope_in_words, value_of
from lms.core.access import Grant, Permission, may_grant
from lms.core.scopes import ScopeKind
from lms.people import queries, services
from lms.people.texts import ROLE_NAMES
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue

Page = str | tuple[str, int]


@bp.get("/desk/roles")
@requires(Permission.GRANT_ROLES)
def show_roles() -> Page:
    """Every role that whoever looks may give and take, and who holds it."""
    return _page(NamingForm(formdata=None))


def _page(form: NamingForm) -> str:
    actor, known = signed_in(), known_scopes(current_catalogue())
    choices = grant_choices(grants_to_give(actor.grants, known))
    form.grant.choices = [SelectChoice("", _("Choose a role")), *choices]
    names = {one.scope.id: one.name for one in known if one.scope.kind is ScopeKind.ORGANISATION}
    rows = [
        (one, str(ROLE_NAMES[one.grant.role]), scope_in_words(one.grant.scope, names), value_of(one.grant))
        for one in roles_within(actor.id, actor.grants, known)
    ]
    return render_template(
        "admin/show_roles.html", form=form, rows=rows, sees_people=_sees_people(), known=bool(choices)
    )


def _sees_people() -> bool:
    """People are shown to whoever looks after people, not to those who look after modules alone."""
    reach = signed_in().reach(Permission.MANAGE_PEOPLE)
    of_modules = {ScopeKind.COURSE, ScopeKind.MODULE}
    return any(scope.kind not in of_modules for scope in reach.scopes)


@bp.post("/desk/roles")
@requires(Permission.GRANT_ROLES)
def name_somebody() -> Answer | Page:
    """Give a role to whoever has this address: never more than one's own, never to oneself."""
    form = NamingForm()
    grant = grant_from(form.grant.data or "")
    if not form.validate() or grant is None:
        if grant is None and form.grant.data:
            form.grant.errors = [_("Choose a role.")]
        return _page(form), 422
    # Before anybody is looked for: who cannot give it learns of no account either.
    _require_may_give(grant, is_own=False)
    user = queries.user_with_email(form.email.data or "")
    if user is None or user.disabled_at is not None or user.email_confirmed_at is None:
        form.email.errors = [_("Nobody has an open account with this address.")]
        return _page(form), 422
    _require_may_give(grant, is_own=user.id == signed_in().id)
    if services.grant_role(user.id, grant, by=signed_in().id):
        flash(_("The role is given. The person signs in anew to use it."), "done")
    else:
        flash(_("The person has this role already."))
    return redirect(url_for("admin.show_roles"), 303)


@bp.post("/desk/roles/withdraw")
@requires(Permission.GRANT_ROLES)
def take_from_somebody() -> Answer | Page:
    """Take a role from somebody who is on the list."""
    form = TakingForm()
    grant = grant_from(form.grant.data or "")
    if not form.validate() or grant is None:
        return _page(NamingForm(formdata=None)), 422
    _require_may_give(grant, is_own=form.person.data == signed_in().id)
    if services.withdraw_role(form.person.data or "", grant, by=signed_in().id):
        flash(_("The role is taken. The person was signed out everywhere."), "done")
    return redirect(url_for("admin.show_roles"), 303)


def _require_may_give(grant: Grant, *, is_own: bool) -> None:
    known = _known(grant, known_scopes(current_catalogue()))
    within = known.within if known is not None else ()
    if known is None or not may_grant(signed_in().grants, grant, within=within, own=is_own):
        abort(403)


def _known(grant: Grant, known: list[KnownScope]) -> KnownScope | None:
    return next((one for one in known if one.scope == grant.scope), None)
