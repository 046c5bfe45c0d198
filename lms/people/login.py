"""How a cookie becomes an actor, and back: the cookie holds a sign-in's token, the database its digest."""

import logging

from flask import Flask, g, session
from sqlalchemy import Update, update
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from lms.core import clock
from lms.core.access import Actor
from lms.core.db import db, may_write
from lms.people import queries
from lms.people.models import SignIn
from lms.people.rules import SEEN_INTERVAL
from lms.web.access import login_manager
from lms.web.i18n import SESSION_KEY

log = logging.getLogger(__name__)

TOKEN_KEY = "_user_id"
"""Where Flask-Login looks in the session."""
TOKEN_LENGTH = 43
KEPT_KEYS = (SESSION_KEY, "theme")
"""What belongs to the device and not to the person."""


def register(app: Flask) -> None:
    """Attach to the application."""
    login_manager.user_loader(_load_actor)
    app.teardown_request(_note_last_seen)


def _load_actor(token: object) -> Actor | None:
    if not isinstance(token, str) or len(token) != TOKEN_LENGTH:
        return None
    actor = queries.actor_of(token)
    if actor is not None and clock.now() - actor.sign_in_seen_at >= SEEN_INTERVAL:
        g.seen_sign_in_id = actor.sign_in_id
    return actor


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


def _note_last_seen(_error: BaseException | None) -> None:
    # The only write of a safe request: after its own transaction has ended, in one of its own.
    sign_in_id = g.pop("seen_sign_in_id", None)
    if sign_in_id is None:
        return
    token = may_write.set(True)
    try:
        with db.engine.begin() as connection:
            connection.execute(_seen(sign_in_id))
    except SQLAlchemyError:
        log.warning("the last use of a sign-in could not be written down")
    finally:
        may_write.reset(token)


def _seen(sign_in_id: str) -> Update:
    moment = clock.now()
    return (
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), SignIn.seen_at < moment)
        .values(seen_at=moment)
    )
