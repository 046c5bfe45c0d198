"""How does a new installation get its first administrator, and nobody a second one?"""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from lms.people import queries, services
from tests.factories.people import PASSWORD
from tests.functional.people.conftest import Person
from tests.functional.people.pages import Browser

FIELDS = {"certificate_name": "Aino Virtanen", "email": "aino@example.org", "password": PASSWORD}


@pytest.fixture
def link(app: Flask) -> str:
    return new_link(app)


def new_link(app: Flask) -> str:
    with app.app_context():
        url = services.first_administrator_link()
        db.session.commit()
        assert url is not None
        assert url.startswith("http://127.0.0.1:8000/first-administrator/")
        return url.removeprefix("http://127.0.0.1:8000")


def test_whoever_holds_the_link_becomes_administrator_and_is_signed_in(
    app: Flask, browser: Browser, link: str
) -> None:
    assert browser.get(link).status_code == 200
    assert browser.submit(link, **FIELDS).status_code == 303
    assert browser.is_signed_in()
    with app.app_context():
        user = queries.user_with_email("aino@example.org")
        assert user is not None
        assert queries.roles_of(user.id) == {Role.PARTICIPANT, Role.ADMINISTRATOR}


def test_the_link_works_once(browser: Browser, another_browser: Browser, link: str) -> None:
    browser.submit(link, **FIELDS)
    assert another_browser.get(link).status_code == 410
    answer = another_browser.submit(link, form="/sign-in", **{**FIELDS, "email": "eve@example.org"})
    assert answer.status_code == 410
    assert not another_browser.is_signed_in()


def test_a_newer_link_ends_the_older(app: Flask, browser: Browser, link: str) -> None:
    newer = new_link(app)
    assert browser.get(link).status_code == 410
    assert browser.get(newer).status_code == 200


def test_no_link_is_made_once_there_is_an_administrator(app: Flask, person: Person) -> None:
    person("admin@example.org", Role.ADMINISTRATOR)
    with app.app_context():
        assert services.first_administrator_link() is None


def test_the_link_ends_when_somebody_becomes_administrator_another_way(
    browser: Browser, person: Person, link: str
) -> None:
    person("admin@example.org", Role.ADMINISTRATOR)
    assert browser.get(link).status_code == 410
    assert browser.submit(link, form="/sign-in", **FIELDS).status_code == 410


def test_the_link_is_too_old_after_an_hour(browser: Browser, link: str) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert browser.get(link).status_code == 410


def test_a_form_that_is_refused_leaves_the_link_open(browser: Browser, person: Person, link: str) -> None:
    person("taken@example.org")
    for wrong in ({"password": "short"}, {"certificate_name": "7"}, {"email": "taken@example.org"}):
        answer = browser.submit(link, **{**FIELDS, **wrong})
        assert answer.status_code == 422
        assert 'value="' + {**FIELDS, **wrong}["email"] in answer.text
    assert browser.submit(link, **FIELDS).status_code == 303


def test_nobody_finds_the_page_without_the_link(browser: Browser, link: str) -> None:
    for path in ("/first-administrator", "/first-administrator/", "/first-administrator/guess"):
        assert browser.get(path).status_code in {404, 410}
