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
from lms.core.storage import MissingFileError
from lms.credentials import queries, services
from lms.credentials.bundle import file_name
from lms.credentials.queries import Held, HeldFile
from lms.credentials.routes.blueprint import bp
from lms.credentials.rules import CredentialKind, FileForm
from lms.web.access import requires, signed_in
from lms.web.renewing import renew
from lms.web.security import FILE_POLICY

WAIT_SECONDS = 12.0
STEP_SECONDS = 0.1
REFRESH_SECONDS = 3
REFRESH_HELD_UP_SECONDS = 60
# Each one who waits holds a thread of the server; the others see at once that it is being prepared.
_waiting = threading.BoundedSemaphore(2)


@bp.get("/certificates/<credential_id>/certificate.pdf")
@requires(Permission.LEARN)
def download_certificate(credential_id: str) -> Answer:
    """One's own certificate as a PDF, in the language of issue or in one that was asked for."""
    user_id, wanted = signed_in().id, request.args.get("language")
    found = queries.held_file(user_id, credential_id, FileForm.PDF, wanted)
    if found is None or found.file is None:
        raise NotFoundError
    if found.file.sha256 is None:
        file_id, is_given_up, is_held_up = found.file.id, found.file.due_at is None, found.file.wait_count > 0
        db.session.rollback()
        if is_given_up or is_held_up or not _has_come(file_id):
            return _page(credential_id, is_given_up=is_given_up, is_held_up=is_held_up)
        found = queries.held_file(user_id, credential_id, FileForm.PDF, wanted)
    return answer_with(found)


def _has_come(file_id: str) -> bool:
    if not _waiting.acquire(blocking=False):
        return False
    try:
        return _poll(file_id, time.monotonic() + WAIT_SECONDS)
    finally:
        _waiting.release()


def _poll(file_id: str, deadline: float) -> bool:
    while time.monotonic() < deadline:
        with reading():
            is_made = queries.is_made(file_id)
        if is_made:
            return True
        time.sleep(STEP_SECONDS)
    return False


def answer_with(found: HeldFile | None) -> Answer:
    """The file, for whoever may have it; raises NotFoundError where it is not made or no longer kept."""
    if found is None or found.file is None or found.file.sha256 is None:
        raise NotFoundError(_("The file is no longer kept."))
    # Whoever has it already need not wait until it is read and decrypted.
    is_known = request.if_none_match.contains(found.file.sha256)
    response: Answer = Response(status=304) if is_known else _sent(found)
    response.set_etag(found.file.sha256)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def _sent(found: HeldFile) -> Answer:
    try:
        file = services.opened(found.file, found.held.key) if found.file else None
    except MissingFileError:
        file = None
    if file is None:
        raise NotFoundError(_("The file is no longer kept."))
    return send_file(
        io.BytesIO(file.data),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=file_name(_name(found.held, file.language)),
        etag=False,
    )


def _name(held: Held, language: str) -> str:
    kind = _("Trial – not a certificate") if held.credential.is_trial else _("Certificate")
    of_what = held.record.module_id if held.credential.kind is CredentialKind.MODULE else held.record.title
    in_which = "" if language == held.record.language else f" ({language})"
    return f"{kind} {of_what[:40]} {held.record.holder_name}{in_which}.pdf"


def _page(credential_id: str, *, is_given_up: bool, is_held_up: bool) -> Response:
    page = render_template(
        "credentials/show_preparing.html",
        credential_id=credential_id,
        language=request.args.get("language"),
        is_given_up=is_given_up,
        is_held_up=is_held_up,
    )
    response = make_response(page, 503 if is_given_up else 202)
    if not is_given_up:
        renew(response, REFRESH_HELD_UP_SECONDS if is_held_up else REFRESH_SECONDS)
    return response
