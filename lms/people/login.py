"""How a cookie becomes an actor: the cookie holds a sign-in's token, the database its digest."""

import logging

from flask import Flask, abort, g, has_request_context, request
from sqlalchemy import Connection, Update, event, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, SessionTransaction

from lms.core import clock
from lms.core.access import Actor
from lms.core.db import db, may_write
from lms.people import queries
from lms.people.models import SignIn
from lms.people.rules import SEEN_INTERVAL
from lms.web.access import login_manager, sign_ins_to_end

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
    g.sign_in_to_hold = actor.sign_in_id if actor is not None else None
    g.actor_to_hold = actor.id if actor is not None else None
    if actor is not None and clock.now() - actor.sign_in_seen_at >= SEEN_INTERVAL:
        g.seen_sign_in_id = actor.sign_in_id
    return actor


@event.listens_for(db.session, "after_begin")
def _hold_sign_in(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    """Nobody writes by a sign-in that was ended after it was read, as when accounts are closed or joined.

    The row stays as it is until the transaction ends: whoever ends it waits, and then sees what was written.
    Writes by one sign-in wait for each other, as two that both end it would otherwise each wait for ever; and
    a view that ends sign-ins holds all that it may end together with its own, in the order of their ids.
    """
    if not (may_write.get() and has_request_context()) or session.in_nested_transaction():
        return
    sign_in_id = g.get("sign_in_to_hold")
    if sign_in_id is None:
        return
    which = SignIn.user_id.in_(_whose_sign_ins_end()) if sign_ins_to_end() else SignIn.id == sign_in_id
    query = select(SignIn.id).where(which, SignIn.ended_at.is_(None)).order_by(SignIn.id)
    if sign_in_id not in connection.scalars(query.with_for_update(key_share=True)).all():
        abort(401)


def _whose_sign_ins_end() -> set[str]:
    named = (request.view_args or {}).get("person_id")
    return {str(one) for one in (g.actor_to_hold, named) if one}


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
