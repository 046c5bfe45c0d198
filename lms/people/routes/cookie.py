"""What stands in the cookie: the token of a sign-in, put in and taken out."""

from flask import session
from werkzeug.wrappers import Response

from lms.web.i18n import SESSION_KEY

TOKEN_KEY = "_user_id"
"""Where Flask-Login looks for it."""
KEPT_KEYS = (SESSION_KEY, "theme")
"""What belongs to the device and not to the person."""


def remember_sign_in(token: str) -> None:
    """Put a new token into a session that is otherwise empty, so that none can be planted before."""
    _clear_session()
    session[TOKEN_KEY] = token


def forget_sign_in(response: Response) -> Response:
    """Empty the session and have the browser drop its cache, so that "back" shows nothing any more.

    "storage" is not cleared, because answers of a test that could not be sent yet lie there and are
    delivered after the next sign-in. "cookies" is not, because it reaches every site of the same
    organisation; our only cookie is emptied here, and the sign-in behind it has ended on the server.
    """
    _clear_session()
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _clear_session() -> None:
    kept = {key: session[key] for key in KEPT_KEYS if key in session}
    session.clear()
    session.update(kept)
