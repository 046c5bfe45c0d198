"""Who may open which page: every view names a permission, and a view that names none is closed."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import LoginManager, current_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from lms.core.access import FOR_EVERYBODY, Actor, Permission, Visitor
from lms.core.scopes import Reach
from lms.web.catalogue import current_catalogue
from lms.web.transaction import allow_writing, is_safe

View = TypeVar("View", bound=Callable[..., Any])

login_manager = LoginManager()
login_manager.anonymous_user = Visitor
login_manager.session_protection = None  # sign-ins are rows; this would add nothing

SIGN_IN_ENDPOINT = "people.show_sign_in"
LONGEST_TARGET = 1000
"""Characters of a path to come back to: it may have to go into the cookie, which holds 4096."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission it asks for."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def ends_sign_ins(view: View) -> View:
    """Decorator of a view that ends sign-ins of whoever asks, or of the person that its address names.

    It holds all sign-ins of both before anything else, in one order: two devices that end each other's at the
    same moment would otherwise each hold their own and wait for the other's.
    """
    view.ends_sign_ins = True  # type: ignore[attr-defined]
    return view


def sign_ins_to_end() -> bool:
    """This request's view ends sign-ins."""
    return bool(getattr(current_app.view_functions.get(request.endpoint or ""), "ends_sign_ins", False))


def permission_of(endpoint: str) -> Permission | None:
    """The permission that an endpoint asks for; None where none is named."""
    return cast(Permission | None, getattr(current_app.view_functions[endpoint], "permission", None))


def may_open(endpoint: str) -> bool:
    """The page exists, and whoever makes this request may see it."""
    permission = permission_of(endpoint) if endpoint in current_app.view_functions else None
    return permission is not None and current_actor().may(permission)


def current_actor() -> Actor | Visitor:
    """Who makes this request."""
    return cast(Actor | Visitor, current_user)


def settle_actor(*, database_answers: bool) -> None:
    """Make sure that an error page can ask who is there: nobody, where that cannot be looked up.

    A database that has just failed is not asked again: each question may last until a time-out.
    """
    if "_login_user" in g:
        return
    if database_answers:
        with suppress(SQLAlchemyError):
            login_manager._load_user()
            return
    g._login_user = Visitor()


def signed_in() -> Actor:
    """Who makes this request, on a page that only signed-in people can open."""
    actor = current_user._get_current_object()
    if not isinstance(actor, Actor):
        abort(401)
    return actor


def own_reach(permission: Permission) -> Reach:
    """Over what whoever makes this request has a permission, with the modules of courses named one by one.

    Pages of no single module hand it to their queries: what lies outside is not there.
    """
    reach = signed_in().reach(permission)
    if reach.is_everywhere:
        return reach
    return reach.spelt_out({slug: one.course for slug, one in current_catalogue().modules.items()})


def register(app: Flask) -> None:
    """Attach to the application."""
    login_manager.init_app(app)
    # There is no "remember me" here, and its hook would look into the session of every answer, which
    # marks even a stylesheet as differing from cookie to cookie.
    app.after_request_funcs[None].remove(login_manager._update_remember_cookie)
    app.before_request(_guard)
    app.jinja_env.globals["may_open"] = may_open


def _guard() -> Response | None:
    if request.endpoint is None:
        return None
    if "\0" in request.path:
        abort(404)  # nothing has such a name, and PostgreSQL would not even look it up
    permission = permission_of(request.endpoint)
    if permission is None:
        abort(403)
    refusal = _refuse(permission)
    if refusal is None and not _reaches_module(permission):
        abort(404)  # a module outside of somebody's scope is not there for them
    allow_writing()
    return refusal


def _reaches_module(permission: Permission) -> bool:
    """The address names no module, or one within the scope of what the person may do."""
    slug = (request.view_args or {}).get("module_slug")
    if slug is None or permission in FOR_EVERYBODY:
        return True
    reach = current_actor().reach(permission)
    module = None if reach.is_everywhere else current_catalogue().modules.get(slug)
    return module is None or reach.covers_module(course=module.course, module=module.slug)


def _refuse(permission: Permission) -> Response | None:
    if permission is Permission.PUBLIC and is_safe():
        return None  # who it is does not matter, so that a stylesheet costs no look-up
    actor = current_actor()
    if actor.may(permission):
        return None
    if actor.is_authenticated:
        abort(403)
    if not is_safe():
        abort(401)
    return redirect(url_for(SIGN_IN_ENDPOINT, next=own_path()), 303)


def own_path() -> str:
    """Path and query of this request: where to come back to."""
    query = request.query_string.decode("ascii", "ignore")
    return f"{request.path}?{query}" if query else request.path


def safe_next(target: str | None, default: str) -> str:
    """A path on this very site to go on to, or the default for anything else.

    Browsers read `//host`, `/\\host` and control characters as ways to another site.
    """
    if not target or len(target) > LONGEST_TARGET or not target.startswith("/"):
        return default
    if target[1:2] in {"/", "\\"}:
        return default
    if any(character in "\\\r\n\t" or ord(character) < 32 for character in target):
        return default
    return target
