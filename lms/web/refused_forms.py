"""What a refused form leaves: the texts that were typed into it, and the page on which it stood.

Sign-ins end and limits are reached while somebody writes. The page that says so shows what they wrote
once more, to be copied, because nothing of it was kept.
"""

from urllib.parse import unquote, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from lms.web.access import safe_next
from lms.web.security import comes_from_elsewhere, is_of_this_host
from lms.web.transaction import is_safe

LONG = 80
"""Signs in one line that are soon typed again; a longer line, or several, are not."""
MOST = 40
"""Texts to show: the longest form of the house has fewer."""

SECRET_WORDS = ("password", "passphrase", "secret", "token", "code")
"""In the name of a field that is never shown, wherever they stand in it."""
NEVER_SHOWN = frozenset({"current", "grant", "media_type", "next", "person", "revision", "seen", "sha256"})
"""Further such names: the present password, and what fields carry that nobody sees."""


def is_shown_again(name: str, value: str) -> bool:
    """The value of a field is a text that somebody wrote, and no secret.

    A line without a space in it is left out however long it is: so are keys and fingerprints, but no prose.
    """
    if name in NEVER_SHOWN or any(word in name.lower() for word in SECRET_WORDS):
        return False
    text = value.strip()
    return "\n" in text or (len(text) > LONG and " " in text)


def typed_texts() -> tuple[str, ...]:
    """The texts of the form that this request sent; none of a form that a page of another site sent."""
    if is_safe() or comes_from_elsewhere():
        return ()
    try:
        sent = request.form
    except (HTTPException, OSError):
        return ()  # it is too large or cut off, or there is no room for its files
    fields = ((name, value) for name, values in sent.lists() for value in values)
    return tuple(value for name, value in fields if is_shown_again(name, value))[:MOST]


def page_of_form() -> str | None:
    """Path of the page from which a form was sent; None where it is unknown or cannot be opened by itself."""
    if is_safe() or not request.referrer or not is_of_this_host(request.referrer):
        return None
    parts = urlsplit(request.referrer)
    path = safe_next(f"{parts.path}?{parts.query}" if parts.query else parts.path, "")
    return path if path and _opens(unquote(parts.path)) else None


def _opens(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(path, method="GET"))
    except HTTPException:
        return False
