"""Seeing and changing what is known about oneself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from lms.core import clock
from lms.core.db import db
from lms.people import mails, queries
from lms.people.models import User
from lms.people.rules import NameShown, Occupation
from tests.factories.people import PASSWORD
from tests.functional.people.conftest import Person, path_in, sign_in
from tests.functional.people.pages import Browser

Outbox = Callable[[], list[tuple[str, str, str]]]
NEW_PASSWORD = "a heron eats eight eels"
PREFERENCES = {"language": "en", "time_zone": "Europe/Riga", "name_shown": "masked", "topics": ["notes"]}


def stored(app: Flask, email: str = "ilze@example.org") -> User:
    with app.app_context():
        user = queries.user_with_email(email)
        assert user is not None
        db.session.expunge(user)
        return user


def test_a_profile_is_kept(app: Flask, signed_in: Browser) -> None:
    fields = {
        "occupation": "official-regional",
        "organisation": "  Vidzeme   Planning Region ",
        "country": "LV",
        "languages": ["lv", "en"],
    }
    assert signed_in.submit("/account", **fields).status_code == 303
    user = stored(app)
    assert user.occupation is Occupation.OFFICIAL_REGIONAL
    assert (user.organisation, user.country, user.languages) == (
        "Vidzeme Planning Region",
        "LV",
        ["en", "lv"],
    )
    page = signed_in.get("/account").text
    assert "Your details have been saved." in page
    assert 'value="Vidzeme Planning Region"' in page
    assert 'selected value="LV"' in page


def test_nothing_about_ones_work_need_be_said(app: Flask, signed_in: Browser) -> None:
    assert signed_in.submit("/account").status_code == 303
    user = stored(app)
    assert (user.occupation, user.organisation, user.country, user.languages) == (None, None, None, [])


def test_preferences_are_kept(app: Flask, signed_in: Browser) -> None:
    fields = {**PREFERENCES, "name_shown": "full", "topics": ["notes", "results"]}
    answer = signed_in.submit("/account/preferences", **fields)
    assert answer.location == "/account/preferences"
    user = stored(app)
    assert (user.time_zone, user.name_shown, user.wants_review) == ("Europe/Riga", NameShown.FULL, False)
    page = signed_in.get("/account/preferences").text
    assert "Your choice has been saved." in page
    assert page.count(" checked") == 3
    assert 'selected value="Europe/Riga"' in page
    assert "Officials may see what I achieved" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"country": "ZZ"},
        {"occupation": "administrator"},
        {"languages": ["tlh"]},
        {"organisation": "x" * 121},
    ],
)
def test_what_cannot_be_chosen_is_refused(app: Flask, signed_in: Browser, wrong: dict[str, object]) -> None:
    assert signed_in.submit("/account", **{"country": "SE", **wrong}).status_code == 422
    assert stored(app).country is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "xx"},
        {"time_zone": "Europe/Atlantis"},
        {"name_shown": "backwards"},
        {"name_shown": ""},
        {"topics": ["security"]},
    ],
)
def test_preferences_that_there_are_not_are_refused(
    app: Flask, signed_in: Browser, wrong: dict[str, object]
) -> None:
    answer = signed_in.submit("/account/preferences", **{**PREFERENCES, **wrong})
    assert answer.status_code == 422
    assert stored(app).time_zone == "Europe/Stockholm"


def test_fields_that_the_form_lacks_change_nothing(app: Flask, signed_in: Browser) -> None:
    before = stored(app)
    extra = {
        "email": "eve@example.org",
        "role": "administrator",
        "roles": "administrator",
        "is_example": "y",
        "password_hash": "x",
        "certificate_name": "Eve",
        "id": "x",
        "disabled_at": "",
        "email_confirmed_at": "",
    }
    signed_in.submit("/account", **extra)
    after = stored(app)
    for field in ("id", "email", "password_hash", "certificate_name", "is_example"):
        assert getattr(after, field) == getattr(before, field)
    with app.app_context():
        assert queries.roles_of(after.id) == {"participant"}


def test_the_language_that_is_preferred_is_spoken_at_once(app: Flask, signed_in: Browser) -> None:
    answer = signed_in.submit("/account/preferences", **{**PREFERENCES, "language": "sv"})
    assert answer.status_code == 303
    assert '<html lang="sv"' in signed_in.get("/account").text
    assert stored(app).language == "sv"


def test_the_name_is_changed_and_folded(app: Flask, signed_in: Browser) -> None:
    assert (
        signed_in.submit("/account/name", certificate_name=" Ilze  Be\u0304rzin\u0327a ").status_code == 303
    )
    assert stored(app).certificate_name == "Ilze Bērziņa"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Ilze <script>", "The character “&lt;” cannot stand in a name."),
        ("Ilze 2", "The digit “2” cannot stand in a name."),
        ("Ilze \u202e", "(U+202E)"),
        ("李明", "The certificate cannot print the letter “李”."),
        ("W" * 60, "too wide for the line"),
        ("", "Write your name."),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused_with_its_reason(
    app: Flask, signed_in: Browser, name: str, sentence: str
) -> None:
    answer = signed_in.submit("/account/name", certificate_name=name)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert stored(app).certificate_name == "Ilze Bērziņa"


def test_saving_the_name_goes_on_to_where_the_person_came_from(signed_in: Browser) -> None:
    target = "/account/name?next=/certificates"
    assert signed_in.submit(target, certificate_name="Ilze Bērziņa").location == "/certificates"
    evil = "/account/name?next=//evil.example"
    assert signed_in.submit(evil, certificate_name="Ilze Bērziņa").location == "/account"


def test_a_password_is_changed_and_its_owner_told(signed_in: Browser, outbox: Outbox) -> None:
    answer = signed_in.submit("/account/password", current=PASSWORD, password=NEW_PASSWORD)
    assert answer.location == "/account"
    assert [(kind, to) for kind, to, _ in outbox()] == [("password-changed", "ilze@example.org")]
    signed_in.submit("/sign-out", form="/account")
    assert signed_in.submit("/sign-in", email="ilze@example.org", password=PASSWORD).status_code == 422
    sign_in(signed_in, password=NEW_PASSWORD)


@pytest.mark.parametrize(
    ("current", "new", "sentence"),
    [
        ("not the password", NEW_PASSWORD, "This is not the password of your account."),
        (PASSWORD, "short", "Use at least 12 characters."),
        (PASSWORD, "clustercampus", "Many people use this password"),
        (PASSWORD, "IlzeBērziņa1", "too much like your name"),
        (PASSWORD, "x" * 129, "Use at most 128 characters."),
    ],
)
def test_a_password_that_is_refused_changes_nothing(
    signed_in: Browser, outbox: Outbox, current: str, new: str, sentence: str
) -> None:
    answer = signed_in.submit("/account/password", current=current, password=new)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert outbox() == []
    assert signed_in.is_signed_in()


def test_a_forgotten_password_is_set_anew_by_mail(browser: Browser, person: Person, outbox: Outbox) -> None:
    person()
    browser.submit("/forgotten-password", email="Ilze@example.org")
    link = path_in(outbox()[0][2])
    assert browser.submit(link, password="short").status_code == 422
    assert browser.submit(link, password=NEW_PASSWORD).status_code == 303
    assert browser.is_signed_in()
    assert [kind for kind, _, _ in outbox()] == ["reset-password", "password-changed"]
    # The link works once, and every other one has ended.
    assert browser.get(link).status_code == 410
    assert browser.submit(link, form="/account", password="another good one here").status_code == 410


def test_a_new_password_ends_all_other_links(browser: Browser, person: Person, outbox: Outbox) -> None:
    person()
    for _ in range(2):
        browser.submit("/forgotten-password", email="ilze@example.org")
    first, second = (path_in(text) for _, _, text in outbox())
    assert browser.submit(second, password=NEW_PASSWORD).status_code == 303
    assert browser.get(first).status_code == 410


def test_a_link_for_a_new_password_is_too_old_after_an_hour(
    browser: Browser, person: Person, outbox: Outbox
) -> None:
    person()
    browser.submit("/forgotten-password", email="ilze@example.org")
    link = path_in(outbox()[0][2])
    with time_machine.travel(clock.now() + timedelta(minutes=59), tick=False):
        assert browser.get(link).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=60, seconds=1), tick=False):
        assert browser.get(link).status_code == 410
        assert browser.submit(link, form="/sign-in", password=NEW_PASSWORD).status_code == 410


def test_a_new_password_by_mail_confirms_the_address(
    browser: Browser, person: Person, outbox: Outbox
) -> None:
    person("waiting@example.org", is_confirmed=False)
    browser.submit("/forgotten-password", email="waiting@example.org")
    browser.submit(path_in(outbox()[0][2]), password=NEW_PASSWORD)
    assert browser.is_signed_in()
    browser.submit("/sign-out", form="/account")
    sign_in(browser, "waiting@example.org", NEW_PASSWORD)


def test_a_link_of_one_kind_does_nothing_of_another(browser: Browser, person: Person, outbox: Outbox) -> None:
    person()
    browser.submit("/forgotten-password", email="ilze@example.org")
    token = path_in(outbox()[0][2]).rsplit("/", 1)[1]
    sign_in(browser)
    for path in ("/confirm/", "/account/email/", "/first-administrator/"):
        assert browser.get(path + token).status_code == 410
    assert browser.submit(f"/confirm/{token}", form="/account").status_code in {410, 422}
    assert browser.get(f"/reset-password/{token}").status_code == 200


def test_the_address_changes_when_the_new_one_is_confirmed(
    signed_in: Browser, another_browser: Browser, outbox: Outbox
) -> None:
    sign_in(another_browser)
    answer = signed_in.submit("/account/email", email="New@example.org", password=PASSWORD)
    assert answer.location == "/mail-sent"
    kind, recipient, text = outbox()[0]
    assert (kind, recipient) == ("change-email", "new@example.org")
    assert "ilze@example.org" in signed_in.get("/account").text
    assert "new@example.org" in signed_in.get(path_in(text)).text
    assert signed_in.submit(path_in(text)).location == "/account"
    assert "new@example.org" in signed_in.get("/account").text
    assert [(kind, to) for kind, to, _ in outbox()][1:] == [("email-changed", "ilze@example.org")]
    assert signed_in.is_signed_in()
    assert not another_browser.is_signed_in()
    assert signed_in.get(path_in(text)).status_code == 410
    sign_in(another_browser, "new@example.org")


def test_a_mistyped_address_hands_the_account_to_nobody(
    signed_in: Browser, another_browser: Browser, person: Person, outbox: Outbox
) -> None:
    signed_in.submit("/account/email", email="stranger@example.org", password=PASSWORD)
    link = path_in(outbox()[0][2])
    # Not signed in: the link leads to the form to sign in.
    assert another_browser.get(link).location == f"/sign-in?next={link}"
    assert another_browser.submit(link, form="/sign-in").status_code == 401
    # Signed in as somebody else: it does nothing.
    person("else@example.org")
    sign_in(another_browser, "else@example.org")
    assert another_browser.get(link).status_code == 410
    assert another_browser.submit(link, form="/account").status_code == 410
    assert signed_in.get(link).status_code == 200


def test_an_address_that_was_taken_meanwhile_stays_with_its_owner(
    signed_in: Browser, person: Person, outbox: Outbox
) -> None:
    signed_in.submit("/account/email", email="wanted@example.org", password=PASSWORD)
    person("wanted@example.org")
    assert signed_in.submit(path_in(outbox()[0][2])).status_code == 410
    assert "ilze@example.org" in signed_in.get("/account").text


def test_moving_the_account_asks_for_the_password(signed_in: Browser, outbox: Outbox) -> None:
    answer = signed_in.submit("/account/email", email="new@example.org", password="not the password")
    assert answer.status_code == 422
    assert 'value="new@example.org"' in answer.text
    assert outbox() == []


@pytest.mark.parametrize(
    "path",
    ["/account", "/account/name", "/account/email", "/account/password", "/account/sign-ins"],
)
def test_pages_of_an_account_ask_strangers_to_sign_in(browser: Browser, path: str) -> None:
    assert browser.get(path).location == f"/sign-in?next={path}"
    if path != "/account/sign-ins":
        assert browser.submit(path, form="/sign-in").status_code == 401


def test_mail_speaks_the_language_of_its_reader(
    app: Flask, browser: Browser, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []
    really = mails.speaking

    def listen(language: str) -> object:
        spoken.append(language)
        return really(language)

    monkeypatch.setattr(mails, "speaking", listen)
    person("sven@example.org", language="sv")
    browser.submit("/forgotten-password", email="sven@example.org")
    assert spoken == ["sv"]
    # The page goes on in the language of who reads it.
    assert '<html lang="en"' in browser.get("/mail-sent").text
