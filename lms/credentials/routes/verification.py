"""Verifying a certificate: public, without a sign-in, for people and for those who print it as a report."""

import re

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Reply

from lms.core import clock
from lms.core.access import Permission
from lms.core.addresses import public_address
from lms.credentials import queries, rules, services
from lms.credentials.checking.inspection import sha256_of
from lms.credentials.checking.views import Source, verification
from lms.credentials.codes import MalformedCodeError, grouped, normalise_code
from lms.credentials.formats.keys import Purpose
from lms.credentials.forms.verification import CertificateFileForm, CodeForm, PrintedNameForm
from lms.credentials.queries.reach import is_credential_within
from lms.credentials.queries.verification import Finding
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.counting import LOOK_UPS, network, was_unknown
from lms.credentials.routes.transcripts import transcript_page
from lms.credentials.rules.verification import Answer
from lms.credentials.wording import checks as check_texts
from lms.credentials.wording import phrases
from lms.credentials.wording.keys import what_it_proves
from lms.credentials.wording.refusals import CODE_TEXTS, REASON_TEXTS
from lms.people.forms import typed
from lms.web.access import current_actor, requires
from lms.web.bodies import takes_megabytes
from lms.web.catalogue import current_catalogue
from lms.web.i18n import in_nine_languages, language
from lms.web.limits import limiter

NOT_INDEXED = "noindex, nofollow, noarchive"
FILES = "20 per minute; 200 per hour"
MEGABYTES = 4
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _code_asked() -> str:
    asked = str((request.view_args or {}).get("code", ""))
    try:
        return normalise_code(asked)
    except MalformedCodeError:
        return ""


def is_digest(text: str) -> bool:
    """It can be the SHA-256 of a file."""
    return _SHA256.fullmatch(text) is not None


@bp.get("/verify")
@requires(Permission.PUBLIC)
@in_nine_languages
def show_verify() -> str:
    """The forms for a code and for a file."""
    return _forms(CodeForm(), CertificateFileForm())


def _forms(form: CodeForm, file_form: CertificateFileForm) -> str:
    return render_template(
        "credentials/show_verify.html", form=form, file_form=file_form, proves=what_the_seal_proves()
    )


@bp.post("/verify")
@requires(Permission.PUBLIC)
@in_nine_languages
def look_up_code() -> Reply | tuple[str, int]:
    """Go on to the page of the code, if it can be one."""
    form = CodeForm()
    if not form.validate():
        return _forms(form, CertificateFileForm(None)), 422
    return redirect(url_for("credentials.show_verification", code=normalise_code(typed(form.code))), 303)


@bp.get("/verify/<code>")
@requires(Permission.PUBLIC)
@in_nine_languages
@limiter.limit(LOOK_UPS, key_func=network, deduct_when=was_unknown)
def show_verification(code: str) -> Reply:
    """Whether the certificate is genuine and still stands, and what it says."""
    try:
        normalised = normalise_code(code)
    except MalformedCodeError as error:
        return _unknown(code, str(CODE_TEXTS[error.problem]))
    if normalised != code:
        return redirect(url_for("credentials.show_verification", code=normalised), 301)
    answer, finding = services.verify_by_code(code)
    if finding is None:
        is_transcript = queries.transcript_with(code) is not None
        return (
            redirect(url_for("credentials.show_transcript", code=code), 303)
            if is_transcript
            else _unknown(grouped(code), None)
        )
    return _page(answer, finding, Source.CODE)


@bp.get("/verify/file")
@requires(Permission.PUBLIC)
def show_verify_again() -> Reply:
    """Back from elsewhere to the page on which a file was checked; the file was not kept."""
    return redirect(url_for("credentials.show_verify"), 303)


