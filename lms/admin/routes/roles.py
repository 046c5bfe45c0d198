"""Who may do what: given by address and taken, by somebody who need not see people's accounts."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.admin.forms.people import NamingForm, TakingForm
from lms.admin.queries.roles import roles_within
from lms.admin.queries.scopes import grants_to_give
from lms.admin.routes.blueprint import bp
from lms.admin.routes.giving import grant_meant, offer
from lms.admin.routes.scopes import (
    grant_from,
    offered_scopes,
    organisation_of,
    over_in_words,
    require_may_give,
    require_may_take,
    sees_people,
    value_of,
)
from lms.core.access import Permission
from lms.core.scopes import Scope, ScopeKind
from lms.people import queries, services
from lms.people.texts import ROLE_NAMES
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue

Page = str | tuple[str, int]


@bp.get("/desk/roles")
@requires(Permission.GRANT_ROLES)
def show_roles() -> Page:
    """Every role that whoever looks may give and take, and who holds it.

    `?organisation=` offers roles over that one alone: the way from its page, however many there are.
    """
    return _page(NamingForm(formdata=None), request.args.get("organisation", ""))


def _page(form: NamingForm, organisation: str = "") -> str:
    actor = signed_in()
    always = (organisation, *organisation_of(grant_from(form.grant.data or "")))
    pairs = (
        (role, one)
        for role, one in grants_to_give(actor.grants, offered_scopes(*always))
        if not organisation or one.scope == Scope(ScopeKind.ORGANISATION, organisation)
    )
    offered = offer(pairs, form.grant.data, always=always)
    if organisation and not offered.choices:
        abort(404)
    form.grant.choices = [SelectChoice("", _("Choose a role")), *offered.choices]
    rows = [
        (one, str(ROLE_NAMES[one.grant.role]), over_in_words(one.over), value_of(one.grant))
        for one in roles_within(actor.id, actor.grants, current_catalogue())
    ]
    return render_template(
        "admin/show_roles.html",
        form=form,
        rows=rows,
        sees_people=sees_people(),
        offered=offered,
    )


@bp.post("/desk/roles")
@requires(Permission.GRANT_ROLES)
def name_somebody() -> Answer | Page:
    """Give a role to whoever has this address: never more than one's own, never to oneself."""
    form = NamingForm()
    grant = grant_meant(form)
    if grant is None:
        return _page(form), 422
    # Before anybody is looked for: who cannot give it learns of no account either.
    require_may_give(grant)
    user = queries.user_with_email(form.email.data or "")
    if user is None or user.disabled_at is not None or user.email_confirmed_at is None:
        form.email.errors = [_("Nobody has an open account with this address.")]
        return _page(form), 422
    if user.id == signed_in().id:
        abort(403)
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
    require_may_take(grant, is_own=form.person.data == signed_in().id)
    if services.withdraw_role(form.person.data or "", grant, by=signed_in().id):
        flash(_("The role is taken. The person was signed out everywhere."), "done")
    return redirect(url_for("admin.show_roles"), 303)
