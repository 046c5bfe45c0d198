"""The badge of one's own certificate as a file, in each of its forms."""

import io

from flask import redirect, send_file, url_for
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.credentials import queries, services
from lms.credentials.bundle import file_name
from lms.credentials.queries import HeldFile
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.negotiation import CREDENTIAL, PRIVATE, TOKEN
from lms.credentials.rules import BadgeForm, FileForm
from lms.web.access import requires, signed_in
from lms.web.errors import error_page
from lms.web.security import FILE_POLICY

MADE_SOON_SECONDS = 5
MEDIA_TYPES = {
    BadgeForm.JSON: CREDENTIAL,
    BadgeForm.JWT: TOKEN,
    BadgeForm.PNG: "image/png",
    BadgeForm.SVG: "image/svg+xml",
}


@bp.get("/certificates/<credential_id>/badge.<ending>")
@requires(Permission.LEARN)
def download_badge(credential_id: str, ending: str) -> Answer:
    """One's own badge; the picture and the token hold the same credential as the JSON."""
    found = queries.held_file(signed_in().id, credential_id, FileForm.BADGE)
    if found is None or found.file is None or ending not in set(BadgeForm):
        raise NotFoundError
    made = services.opened(found.file, found.held.key)
    if made is None:
        return error_page(503, retry_after=MADE_SOON_SECONDS)
    form = BadgeForm(ending)
    response = send_file(
        io.BytesIO(services.badge_as(form, made.data)),
        mimetype=MEDIA_TYPES[form],
        as_attachment=True,
        download_name=file_name(_name(found, form)),
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = PRIVATE
    return response


def _name(found: HeldFile, form: BadgeForm) -> str:
    return f"{found.held.record.module_id} {found.held.record.holder_name}.{form}"


@bp.post("/certificates/<credential_id>/badge")
@requires(Permission.LEARN)
def request_badge(credential_id: str) -> Answer:
    """Have the badge made of a certificate that was issued before there were badges."""
    held = queries.held(signed_in().id, credential_id)
    if held is None:
        raise NotFoundError
    services.request_file(held.credential.id, FileForm.BADGE)
    return redirect(url_for("credentials.show_certificate", credential_id=credential_id), 303)
