"""Making an account and confirming its address, as a browser sees it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from lms.core import clock
from tests.factories.people import PASSWORD
from tests.functional.people.conftest import Person, path_in
from tests.functional.people.pages import Browser

Outbox = Callable[[], list[tuple[str, str, str]]]


def register(browser: Browser, email: str = "new@example.org", **fields: object) -> None:
    answer = browser.submit("/register", email=email, password=PASSWORD, **fields)
    assert answer.status_code == 303
    assert answer.location == "/mail-sent"


def test_a_new_person_confirms_in_the_same_browser_with_one_click(browser: Browser, outbox: Outbox) -> None:
    register(browser)
    kind, recipient, text = outbox()[0]
    assert (kind, recipient) == ("confirm-email", "new@example.org")
    page = browser.get(path_in(text))
    assert page.status_code == 200
    assert 'type="password"' not in page.text
    assert not browser.is_signed_in()
    assert browser.submit(path_in(text)).status_code == 303
    assert browser.is_signed_in()


def test_opening_the_link_alone_confirms_nothing(browser: Browser, outbox: Outbox) -> None:
    register(browser)
    for _ in range(3):
        assert browser.get(path_in(outbox()[0][2])).status_code == 200
    assert not browser.is_signed_in()


def test_another_browser_must_give_the_password(
    browser: Browser, another_browser: Browser, outbox: Outbox
) -> None:
    register(browser)
    link = path_in(outbox()[0][2])
    assert another_browser.submit(link).status_code == 422
    assert another_browser.submit(link, password="not the password").status_code == 422
    assert not another_browser.is_signed_in()
    assert another_browser.submit(link, password=PASSWORD).status_code == 303
    assert another_browser.is_signed_in()


def test_a_stranger_cannot_make_an_account_ready_for_somebody_elses_address(
    browser: Browser, another_browser: Browser, outbox: Outbox
) -> None:
    register(browser, "victim@example.org")
    register_as_stranger = another_browser.submit(
        "/register", email="victim@example.org", password="chosen by a stranger"
    )
    assert register_as_stranger.status_code == 303
    own, strangers = (path_in(text) for _, _, text in outbox())
    # The own link has ended, and the stranger's opens nothing without the stranger's password.
    assert browser.get(own).status_code == 410
    assert browser.submit(strangers, password=PASSWORD).status_code == 422
    assert not browser.is_signed_in()


def test_the_link_works_once(browser: Browser, another_browser: Browser, outbox: Outbox) -> None:
    register(browser)
    link = path_in(outbox()[0][2])
    token = browser.token(link)
    assert browser.client.post(link, data={"csrf_token": token}).status_code == 303
    assert another_browser.get(link).status_code == 410
    answer = another_browser.submit(link, form="/sign-in", password=PASSWORD)
    assert answer.status_code == 410
    assert not another_browser.is_signed_in()


def test_the_link_is_too_old_after_a_day(browser: Browser, outbox: Outbox) -> None:
    register(browser)
    link = path_in(outbox()[0][2])
    with time_machine.travel(clock.now() + timedelta(hours=23, minutes=59), tick=False):
        assert browser.get(link).status_code == 200
    with time_machine.travel(clock.now() + timedelta(hours=24, seconds=1), tick=False):
        assert browser.get(link).status_code == 410
        assert browser.submit(link, form="/sign-in").status_code == 410


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "../../etc/passwd", "%00", "x" * 5000])
def test_an_invented_link_opens_nothing(browser: Browser, token: str) -> None:
    assert browser.get(f"/confirm/{token}").status_code in {404, 410}


def test_the_person_goes_on_to_where_they_were_heading(browser: Browser, outbox: Outbox) -> None:
    register(browser, next="/modules/clusters")
    answer = browser.submit(path_in(outbox()[0][2]))
    assert answer.location == "/modules/clusters"


def test_somebody_with_an_account_is_told_by_mail_and_nothing_changes(
    browser: Browser, person: Person, outbox: Outbox
) -> None:
    person("ilze@example.org")
    answer = browser.submit("/register", email="Ilze@Example.org", password="another good password")
    assert answer.status_code == 303
    assert [(kind, to) for kind, to, _ in outbox()] == [("already-registered", "ilze@example.org")]
    assert browser.submit("/sign-in", email="ilze@example.org", password=PASSWORD).status_code == 303


def test_an_account_that_is_closed_gets_no_mail(browser: Browser, person: Person, outbox: Outbox) -> None:
    person("ilze@example.org", disabled_at=clock.now())
    register(browser, "ilze@example.org")
    browser.submit("/forgotten-password", email="ilze@example.org")
    assert outbox() == []


def test_in_a_trial_the_page_shows_the_mail_and_its_link(browser: Browser) -> None:
    register(browser)
    page = browser.get("/mail-sent")
    assert "In this trial the message is shown here instead of being mailed" in page.text
    link = next(link for link in browser.links("/mail-sent") if link.startswith("/confirm/"))
    assert browser.submit(link).status_code == 303
    assert browser.is_signed_in()


def test_the_mail_is_shown_to_the_browser_that_caused_it_alone(
    browser: Browser, another_browser: Browser
) -> None:
    register(browser)
    assert another_browser.get("/mail-sent").status_code == 303


def test_in_use_no_page_shows_a_mail(in_use: Flask, browser: Browser) -> None:
    register(browser)
    page = browser.get("/mail-sent")
    assert "/confirm/" not in page.text
    assert "trial" not in page.text.lower()


def test_links_in_mail_begin_with_the_public_address(in_use: Flask, browser: Browser, outbox: Outbox) -> None:
    fields = {"csrf_token": browser.token("/register"), "email": "new@example.org", "password": PASSWORD}
    forged = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "https://evil.example/"}
    assert browser.client.post("/register", data=fields, headers=forged).status_code == 303
    assert "https://campus.example.org/confirm/" in outbox()[0][2]
    assert "evil" not in outbox()[0][2]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "", "password": PASSWORD}, "Write your e-mail address."),
        ({"email": "nowhere", "password": PASSWORD}, "Write an e-mail address as in"),
        ({"email": "new@example.org", "password": ""}, "Write a password."),
        ({"email": "new@example.org", "password": "short"}, "Use at least 12 characters."),
        ({"email": "new@example.org", "password": "passwordpassword"}, "Many people use this password"),
        ({"email": "longname@example.org", "password": "longname-2026"}, "too much like your name"),
        (
            {"email": "new@example.org", "password": PASSWORD, "certificate_name": "Anna 😀"},
            "The character “😀” cannot stand in a name.",
        ),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    browser: Browser, outbox: Outbox, fields: dict[str, str], sentence: str
) -> None:
    answer = browser.submit("/register", **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not fields["email"] or f'value="{fields["email"]}"' in answer.text
    assert f'value="{fields["password"]}"' not in answer.text or not fields["password"]
    assert outbox() == []


def test_the_forms_are_friendly_to_password_managers(browser: Browser) -> None:
    page = browser.get("/register").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page
    assert 'autocomplete="current-password"' in browser.get("/sign-in").text


def test_somebody_who_never_confirmed_gets_a_new_link_when_signing_in(
    browser: Browser, another_browser: Browser, outbox: Outbox
) -> None:
    register(browser)
    fields = {"email": "new@example.org", "password": PASSWORD}
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        answer = another_browser.submit("/sign-in", **fields)
        assert answer.location == "/mail-sent"
        assert not another_browser.is_signed_in()
        # At once again: no flood of mail.
        another_browser.submit("/sign-in", **fields)
        assert len(outbox()) == 2
        # This browser knew the password, so one click is enough.
        assert another_browser.submit(path_in(outbox()[1][2])).status_code == 303
        assert another_browser.is_signed_in()
