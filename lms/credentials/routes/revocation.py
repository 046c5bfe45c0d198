"""Withdrawing a certificate, for whoever owns the programme."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.credentials import queries, rules, services
from lms.credentials.codes import MalformedCodeError, grouped, normalise_code
from lms.credentials.forms.holders import RevocationForm
from lms.credentials.queries import Finding
from lms.credentials.queries.reach import is_credential_within
from lms.credentials.routes.blueprint import bp
from lms.credentials.wording.refusals import REASON_TEXTS
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue


def _finding(code: str) -> Finding:
    try:
        found = queries.finding_of_code(normalise_code(code))
    except MalformedCodeError:
        raise NotFoundError from None
    reach = signed_in().reach(Permission.REVOKE_CREDENTIALS)
    if found is None or not is_credential_within(found.credential.id, reach, current_catalogue()):
        raise NotFoundError
    return found


@bp.get("/credentials/<code>/revoke")
@requires(Permission.REVOKE_CREDENTIALS)
def show_revocation(code: str) -> str:
    """What revoking would do, before it is done."""
    return _page(_finding(code), RevocationForm())


def _page(found: Finding, form: RevocationForm) -> str:
    return render_template(
        "credentials/show_revocation.html",
        entry=found.entry,
        holder=rules.masked(found.record.holder_name) if found.record is not None else None,
        form=form,
        code=grouped(found.credential.code),
        reasons=REASON_TEXTS,
    )


@bp.post("/credentials/<code>/revoke")
@requires(Permission.REVOKE_CREDENTIALS)
def revoke(code: str) -> Answer | tuple[str, int]:
    """Withdraw the certificate for good."""
    found, form = _finding(code), RevocationForm()
    if not form.validate():
        return _page(found, form), 422
    services.revoke(found.credential.id, form.chosen_reason, actor_id=signed_in().id)
    flash(_("The certificate was withdrawn."), "done")
    return redirect(url_for("credentials.show_verification", code=found.credential.code), 303)
