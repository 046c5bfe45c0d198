"""Headers of every answer, and requests refused for where they come from."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request

from lms.core.settings import settings
from lms.web.access import current_actor
from lms.web.transaction import is_safe

View = TypeVar("View", bound=Callable[..., Any])

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types campus",
    )
)
"""Nothing is inline, so that no nonce is needed."""

FILE_POLICY = "sandbox; default-src 'none'"
"""For files: should a browser show one, it can do nothing there."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


OPEN_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Content-Type, Accept-Language",
    "Access-Control-Max-Age": "86400",
}


def open_to_all(view: View) -> View:
    """Mark a view that scripts of any site may ask: it looks at no cookie and changes nothing."""
    view.is_open_to_all = True  # type: ignore[attr-defined]
    return view


def _is_open_to_all() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "is_open_to_all", False)


def register(app: Flask) -> None:
    """Attach to the application."""
    app.before_request(_refuse_foreign_requests)
    app.after_request(_add_headers)


def _refuse_foreign_requests() -> None:
    # The token already guards forms; a browser that says where a request comes from is believed as well.
    if is_safe() or _is_open_to_all():
        return
    if comes_from_elsewhere():
        abort(403)


def comes_from_elsewhere() -> bool:
    """The browser says that a page of another site sends this request."""
    return request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"} or _has_foreign_origin()


def _has_foreign_origin() -> bool:
    """The page that sends this lies under another name ("null": a browser that will not say)."""
    origin = request.headers.get("Origin", "null")
    return origin != "null" and not is_of_this_host(origin)


def is_of_this_host(address: str) -> bool:
    """An address lies under the name by which this request asks."""
    return _host_of(address) == _host_of(f"//{request.host}")


def _host_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _add_headers(response: Response) -> Response:
    if _is_open_to_all():
        response.headers.update(OPEN_HEADERS)
        if request.method == "OPTIONS":
            response.headers.update(PREFLIGHT_HEADERS)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    if settings().is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if "Cache-Control" not in response.headers:
        private = current_actor().is_authenticated or not is_safe() or "Set-Cookie" in response.headers
        response.headers["Cache-Control"] = "no-store" if private else "no-cache"
    if not response.cache_control.public:
        response.vary.add("Cookie")
    return response
