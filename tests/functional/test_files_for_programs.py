"""A list taken along for programs says the same whatever language the page speaks."""

import csv
import io
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.db import db
from lms.demo import fill
from lms.people.models import User
from lms.web.i18n import SESSION_KEY
from tests.factories.people import sign_in_token
from tests.support.application import empty
from tests.support.pages import LIGHT_PAGE, post

PROSE = {"title", "subject", "problem", "sentence", "who", "before", "after", "last_lesson"}
"""Columns of texts for people, which are written in a language."""
CHANGES = {"seen_at"}
PARTICIPANTS = "/teaching/modules/clusters-and-mapping/participants/export"


@pytest.fixture(scope="module")
def filled(real_courses_app: Flask) -> Iterator[Flask]:
    """The real programme with a small demonstration."""
    assert fill(real_courses_app, 24)
    yield real_courses_app
    empty(real_courses_app)


def taken_in(app: Flask, language: str, email: str, address: str) -> list[list[str]]:
    """What programs get of a list while its page speaks this language, without prose.

    Sorted by codes: lists follow the alphabet of the language.
    """
    with app.app_context():
        token = sign_in_token(db.session.scalars(select(User).where(User.email == email)).one())
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session[SESSION_KEY] = token, True, language
    assert f'<html lang="{language}"' in client.get(LIGHT_PAGE).text
    answer = post(client, address, {"as": "csv"})
    assert answer.status_code == 200
    rows = csv.DictReader(io.StringIO(answer.text))
    return sorted([text for key, text in row.items() if key not in PROSE | CHANGES] for row in rows)


@pytest.mark.parametrize(
    ("email", "address"),
    [
        ("owner@example.org", "/desk/people/export"),
        ("owner@example.org", "/desk/organisations/export"),
        ("owner@example.org", "/desk/enrolments/export"),
        ("owner@example.org", "/desk/credentials/export"),
        ("owner@example.org", "/desk/mail/export"),
        ("owner@example.org", "/results/export"),
        ("owner@example.org", "/results/people/export"),
        ("administrator@example.org", "/desk/audit/export?group=learning"),
        ("trainer@example.org", PARTICIPANTS),
    ],
)
def test_it_is_the_same_in_every_language(filled: Flask, email: str, address: str) -> None:
    in_english = taken_in(filled, "en", email, address)
    assert in_english
    assert taken_in(filled, "sv", email, address) == in_english
