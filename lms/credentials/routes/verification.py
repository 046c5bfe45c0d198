"""Verifying a certificate: public, without a sign-in, for people and for those who print it as a report."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response as Answer

from lms.core import clock
from lms.core.access import Permission
from lms.core.settings import settings
from lms.credentials import phrases, queries, rules
from lms.credentials.codes import MalformedCodeError, grouped, normalise_code
from lms.credentials.forms import CodeForm, PrintedNameForm
from lms.credentials.queries import Finding
from lms.credentials.routes.blueprint import bp
from lms.credentials.texts import CODE_TEXTS, REASON_TEXTS
from lms.credentials.views import Verification, verification
from lms.people.forms import typed
from lms.people.rules import counting_network_of
from lms.web.access import current_actor, requires
from lms.web.i18n import language
from lms.web.limits import limiter

NOT_INDEXED = "noindex, nofollow, noarchive"


def _network() -> str:
    return counting_network_of(get_remote_address())


def _code_asked() -> str:
    asked = str((request.view_args or {}).get("code", ""))
    try:
        return normalise_code(asked)
    except MalformedCodeError:
        return ""


def _was_unknown(response: Response) -> bool:
    return response.status_code == 404


@bp.get("/verify")
@requires(Permission.PUBLIC)
def show_verify() -> str:
    """The form for the code."""
    return render_template("credentials/show_verify.html", form=CodeForm())


@bp.post("/verify")
@requires(Permission.PUBLIC)
def look_up_code() -> Answer | tuple[str, int]:
    """Go on to the page of the code, if it can be one."""
    form = CodeForm()
    if not form.validate():
        return render_template("credentials/show_verify.html", form=form), 422
    return redirect(url_for("credentials.show_verification", code=normalise_code(typed(form.code))), 303)


@bp.get("/verify/<code>")
@requires(Permission.PUBLIC)
@limiter.limit("30 per minute; 200 per hour", key_func=_network, deduct_when=_was_unknown)
def show_verification(code: str) -> Answer:
    """Whether the certificate is genuine and still stands, and what it says."""
    try:
        normalised = normalise_code(code)
    except MalformedCodeError as error:
        return _unknown(code, str(CODE_TEXTS[error.problem]))
    if normalised != code:
        return redirect(url_for("credentials.show_verification", code=normalised), 301)
    found = queries.finding(code)
    return _unknown(grouped(code), None) if found is None else _answer(found, PrintedNameForm())


@bp.get("/verify/<code>/name")
@requires(Permission.PUBLIC)
def show_verification_again(code: str) -> Answer:
    """Back from elsewhere to the page on which a name was compared."""
    return redirect(url_for("credentials.show_verification", code=code), 303)


@bp.post("/verify/<code>/name")
@requires(Permission.PUBLIC)
@limiter.limit("10 per minute; 60 per hour", key_func=_network)
@limiter.limit("20 per hour; 60 per day", key_func=_code_asked)
def compare_name(code: str) -> Answer:
    """Whether the name printed on a certificate is the one in the register."""
    try:
        found = queries.finding(normalise_code(code))
    except MalformedCodeError as error:
        return _unknown(code, str(CODE_TEXTS[error.problem]))
    if found is None or found.record is None:
        return _unknown(code, None)
    form = PrintedNameForm()
    if not form.validate():
        return _answer(found, form, status=422)
    return _answer(found, form, matches=rules.same_name(found.record.holder_name, typed(form.name)))


def _answer(
    found: Finding, form: PrintedNameForm, *, matches: bool | None = None, status: int = 200
) -> Answer:
    seen: Verification = verification(found, language(), clock.now())
    page = render_template(
        "credentials/show_verification.html",
        seen=seen,
        form=form,
        matches=matches,
        code=grouped(seen.code),
        reasons=REASON_TEXTS,
        now=clock.now(),
        place=phrases.place_of(seen.record, language()) if seen.record else "",
        assessments=phrases.assessed(seen.record, language()) if seen.record else "",
        workload=phrases.workload_of(seen.record, language()) if seen.record else "",
        address=settings().base_url.partition("://")[2],
        may_revoke=current_actor().may(Permission.REVOKE_CREDENTIALS),
    )
    return _unindexed(make_response(page, status))


def _unknown(code: str, mistake: str | None) -> Answer:
    page = render_template(
        "credentials/show_unknown.html",
        code=code[:60],
        mistake=mistake,
        form=CodeForm(None, code=code[:60] if mistake else ""),
    )
    return _unindexed(make_response(page, 404))


def _unindexed(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    return response
