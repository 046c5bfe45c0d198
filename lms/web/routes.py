"""Small pages of the house itself: the language choice, health, the living page of the design."""

from flask import Blueprint, Response, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.settings import settings
from lms.web.access import requires, safe_next
from lms.web.design import example_page
from lms.web.i18n import PUBLIC_LANGUAGES, SESSION_KEY, in_nine_languages
from lms.web.identity import kept_picture, present_programme
from lms.web.notices import NOTICE_TITLES, Notice, notice_page
from lms.web.security import FILE_POLICY

bp = Blueprint("web", __name__)


@bp.post("/language")
@requires(Permission.PUBLIC)
def choose_language() -> Answer:
    """Remember the language on this device and go back; pages that do not speak it pass it over."""
    chosen = request.form.get("language", "")
    if chosen not in PUBLIC_LANGUAGES:
        abort(400)
    session[SESSION_KEY] = chosen
    return redirect(safe_next(request.form.get("next"), "/"), 303)


@bp.post("/theme")
@requires(Permission.PUBLIC)
def choose_theme() -> Answer:
    """Remember light or dark on this device, or follow the device again, and go back."""
    chosen = request.form.get("theme", "")
    if chosen not in {"", "light", "dark"}:
        abort(400)
    session["theme"] = chosen
    return redirect(safe_next(request.form.get("next"), "/"), 303)


@bp.get("/logos/<sha256>")
@requires(Permission.PUBLIC)
def show_logo(sha256: str) -> Response:
    """A logo that the front page shows; any other file is not there."""
    logo = next((one for one in present_programme().logos if one.sha256 == sha256), None)
    data = kept_picture(sha256) if logo else None
    if logo is None or data is None:
        abort(404)
    response = Response(data, mimetype=logo.media_type)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.cache_control.public = True
    response.cache_control.max_age = 24 * 3600
    return response


@bp.get("/offline")
@requires(Permission.PUBLIC)
def show_offline() -> str:
    """What the service worker keeps for when the network is gone."""
    return render_template("errors/offline.html")


@bp.get("/health")
@requires(Permission.PUBLIC)
def show_health() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/design")
@requires(Permission.PUBLIC)
def show_design() -> str:
    """All components on one page, in development only."""
    if not settings().development:
        abort(404)
    return render_template("design/show_design.html", **example_page())


@bp.get("/privacy")
@requires(Permission.PUBLIC)
@in_nine_languages
def show_privacy() -> str:
    """Which data are kept, why, for how long, and who sees them."""
    return _notice(Notice.PRIVACY)


@bp.get("/accessibility")
@requires(Permission.PUBLIC)
@in_nine_languages
def show_accessibility() -> str:
    """How far everybody can use the site, and what to do where somebody cannot."""
    return _notice(Notice.ACCESSIBILITY)


def _notice(notice: Notice) -> str:
    page = notice_page(notice)
    return render_template("notices/show_notice.html", page=page, title=NOTICE_TITLES[notice])
