"""A transcript of all of one's credentials, and the page on which anyone checks one."""

import hashlib
import io

from flask import make_response, render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.db import reading
from lms.core.errors import NotFoundError
from lms.credentials import queries, services
from lms.credentials.bundle import file_name
from lms.credentials.codes import MalformedCodeError, grouped, normalise_code
from lms.credentials.models import Transcript
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.counting import LOOK_UPS, network, was_unknown
from lms.credentials.wording.refusals import NO_TRANSCRIPT
from lms.web.access import requires, signed_in
from lms.web.i18n import PUBLIC_LANGUAGES, in_nine_languages, language
from lms.web.identity import present_programme
from lms.web.limits import limiter
from lms.web.security import FILE_POLICY

NOT_INDEXED = "noindex, nofollow, noarchive"


def _person() -> str:
    return signed_in().id


@bp.post("/certificates/transcript")
@requires(Permission.LEARN)
@limiter.limit("6 per minute; 30 per day", key_func=_person)
def make_transcript() -> Answer:
    """All my credentials with workload, level and standing, as a dated PDF."""
    user_id = signed_in().id
    asked = request.form.get("language")
    wanted = asked if asked in PUBLIC_LANGUAGES else language()
    with reading():
        programme = present_programme()
    made = services.lay_out_transcript(user_id, programme, wanted)
    services.register_transcript(made, by=user_id)
    name = f"{_('Transcript')} {made.page.holder_name} {made.page.made_on.isoformat()}.pdf"
    response = send_file(
        io.BytesIO(made.data), mimetype="application/pdf", as_attachment=True, download_name=file_name(name)
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/transcripts/<code>")
@requires(Permission.PUBLIC)
@in_nine_languages
@limiter.limit(LOOK_UPS, key_func=network, deduct_when=was_unknown)
def show_transcript(code: str) -> Answer:
    """Whether we made a transcript with this code; the file itself can be compared."""
    return transcript_page(_transcript(code))


@bp.post("/transcripts/<code>")
@requires(Permission.PUBLIC)
@in_nine_languages
@limiter.limit(LOOK_UPS, key_func=network)
def compare_transcript(code: str) -> Answer:
    """Whether a file is the transcript that we made; it is not kept."""
    file = request.files.get("file")
    digest = hashlib.sha256(file.read()).hexdigest() if file else ""
    transcript = _transcript(code)
    return transcript_page(transcript, is_same=digest == transcript.sha256 if file else None)


def _transcript(code: str) -> Transcript:
    try:
        found = queries.transcript_with(normalise_code(code))
    except MalformedCodeError:
        found = None
    if found is None:
        raise NotFoundError(str(NO_TRANSCRIPT))
    return found


def transcript_page(transcript: Transcript, *, is_same: bool | None = None) -> Answer:
    """What we know of a transcript, and whether a file is the one that we made."""
    page = render_template(
        "credentials/show_transcript.html",
        transcript=transcript,
        code=grouped(transcript.code),
        is_same=is_same,
    )
    response = make_response(page)
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    return response
