"""Signing in and out, and what a cookie that was copied is worth afterwards."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.ids import digest_of
from lms.people import services
from lms.people.models import SignIn
from tests.factories.people import PASSWORD
from tests.functional.people.conftest import Person, path_in, sign_in
from tests.functional.people.pages import Browser

Outbox = Callable[[], list[tuple[str, str, str]]]
NEW_PASSWORD = "a heron eats eight eels"


def copied(browser: Browser, app: Flask) -> Browser:
    """A browser of somebody who copied the cookie."""
    cookie = browser.client.get_cookie("session")
    assert cookie is not None
    thief = Browser(app.test_client())
    thief.client.set_cookie("session", cookie.value)
    return thief


def test_somebody_signs_in_and_out(browser: Browser, person: Person) -> None:
    person()
    assert browser.get("/account").location == "/sign-in?next=/account"
    sign_in(browser)
    assert browser.is_signed_in()
    answer = browser.submit("/sign-out", form="/account")
    assert answer.status_code == 303
    assert not browser.is_signed_in()


def test_signing_out_clears_the_browsers_cache_but_not_unsent_answers(signed_in: Browser) -> None:
    answer = signed_in.submit("/sign-out", form="/account")
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_an_address_may_be_typed_in_any_case(browser: Browser, person: Person) -> None:
    person("ilze@example.org")
    sign_in(browser, " Ilze@EXAMPLE.org ")
    assert browser.is_signed_in()


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ilze@example.org", "not the password"),
        ("nobody@example.org", PASSWORD),
        ("no address", PASSWORD),
        ("ilze@example.org'--", PASSWORD),
    ],
)
def test_a_wrong_pair_is_refused_in_the_same_words(
    browser: Browser, person: Person, email: str, password: str
) -> None:
    person()
    answer = browser.submit("/sign-in", email=email, password=password)
    assert answer.status_code == 422
    assert "Address and password do not belong together." in answer.text
    assert password not in answer.text
    assert not browser.is_signed_in()


def test_a_closed_account_cannot_be_signed_in_to(browser: Browser, person: Person) -> None:
    person(disabled_at=clock.now())
    assert browser.submit("/sign-in", email="ilze@example.org", password=PASSWORD).status_code == 422


def test_a_refused_sign_in_is_kept_without_what_was_typed(
    app: Flask, browser: Browser, person: Person
) -> None:
    user_id = person()
    browser.submit("/sign-in", email="ilze@example.org", password="not the password")
    browser.submit("/sign-in", email="nobody@example.org", password="not the password")
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "sign-in.refused")).all()
        assert {entry.subject for entry in entries} == {f"person:{user_id}", "person:unknown"}
        assert all(entry.detail == {} and entry.actor_id is None for entry in entries)


def test_a_session_that_was_planted_before_is_replaced(browser: Browser, person: Person) -> None:
    person()
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session["language"] = "en"
        session["theme"] = "dark"
    before = browser.token("/sign-in")
    sign_in(browser)
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session["language"] == "en"
        assert session["theme"] == "dark"
    # The old form token is worth nothing any more either.
    assert browser.client.post("/sign-out", data={"csrf_token": before}).status_code == 400
    assert browser.is_signed_in()


def test_the_database_holds_no_token(app: Flask, signed_in: Browser) -> None:
    with signed_in.client.session_transaction() as session:
        token = session["_user_id"]
    with app.app_context():
        row = db.session.scalars(select(SignIn)).one()
        assert row.token_digest == digest_of(token)
        assert token not in str(vars(row))
        assert row.network == "127.0.0.0/24"


@pytest.mark.parametrize("token", ["", "x", "x" * 43, 7, None, ["x"], {"a": 1}])
def test_an_invented_token_is_nobody(browser: Browser, token: object) -> None:
    with browser.client.session_transaction() as session:
        session["_user_id"] = token
    assert browser.get("/account").status_code == 303


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, signed_in: Browser) -> None:
    thief = copied(signed_in, app)
    assert thief.is_signed_in()
    signed_in.submit("/sign-out", form="/account")
    assert not thief.is_signed_in()


def test_a_copied_cookie_is_worth_nothing_after_a_new_password(app: Flask, signed_in: Browser) -> None:
    thief = copied(signed_in, app)
    answer = signed_in.submit("/account/password", current=PASSWORD, password=NEW_PASSWORD)
    assert answer.status_code == 303
    assert signed_in.is_signed_in()
    assert not thief.is_signed_in()


def test_a_copied_cookie_is_worth_nothing_after_a_reset(
    app: Flask, signed_in: Browser, another_browser: Browser, outbox: Outbox
) -> None:
    another_browser.submit("/forgotten-password", email="ilze@example.org")
    another_browser.submit(path_in(outbox()[-1][2]), password=NEW_PASSWORD)
    assert another_browser.is_signed_in()
    assert not signed_in.is_signed_in()


def test_a_changed_role_ends_the_sign_in(app: Flask, person: Person, browser: Browser) -> None:
    user_id = person()
    for change in (services.grant_role, services.withdraw_role):
        sign_in(browser)
        with app.app_context():
            assert change(user_id, Grant(Role.TRAINER), by=None)
            db.session.commit()
        assert not browser.is_signed_in()


def test_a_closed_account_is_signed_out_at_once(app: Flask, person: Person, browser: Browser) -> None:
    user_id = person()
    sign_in(browser)
    with app.app_context():
        services.disable_user(user_id, by=None)
        db.session.commit()
    assert not browser.is_signed_in()
    with app.app_context():
        services.enable_user(user_id, by=None)
        db.session.commit()
    assert not browser.is_signed_in()


def test_a_participant_is_signed_out_after_eight_unused_hours(signed_in: Browser) -> None:
    with time_machine.travel(clock.now() + timedelta(hours=7, minutes=59), tick=False):
        assert signed_in.is_signed_in()
    with time_machine.travel(clock.now() + timedelta(hours=15, minutes=58), tick=False):
        assert signed_in.is_signed_in()
    with time_machine.travel(clock.now() + timedelta(hours=23, minutes=59), tick=False):
        assert not signed_in.is_signed_in()


def test_a_trainer_is_signed_out_after_half_an_unused_hour(browser: Browser, person: Person) -> None:
    person("ilze@example.org", Role.TRAINER)
    sign_in(browser)
    with time_machine.travel(clock.now() + timedelta(minutes=29), tick=False):
        assert browser.is_signed_in()
    with time_machine.travel(clock.now() + timedelta(minutes=60), tick=False):
        assert not browser.is_signed_in()


def test_a_sign_in_in_use_ends_after_a_week(signed_in: Browser) -> None:
    begun = clock.now()
    for hours in range(7, 7 * 24, 7):
        with time_machine.travel(begun + timedelta(hours=hours), tick=False):
            assert signed_in.is_signed_in()
    with time_machine.travel(begun + timedelta(days=7), tick=False):
        assert not signed_in.is_signed_in()


def test_the_last_use_is_written_once_a_minute_and_not_more(app: Flask, signed_in: Browser) -> None:
    def seen() -> object:
        with app.app_context():
            return db.session.scalars(select(SignIn.seen_at)).one()

    begun = seen()
    signed_in.get("/account")
    assert seen() == begun
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        signed_in.get("/account")
        later = seen()
        assert later != begun
    with time_machine.travel(clock.now() + timedelta(seconds=90), tick=False):
        signed_in.get("/account")
        assert seen() == later


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\t/evil.example",
        "/\r\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "evil.example",
        "@evil.example",
        "?next=//evil.example",
        "/%0d%0aLocation:https://evil.example\r\n",
        "//evil.example%2f..",
        "/\x00/evil.example",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(
    browser: Browser, person: Person, target: str
) -> None:
    person()
    answer = browser.submit("/sign-in", email="ilze@example.org", password=PASSWORD, next=target)
    assert answer.status_code == 303
    assert re.fullmatch(r"/[a-z-]*", answer.location)
    # Somebody who is signed in already is sent on at once.
    answer = browser.client.get("/sign-in", query_string={"next": target})
    assert answer.status_code == 303
    assert re.fullmatch(r"/[a-z-]*", answer.location)


def test_somebody_goes_on_to_the_page_they_asked_for(browser: Browser, person: Person) -> None:
    person()
    target = browser.get("/account/sign-ins?page=2").location
    assert target == "/sign-in?next=/account/sign-ins?page%3D2"
    page = browser.get(target)
    assert 'value="/account/sign-ins?page=2"' in page.text
    answer = browser.submit(
        "/sign-in", email="ilze@example.org", password=PASSWORD, next="/account/sign-ins?page=2"
    )
    assert answer.location == "/account/sign-ins?page=2"


@pytest.mark.parametrize(
    "path",
    [
        "/register",
        "/sign-in",
        "/sign-out",
        "/forgotten-password",
        "/confirm/x",
        "/reset-password/x",
        "/account",
        "/account/name",
        "/account/email",
        "/account/email/x",
        "/account/password",
        "/account/sign-ins/x/end",
        "/account/sign-ins/end-others",
        "/first-administrator/x",
    ],
)
def test_no_form_is_taken_without_its_token(signed_in: Browser, path: str) -> None:
    fields = {"email": "a@example.org", "password": PASSWORD, "current": PASSWORD, "certificate_name": "Eve"}
    assert signed_in.client.post(path, data=fields).status_code == 400
    assert signed_in.client.post(path, data={**fields, "csrf_token": "x"}).status_code == 400
    foreign = {"Sec-Fetch-Site": "cross-site"}
    fields["csrf_token"] = signed_in.token()
    assert signed_in.client.post(path, data=fields, headers=foreign).status_code == 403
    assert signed_in.is_signed_in()


def test_people_see_and_end_their_sign_ins(
    signed_in: Browser, another_browser: Browser, person: Person
) -> None:
    sign_in(another_browser)
    page = signed_in.get("/account/sign-ins").text
    assert page.count("last used") == 2
    assert "127.0.0.0/24" in page
    end = re.search(r'action="(/account/sign-ins/[^"]+/end)"', page)
    assert end
    assert signed_in.submit(end.group(1), form="/account/sign-ins").status_code == 303
    assert signed_in.is_signed_in()
    assert not another_browser.is_signed_in()


def test_all_other_sign_ins_end_together(signed_in: Browser, another_browser: Browser, app: Flask) -> None:
    third = Browser(app.test_client())
    for browser in (another_browser, third):
        sign_in(browser)
    assert signed_in.submit("/account/sign-ins/end-others", form="/account/sign-ins").status_code == 303
    assert signed_in.is_signed_in()
    assert not another_browser.is_signed_in()
    assert not third.is_signed_in()


def test_nobody_ends_somebody_elses_sign_in(
    app: Flask, signed_in: Browser, another_browser: Browser, person: Person
) -> None:
    other = person("other@example.org")
    sign_in(another_browser, "other@example.org")
    with app.app_context():
        theirs = db.session.scalars(select(SignIn.id).where(SignIn.user_id == other)).one()
    answer = signed_in.submit(f"/account/sign-ins/{theirs}/end", form="/account/sign-ins")
    assert answer.status_code == 404
    assert another_browser.is_signed_in()


def test_pages_of_an_account_are_kept_by_no_cache(signed_in: Browser) -> None:
    assert signed_in.get("/account").headers["Cache-Control"] == "no-store"
