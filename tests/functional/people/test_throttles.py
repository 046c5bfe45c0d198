"""How often may passwords be tried and mails be asked for?"""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask

from lms.core import clock
from tests.factories.people import PASSWORD
from tests.functional.people.conftest import Person, sign_in
from tests.functional.people.pages import Browser

Outbox = Callable[[], list[tuple[str, str, str]]]


def try_to_sign_in(browser: Browser, email: str, password: str, address: str = "192.0.2.1") -> int:
    fields = {"csrf_token": browser.token("/sign-in"), "email": email, "password": password}
    answer = browser.client.post("/sign-in", data=fields, environ_base={"REMOTE_ADDR": address})
    return answer.status_code


def test_a_password_may_be_tried_five_times_a_minute(browser: Browser, person: Person) -> None:
    person()
    email = "ilze@example.org"
    codes = [try_to_sign_in(browser, email, "a wrong password") for _ in range(7)]
    assert codes == [422] * 5 + [429] * 2
    # The right one does not help now, nor does another spelling of the address; a minute does.
    assert try_to_sign_in(browser, email, PASSWORD) == 429
    assert try_to_sign_in(browser, " ILZE@example.org", PASSWORD) == 429
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        assert try_to_sign_in(browser, email, PASSWORD) == 303


def test_a_stranger_elsewhere_locks_nobody_out(browser: Browser, person: Person) -> None:
    person()
    for _ in range(8):
        try_to_sign_in(browser, "ilze@example.org", "a wrong password", "198.51.100.7")
    assert try_to_sign_in(browser, "ilze@example.org", PASSWORD) == 303


def test_guessing_from_many_networks_ends_too(browser: Browser, person: Person) -> None:
    person()
    codes = [
        try_to_sign_in(browser, "ilze@example.org", "a wrong password", f"198.51.{number}.7")
        for number in range(102)
    ]
    assert codes.count(422) == 100
    assert codes[-2:] == [429, 429]


def test_a_class_behind_one_address_can_register_and_sign_in(browser: Browser, person: Person) -> None:
    for number in range(40):
        fields = {"email": f"new{number}@example.org", "password": PASSWORD}
        assert browser.submit("/register", **fields).status_code == 303
    for number in range(60):
        assert try_to_sign_in(browser, f"absent{number}@example.org", PASSWORD) == 422


def test_a_network_cannot_try_without_end(browser: Browser) -> None:
    codes = [try_to_sign_in(browser, f"absent{number}@example.org", PASSWORD) for number in range(62)]
    assert codes == [422] * 60 + [429] * 2


def test_three_links_an_hour_are_mailed_to_an_address(
    browser: Browser, person: Person, outbox: Outbox
) -> None:
    person()
    codes = [browser.submit("/forgotten-password", email="ilze@example.org").status_code for _ in range(5)]
    assert codes == [303] * 3 + [429] * 2
    assert len(outbox()) == 3


def test_an_address_cannot_be_flooded_with_confirmations(browser: Browser, outbox: Outbox) -> None:
    fields = {"email": "new@example.org", "password": PASSWORD}
    codes = [browser.submit("/register", **fields).status_code for _ in range(7)]
    assert codes == [303] * 5 + [429] * 2
    assert len(outbox()) == 5


def test_one_way_to_try_a_password_does_not_open_when_another_is_closed(
    browser: Browser, another_browser: Browser, person: Person
) -> None:
    person()
    sign_in(browser)
    codes = [
        browser.submit("/account/password", current="a wrong password", password="x" * 12).status_code
        for _ in range(6)
    ]
    assert codes == [422] * 4 + [429] * 2
    answer = browser.submit("/account/email", email="new@example.org", password=PASSWORD)
    assert answer.status_code == 429
    assert another_browser.submit("/sign-in", email="ilze@example.org", password=PASSWORD).status_code == 429


def test_the_password_asked_with_a_link_is_throttled(
    browser: Browser, another_browser: Browser, outbox: Outbox
) -> None:
    browser.submit("/register", email="new@example.org", password=PASSWORD)
    link = outbox()[0][2].split("http://127.0.0.1:8000")[1].split()[0]
    codes = [another_browser.submit(link, password="a wrong password").status_code for _ in range(7)]
    assert codes == [422] * 5 + [429] * 2


def test_the_page_says_when_to_come_back(app: Flask, browser: Browser) -> None:
    for _ in range(5):
        try_to_sign_in(browser, "ilze@example.org", "a wrong password")
    fields = {"csrf_token": browser.token("/sign-in"), "email": "ilze@example.org", "password": "x"}
    answer = browser.client.post("/sign-in", data=fields, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600


def test_the_wait_is_what_is_left_of_the_window(browser: Browser, person: Person) -> None:
    person()
    with time_machine.travel(clock.now(), tick=False) as at:
        for _ in range(3):
            browser.submit("/forgotten-password", email="ilze@example.org")
        at.shift(timedelta(minutes=40))
        answer = browser.submit("/forgotten-password", email="ilze@example.org")
    assert answer.status_code == 429
    assert 1199 <= int(answer.headers["Retry-After"]) <= 1201
    assert "Wait about 20 minutes" in answer.text
