"""Does an answer tell whether an address has an account?"""

from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from tests.functional.people.conftest import Person
from tests.functional.people.pages import Browser

ADDRESSES = ("in-use@example.org", "absent@example.org", "closed@example.org", "waited@example.org")
"""Of one length, so that pages that repeat them can be compared byte by byte."""


@pytest.fixture
def people(person: Person) -> None:
    person(ADDRESSES[0])
    person(ADDRESSES[2], disabled_at=clock.now())
    person(ADDRESSES[3], is_confirmed=False)


FORMS: list[tuple[str, Mapping[str, str]]] = [
    ("/register", {"password": "eleven eels under ice"}),
    ("/sign-in", {"password": "not the password at all"}),
    ("/forgotten-password", {}),
]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("path", "fields"), FORMS)
def test_every_address_gets_the_same_answer(in_use: Flask, path: str, fields: Mapping[str, str]) -> None:
    answers = [ask(in_use.test_client(), path, {"email": email, **fields}) for email in ADDRESSES]
    assert len(set(answers)) == 1, answers


def ask(client: FlaskClient, path: str, fields: Mapping[str, str]) -> tuple[object, ...]:
    """Everything of an answer, and of the page after it, that a stranger can compare."""
    browser = Browser(client)
    answer = browser.submit(path, **fields)
    after = browser.get(answer.location) if answer.location else answer
    typed = fields["email"]
    return (
        answer.status_code,
        answer.location,
        tuple(sorted(answer.headers.keys())),
        len(answer.data),
        len(after.data),
        without_tokens(after.text.replace(typed, "ADDRESS")),
        tuple(sorted(session_of(client))),
    )


def without_tokens(text: str) -> str:
    return "\n".join(
        line for line in text.splitlines() if "csrf_token" not in line and "csrf-token" not in line
    )


def session_of(client: FlaskClient) -> dict[str, object]:
    """What the cookie says; it is signed and not secret, so whoever holds it can read it."""
    with client.session_transaction() as session:
        content = dict(session)
    assert "id" not in content.get("mail_sent", {})
    return content


@pytest.mark.usefixtures("people")
def test_a_link_to_an_address_that_is_taken_is_not_told_to_who_asks(in_use: Flask, person: Person) -> None:
    answers = []
    for number, wanted in enumerate(ADDRESSES[:2]):
        person(f"asker{number}@example.org")
        browser = Browser(in_use.test_client())
        browser.submit("/sign-in", email=f"asker{number}@example.org", password="seven herons over Norrvik")
        answer = browser.submit("/account/email", email=wanted, password="seven herons over Norrvik")
        after = browser.get("/mail-sent").text.replace(wanted, "ADDRESS").replace(f"asker{number}", "asker")
        answers.append((answer.status_code, answer.location, without_tokens(after)))
    assert answers[0] == answers[1]
