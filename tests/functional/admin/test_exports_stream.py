"""A file of a long list is written while it is sent: it is never held as a whole."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
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
MANY = 8 * ROWS_A_BATCH


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


@pytest.mark.parametrize("kind", ["csv", "excel-csv", "xlsx"])
def test_rows_are_read_as_they_are_taken(kind: str, app: Flask, sign_in: SignIn) -> None:
    owner = sign_in("owner@example.org", Role.PROGRAMME_OWNER)
    add_people(app, MANY)
    pieces = pieces_of(owner, kind)
    with counted_queries(app) as statements:
        size = len(next(pieces))
        asked_first = len(statements)
        size += sum(len(piece) for piece in pieces)
    # Each batch of rows asks for what belongs to it; a piece of a workbook has two of them.
    assert asked_first <= len(statements) - 2 * (MANY // ROWS_A_BATCH - 3)
    assert size > 20 * MANY
