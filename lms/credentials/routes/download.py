"""The certificate as a file. The first download waits a little for the worker to make it."""

import io
import threading
import time

from flask import Response, make_response, render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.db import db, reading
from lms.core.errors import NotFoundError
from lms.core.extension import storage
from lms.core.storage import MissingFileError
from lms.credentials import queries
from lms.credentials.queries import Held
from lms.credentials.routes.blueprint import bp
from lms.web.access import requires, signed_in
from lms.web.security import FILE_POLICY

WAIT_SECONDS = 12.0
STEP_SECONDS = 0.1
REFRESH_SECONDS = 3
# Each one who waits holds a thread of the server; the others see at once that it is being prepared.
_waiting = threading.BoundedSemaphore(2)


@bp.get("/certificates/<credential_id>/certificate.pdf")
@requires(Permission.LEARN)
def download_certificate(credential_id: str) -> Answer:
    """One's own certificate as a PDF."""
    held = queries.held(signed_in().id, credential_id)
    if held is None:
        raise NotFoundError
    name, digest = _file_name(held), held.credential.pdf_sha256
    if digest is None and held.credential.pdf_due_at is None:
        return _page(credential_id, is_given_up=True)
    db.session.rollback()
    digest = digest or _wait_for_pdf(credential_id)
    return _file(digest, name) if digest else _page(credential_id, is_given_up=False)


def _wait_for_pdf(credential_id: str) -> str | None:
    if not _waiting.acquire(blocking=False):
        return None
    try:
        return _poll(credential_id, time.monotonic() + WAIT_SECONDS)
    finally:
        _waiting.release()


def _poll(credential_id: str, deadline: float) -> str | None:
    while time.monotonic() < deadline:
        with reading():
            digest = queries.pdf_digest(credential_id)
        if digest is not None:
            return digest
        time.sleep(STEP_SECONDS)
    return None


def _file(digest: str, name: str) -> Answer:
    try:
        data = storage().get(digest)
    except MissingFileError:
        raise NotFoundError(_("The file is no longer kept.")) from None
    response = send_file(
        io.BytesIO(data), mimetype="application/pdf", as_attachment=True, download_name=name, etag=False
    )
    response.set_etag(digest)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def _file_name(held: Held) -> str:
    kind = _("Trial – not a certificate") if held.credential.is_trial else _("Certificate")
    return f"{kind} {held.record.module_id} {held.record.holder_name}.pdf"


def _page(credential_id: str, *, is_given_up: bool) -> Response:
    page = render_template(
        "credentials/show_preparing.html", credential_id=credential_id, is_given_up=is_given_up
    )
    response = make_response(page, 503 if is_given_up else 202)
    if not is_given_up:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response
