"""Small pages of the house itself: the language choice, health, the living page of the design."""

from flask import Blueprint, Response, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.settings import settings
from lms.web.access import requires, safe_next
from lms.web.design import example_page
from lms.web.i18n import PUBLIC_LANGUAGES, SESSION_KEY

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
