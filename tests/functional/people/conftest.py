"""What tests of the account pages share: people, browsers, the outbox, settings of a real installation."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from lms.core.access import Role
from lms.core.db import db
from lms.core.mail import OutboxMail
from tests.factories.people import PASSWORD, make_user
from tests.functional.people.pages import Browser


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app.test_client())


@pytest.fixture
def another_browser(app: Flask) -> Browser:
    """Another device."""
    return Browser(app.test_client())


@pytest.fixture
def in_use(app: Flask) -> Iterator[Flask]:
    """The application as it is after its trial: with a public address and a mail server."""
    trial = app.config["CAMPUS"]
    app.config["CAMPUS"] = replace(
        trial, public_url="https://campus.example.org", mail_server="mail.example.org:587"
    )
    yield app
    app.config["CAMPUS"] = trial


Person = Callable[..., str]


@pytest.fixture
def person(app: Flask) -> Person:
    """`person(email, *roles)`: makes an account and gives its id."""

    def make(email: str = "ilze@example.org", *roles: Role, **changes: object) -> str:
        with app.app_context():
            user = make_user(email=email, roles=roles, **changes)
            db.session.commit()
            return str(user.id)

    return make


@pytest.fixture
def signed_in(browser: Browser, person: Person) -> Browser:
    """A browser in which ilze@example.org has signed in by the form."""
    person()
    sign_in(browser)
    return browser


def sign_in(browser: Browser, email: str = "ilze@example.org", password: str = PASSWORD) -> None:
    """Sign in by the form."""
    assert browser.submit("/sign-in", email=email, password=password).status_code == 303


@pytest.fixture
def outbox(app: Flask) -> Callable[[], list[tuple[str, str, str]]]:
    """All mail so far: kind, recipient, text; oldest first."""

    def read() -> list[tuple[str, str, str]]:
        with app.app_context():
            rows = db.session.scalars(select(OutboxMail).order_by(OutboxMail.created_at)).all()
            return [(row.kind, row.recipient, row.text) for row in rows]

    return read


def path_in(text: str) -> str:
    """The path of the link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found
    return found.group(1)
