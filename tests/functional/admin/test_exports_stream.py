"""A file of a long list is written while it is sent: it is never held as a whole."""

from collections.abc import Iterator
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from lms.core.ids import new_id
from lms.people.models import User
from lms.web.exports import ROWS_A_BATCH
from tests.conftest import SignIn
from tests.support.pages import counted_queries, token_of

EXPORT = "/desk/people/export"
MANY = 5 * ROWS_A_BATCH


def add_people(app: Flask, count: int) -> None:
    """So many, in one go."""
    moment = clock.now() - timedelta(days=1)
    rows = []
    for _each in range(count):
        user_id = new_id()
        email = f"{user_id.lower()}@example.org"
        rows.append({"id": user_id, "email": email, "name_key": email, "languages": [], "created_at": moment})
    with app.app_context():
        db.session.execute(insert(User), rows)
        db.session.commit()


def pieces_of(client: FlaskClient, kind: str) -> Iterator[bytes]:
    """The answer as it comes, a piece at a time."""
    answer = client.post(EXPORT, data={"as": kind, "csrf_token": token_of(client)}, buffered=False)
    assert answer.status_code == 200
    assert answer.is_streamed
    yield from answer.iter_encoded()
    answer.close()


def test_rows_are_read_as_they_are_taken(app: Flask, sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    add_people(app, MANY)
    pieces = pieces_of(owner, "csv")
    with counted_queries(app) as statements:
        size = len(next(pieces))
        asked_first = len(statements)
        size += sum(len(piece) for piece in pieces)
    # Each batch of rows asks for what belongs to it.
    assert asked_first <= len(statements) - 2 * (MANY // ROWS_A_BATCH - 2)
    assert size > 50 * MANY
