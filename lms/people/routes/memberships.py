"""My organisations: what was proposed to me, where I belong, and joining by name."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.core.access import Permission
from lms.people.choices import country_name
from lms.people.errors import OrganisationClosedError
from lms.people.queries.affiliations import memberships_of, organisations_named
from lms.people.routes.blueprint import bp
from lms.people.services import affiliations as services
from lms.web.access import requires, signed_in
from lms.web.i18n import language

LONGEST = 100


@bp.get("/account/organisations")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_memberships() -> str:
    """What was proposed, what is agreed, and what a name finds."""
    rows = memberships_of(signed_in().id)
    text = request.args.get("q", "").replace("\0", "").strip()[:LONGEST]
    mine = {row.Affiliation.organisation_id for row in rows}
    return render_template(
        "people/show_memberships.html",
        proposed=[row for row in rows if row.Affiliation.agreed_at is None],
        agreed=[row for row in rows if row.Affiliation.agreed_at is not None],
        text=text,
        found=[row for row in organisations_named(text) if row.id not in mine] if text else [],
        country_name=lambda code: country_name(code, language()),
    )


@bp.post("/account/organisations/<affiliation_id>/agree")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def agree_to_membership(affiliation_id: str) -> Response:
    """Yes to what was proposed."""
    services.agree_to_membership(signed_in().id, affiliation_id)
    return _back(_("You are listed as a member."))


@bp.post("/account/organisations/<affiliation_id>/end")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def end_membership(affiliation_id: str) -> Response:
    """No to it, or leave."""
    services.end_membership(signed_in().id, affiliation_id)
    return _back(_("You are not listed there."))


@bp.post("/account/organisations/<organisation_id>/join")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def join_organisation(organisation_id: str) -> Response:
    """List oneself as a member."""
    try:
        services.join_organisation(signed_in().id, organisation_id)
    except OrganisationClosedError as error:
        return _back(str(error.message), "error")
    return _back(_("You are listed as a member."))


def _back(text: str, kind: str = "done") -> Response:
    flash(text, kind)
    return redirect(url_for("people.show_memberships"), 303)
