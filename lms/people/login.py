"""How a cookie becomes an actor: the cookie holds a sign-in's token, the database its digest."""

import logging

from flask import Flask, g
from sqlalchemy import Update, update
from sqlalchemy.exc import SQLAlchemyError

from lms.core import clock
from lms.core.access import Actor
from lms.core.db import db, may_write
from lms.people import queries
from lms.people.models import SignIn
from lms.people.rules import SEEN_INTERVAL
from lms.web.access import login_manager

log = logging.getLogger(__name__)

TOKEN_LENGTH = 43


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
