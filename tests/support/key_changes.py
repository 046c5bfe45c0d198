"""Undoing what a test did to the keys of an application that other tests share."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import delete

from lms.core.db import db, may_write
from lms.credentials.models import SigningKey


@contextmanager
def keys_as_before(app: Flask) -> Iterator[None]:
    """Keys made meanwhile are gone afterwards, and those of before are in use again."""
    with app.app_context():
        before = {key.kid: _state(key) for key in db.session.query(SigningKey)}
    try:
        yield
    finally:
        may_write.set(True)
        with app.app_context():
            db.session.execute(delete(SigningKey).where(SigningKey.kid.not_in(before)))
            for kid, state in before.items():
                key = db.session.get_one(SigningKey, kid)
                for name, value in state.items():
                    setattr(key, name, value)
            db.session.commit()


def _state(key: SigningKey) -> dict[str, object]:
    return {"retired_at": key.retired_at, "compromised_at": key.compromised_at}
