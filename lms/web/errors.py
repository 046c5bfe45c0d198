"""What people see when something goes wrong: a page of the house, or JSON for a script, never a traceback."""

import logging

from flask import Flask, g, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError
from werkzeug.wrappers import Response as Answer

from lms.core.errors import BusyError, CampusError, ForbiddenError, NotFoundError
from lms.core.ids import new_id
from lms.web.access import settle_actor
from lms.web.limits import seconds_to_wait
from lms.web.refused_forms import page_of_form, typed_texts

log = logging.getLogger(__name__)

DATABASE_ERRORS = (OperationalError, InterfaceError, NoConnectionError)
"""What the database raises when it is full, busy or away, and not because of a mistake of ours."""

SIGNS_OF_RUSH = ("locked", "busy", "timeout", "deadlock", "connect")
"""In the words of a database that may well answer the next time."""

PAGES = frozenset({400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503, 507})
"""Codes with a page of their own; any other shows the page of its hundred."""


def register(app: Flask) -> None:
    """Attach to the application."""
    # Flask would log the path, which may hold the secret of a mailed link; what is needed stands below.
    app.log_exception = lambda exc_info: None  # type: ignore[method-assign]
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(CSRFError, _show_csrf_error)
    app.register_error_handler(CampusError, _show_campus_error)
    for kind in DATABASE_ERRORS:
        app.register_error_handler(kind, _show_database_error)
    app.register_error_handler(OSError, _show_disk_error)
    app.register_error_handler(Exception, _show_fault)


def wants_json() -> bool:
    """The request was made by a script of ours, or by a machine."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def error_page(code: int, *, template: str | None = None, message: object = None, **values: object) -> Answer:
    """The answer for an error; `message` is a sentence for the person."""
    settle_actor(database_answers=code not in {503, 507})
    answer = _as_json(code, message) if wants_json() else _as_page(code, template, message, values)
    answer.status_code = code
    if code in {429, 503}:
        answer.headers["Retry-After"] = str(values.get("retry_after", 5))
    return answer


def _as_json(code: int, message: object) -> Answer:
    return jsonify(message=str(message) if message else None, code=code)


def _as_page(code: int, template: str | None, message: object, values: dict[str, object]) -> Answer:
    page = template or (f"errors/{code}.html" if code in PAGES else f"errors/{code // 100}00.html")
    values |= {"typed_texts": typed_texts(), "page_of_form": page_of_form()}
    return Answer(render_template(page, code=code, message=message, **values), mimetype="text/html")


def _show_http_error(error: HTTPException) -> Answer:
    if error.code is None or error.code < 400:
        return error.get_response()
    if isinstance(error, SecurityError):
        # Asked for under a foreign name: no address can be built, so no page either.
        return Answer("This address is not served here.\n", 400, mimetype="text/plain")
    if isinstance(error, InternalServerError) and error.original_exception is not None:
        return _show_late_error(error.original_exception)
    if error.code == 429:
        return error_page(429, retry_after=seconds_to_wait())
    return error_page(error.code)


def _show_late_error(error: BaseException) -> Answer:
    # Raised after the view, most of all by the commit; Flask hands it over wrapped.
    if isinstance(error, DATABASE_ERRORS):
        return _show_database_error(error)
    return _show_disk_error(error) if isinstance(error, OSError) else _show_fault(error)


def _show_csrf_error(_error: CSRFError) -> Answer:
    return error_page(400, template="errors/csrf.html", message=_("This page was open for too long."))


def _show_campus_error(error: CampusError) -> Answer:
    if isinstance(error, NotFoundError):
        return error_page(404, message=error.message)
    if isinstance(error, ForbiddenError):
        return error_page(403, message=error.message)
    if isinstance(error, BusyError):
        return error_page(503, retry_after=5)
    return error_page(409, message=error.message)


def _show_database_error(error: Exception) -> Answer:
    cause = str(error.orig if isinstance(error, DBAPIError) else error).lower()
    if "full" in cause or "no space" in cause:
        return _no_space()
    if any(sign in cause for sign in SIGNS_OF_RUSH):
        log.warning("the database was busy or away in %s: %s", request.endpoint, type(error).__name__)
        return error_page(503, retry_after=2)
    return _show_fault(error)


def _show_disk_error(error: OSError) -> Answer:
    return _no_space() if error.errno in {28, 122} else _show_fault(error)


def _no_space() -> Answer:
    log.error("no space left where the data lie")
    return error_page(507)


def _show_fault(error: BaseException) -> Answer:
    g.fault_id = new_id()[:8]
    log.error("fault %s in %s", g.fault_id, request.endpoint, exc_info=error)
    return error_page(500, fault_id=g.fault_id)
