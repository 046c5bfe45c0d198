"""Does a person get a page of the house while the database does not answer, wherever it is asked?"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from lms.core.db import db
from lms.people import queries
from tests.conftest import SignIn
from tests.support.pages import token_of

CASES = [
    ("database is locked", 503, "Too much is going on"),
    ("database or disk is full", 507, "no room to store"),
    ("no such table: users", 500, "went wrong on our side"),
]
failing = pytest.mark.parametrize(("cause", "status", "words"), CASES, ids=["locked", "full", "broken"])


@pytest.fixture
def outside(app: Flask) -> Iterator[None]:
    """Errors become pages, as outside of tests."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield
    app.config["PROPAGATE_EXCEPTIONS"] = None


def fails(cause: str) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception(cause))

    return fail


@failing
@pytest.mark.parametrize("path", ["/", "/account", "/verify"])
@pytest.mark.usefixtures("outside")
def test_a_signed_in_person_is_told_when_the_sign_in_cannot_be_looked_up(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, path: str, cause: str, status: int, words: str
) -> None:
    client = sign_in()
    monkeypatch.setattr(queries, "actor_of", fails(cause))
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert '<main id="main"' in answer.text


@pytest.mark.usefixtures("outside")
def test_a_page_that_is_not_there_says_so_while_the_database_is_down(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in()
    monkeypatch.setattr(queries, "actor_of", fails("database is locked"))
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


@pytest.mark.usefixtures("outside")
def test_a_failing_database_is_asked_once_so_that_nobody_waits_twice(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in()
    asked: list[object] = []

    def fail(token: object) -> None:
        asked.append(token)
        fails("database is locked")()

    monkeypatch.setattr(queries, "actor_of", fail)
    assert client.get("/account").status_code == 503
    assert len(asked) == 1


@failing
@pytest.mark.usefixtures("outside")
def test_a_form_whose_commit_fails_says_what_is_the_matter(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, cause: str, status: int, words: str
) -> None:
    token = token_of(client, "/sign-in")
    monkeypatch.setattr(db.session, "commit", fails(cause))
    answer = client.post("/theme", data={"csrf_token": token, "theme": "dark"})
    assert answer.status_code == status
    assert words in answer.text