@bp.post("/verify/file")
@requires(Permission.PUBLIC)
@in_nine_languages
@takes_megabytes(MEGABYTES, in_memory=True)
@limiter.limit(FILES, key_func=network)
def verify_file() -> Reply | tuple[str, int]:
    """Check a file part by part. It is not kept."""
    file_form = CertificateFileForm()
    if not file_form.validate():
        return _forms(CodeForm(None), file_form), 422
    data = file_form.content()
    transcript = queries.transcript_of_file(sha256_of(data))
    if transcript is not None:
        return transcript_page(transcript, is_same=True)
    verified = services.verify_by_file(data)
    finding = verified.registered.finding if verified.registered is not None else None
    return _page(verified.answer, finding, Source.FILE)


@bp.get("/verify/file/<sha256>")
@requires(Permission.PUBLIC)
@in_nine_languages
@limiter.limit(LOOK_UPS, key_func=network, deduct_when=was_unknown)
def show_file_verification(sha256: str) -> Reply:
    """What is known of a file by its digest alone: no name."""
    answer, finding = services.verify_by_digest(sha256) if is_digest(sha256) else (None, None)
    if answer is None or finding is None:
        return _unknown("", None)
    return _page(answer, finding, Source.DIGEST)


@bp.get("/verify/<code>/name")
@requires(Permission.PUBLIC)
def show_verification_again(code: str) -> Reply:
    """Back from elsewhere to the page on which a name was compared."""
    return redirect(url_for("credentials.show_verification", code=code), 303)


@bp.post("/verify/<code>/name")
@requires(Permission.PUBLIC)
@in_nine_languages
@limiter.limit("10 per minute; 60 per hour", key_func=network)
@limiter.limit("20 per hour; 60 per day", key_func=_code_asked)
def compare_name(code: str) -> Reply:
    """Whether the name printed on a certificate is the one in the register."""
    try:
        answer, finding = services.verify_by_code(normalise_code(code))
    except MalformedCodeError as error:
        return _unknown(code, str(CODE_TEXTS[error.problem]))
    if finding is None or finding.record is None:
        return _unknown(code, None)
    if finding.is_name_closed:
        return _page(answer, finding, Source.CODE)
    form = PrintedNameForm()
    if not form.validate():
        return _page(answer, finding, Source.CODE, form=form, status=422)
    matches = rules.same_name(finding.record.holder_name, typed(form.name))
    return _page(answer, finding, Source.CODE, form=form, matches=matches)


def _page(
    answer: Answer,
    finding: Finding | None,
    source: Source,
    *,
    form: PrintedNameForm | None = None,
    matches: bool | None = None,
    status: int = 200,
) -> Reply:
    seen = verification(answer, finding, source, language())
    page = render_template(
        "credentials/show_verification.html",
        seen=seen,
        form=form or PrintedNameForm(None),
        file_form=CertificateFileForm(None),
        matches=matches,
        code=grouped(answer.entry.code) if answer.entry else "",
        texts=check_texts,
        revocation_reasons=REASON_TEXTS,
        now=clock.now(),
        place=phrases.place_of(seen.record, language()) if seen.record else "",
        assessments=phrases.assessed(seen.record, language()) if seen.record else "",
        workload=phrases.workload_of(seen.record, language()) if seen.record else "",
        proves=what_the_seal_proves(),
        address=public_address().partition("://")[2],
        may_revoke=finding is not None and _may_revoke(finding.credential.id),
    )
    return _unindexed(make_response(page, status))


def _may_revoke(credential_id: str) -> bool:
    reach = current_actor().reach(Permission.REVOKE_CREDENTIALS)
    return bool(reach) and is_credential_within(credential_id, reach, current_catalogue())


def what_the_seal_proves() -> str:
    """What may be said of the key that seals now; empty where none does."""
    active = (one for one in services.published_keys() if one.purpose is Purpose.SEAL and one.is_active)
    return next(map(what_it_proves, active), "")


def _unknown(code: str, mistake: str | None) -> Reply:
    page = render_template(
        "credentials/show_unknown.html",
        code=code[:60],
        mistake=mistake,
        form=CodeForm(None, code=code[:60] if mistake else ""),
        file_form=CertificateFileForm(None),
    )
    return _unindexed(make_response(page, 404))


def _unindexed(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    return response
