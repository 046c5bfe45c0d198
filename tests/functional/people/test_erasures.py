"""Can people leave, with a way back until the end?"""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db, may_write
from lms.core.mail import OutboxMail
from lms.people import queries, services
from lms.people.models import ErasureRequest
from tests.factories.people import PASSWORD
from tests.functional.people.conftest import Person, path_in, sign_in
from tests.functional.people.pages import Browser

Outbox = Callable[[], list[tuple[str, str, str]]]
LEAVE = {"password": PASSWORD, "word": "erase"}


def work(app: Flask, *, days: float = 0) -> int:
    """What the worker does some days from now."""
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False), app.app_context():
        may_write.set(True)
        done = services.DueErasures()()
        db.session.remove()
        return done


def is_there(app: Flask, email: str = "ilze@example.org") -> bool:
    with app.app_context():
        return queries.user_with_email(email) is not None


def leave(browser: Browser) -> None:
    assert browser.submit("/account/erase", **LEAVE).location == "/account/erase"


def test_somebody_who_asks_is_erased_after_two_weeks(app: Flask, signed_in: Browser, outbox: Outbox) -> None:
    page = signed_in.get("/account/erase").text
    assert "The proof without a name" in page
    assert "For 14 days you can change your mind" in page
    leave(signed_in)
    assert work(app, days=12) == 0
    assert work(app, days=13.1) == 1
    assert [kind for kind, _, _ in outbox()] == ["erasure-waits", "erasure-comes"]
    assert is_there(app)
    assert work(app, days=14.1) == 1
    assert not is_there(app)
    assert [(kind, to) for kind, to, _ in outbox()] == [("account-erased", "ilze@example.org")]
    assert not signed_in.is_signed_in()


def test_the_last_mail_is_forgotten_once_it_is_sent(app: Flask, signed_in: Browser, outbox: Outbox) -> None:
    leave(signed_in)
    work(app, days=13.1)
    work(app, days=14.1)
    with app.app_context():
        may_write.set(True)
        db.session.scalars(db.select(OutboxMail)).one().sent_at = clock.now()
        db.session.commit()
    assert work(app, days=14.1) == 1
    assert outbox() == []


def test_every_page_offers_the_way_back(app: Flask, signed_in: Browser) -> None:
    leave(signed_in)
    for path in ("/", "/account", "/verify"):
        assert "Keep my account" in signed_in.get(path).text
    answer = signed_in.submit("/account/keep", form="/account")
    assert answer.location == "/account/data"
    assert "Keep my account" not in signed_in.get("/account").text
    assert work(app, days=30) == 0
    assert is_there(app)


def test_the_mailed_link_is_a_way_back_without_signing_in(
    app: Flask, signed_in: Browser, another_browser: Browser, outbox: Outbox
) -> None:
    leave(signed_in)
    link = path_in(outbox()[0][2])
    assert another_browser.get(link).status_code == 200  # looking, as scanners of mail do, changes nothing
    assert "Keep my account" in signed_in.get("/account").text
    assert another_browser.submit(link).location == "/sign-in"
    assert "Keep my account" not in signed_in.get("/account").text
    assert another_browser.get(link).status_code == 410


def test_it_takes_the_password_and_the_word(app: Flask, signed_in: Browser, outbox: Outbox) -> None:
    for wrong in ({"password": "not the password"}, {"word": "yes"}, {"word": ""}, {"password": ""}):
        assert signed_in.submit("/account/erase", **{**LEAVE, **wrong}).status_code == 422
    assert outbox() == []


def test_the_last_administrator_is_told_what_to_do_first(
    app: Flask, browser: Browser, person: Person
) -> None:
    person("admin@example.org", Role.ADMINISTRATOR)
    sign_in(browser, "admin@example.org")
    assert "You are the only administrator" in browser.get("/account/erase").text
    assert browser.submit("/account/erase", form="/account", **LEAVE).status_code == 422
    person("second@example.org", Role.ADMINISTRATOR)
    leave(browser)


def test_whoever_became_the_last_administrator_meanwhile_stays(
    app: Flask, browser: Browser, person: Person
) -> None:
    person("admin@example.org", Role.ADMINISTRATOR)
    other = person("second@example.org", Role.ADMINISTRATOR)
    sign_in(browser, "admin@example.org")
    leave(browser)
    with app.app_context():
        may_write.set(True)
        services.disable_user(other, by=None)
        db.session.commit()
    work(app, days=13.1)
    assert work(app, days=14.1) == 0
    assert is_there(app, "admin@example.org")
    with app.app_context():
        assert db.session.scalars(db.select(ErasureRequest)).one().due_at > clock.now() + timedelta(days=14)


def test_a_pause_of_the_worker_does_not_take_the_warning_away(
    app: Flask, signed_in: Browser, outbox: Outbox
) -> None:
    leave(signed_in)
    assert work(app, days=20) == 1
    assert work(app, days=20.1) == 0
    assert is_there(app)
    assert work(app, days=20.6) == 1
    assert not is_there(app)
