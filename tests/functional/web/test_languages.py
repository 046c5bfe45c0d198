"""Which language a page speaks: two everywhere, nine where a page says so."""

import re
from decimal import Decimal
from functools import wraps
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from lms.web.filters import show_hours
from lms.web.i18n import in_nine_languages, speaking

PAGE = "/sign-in"
HOURS = {
    "da": ("1 time", "2 timer", "5 timer", "7,5 timer"),
    "de": ("1 Stunde", "2 Stunden", "5 Stunden", "7,5 Stunden"),
    "en": ("1 hour", "2 hours", "5 hours", "7.5 hours"),
    "et": ("1 tund", "2 tundi", "5 tundi", "7,5 tundi"),
    "fi": ("1 tunti", "2 tuntia", "5 tuntia", "7,5 tuntia"),
    "lt": ("1 valanda", "2 valandos", "5 valandos", "7,5 valandos"),
    "lv": ("1 stunda", "2 stundas", "5 stundas", "7,5 stundas"),
    "pl": ("1 godzina", "2 godziny", "5 godzin", "7,5 godziny"),
    "sv": ("1 timme", "2 timmar", "5 timmar", "7,5 timmar"),
}


@pytest.fixture
def public_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page that says that it speaks nine languages."""

    usual = app.view_functions["people.show_sign_in"]

    @wraps(usual)
    def view() -> Any:
        if "fault" in request.args:
            raise ValueError
        return usual()

    monkeypatch.setitem(app.view_functions, "people.show_sign_in", in_nine_languages(view))
    return PAGE


def language_of(client: FlaskClient, wished: str) -> str:
    found = re.search(r'<html lang="(\w+)', client.get(PAGE, headers={"Accept-Language": wished}).text)
    assert found
    return found[1]


def test_a_page_speaks_what_the_interface_speaks(client: FlaskClient) -> None:
    assert [language_of(client, wished) for wished in ("sv", "lv", "lv, sv;q=0.5")] == ["sv", "en", "sv"]


def test_a_page_that_says_so_speaks_nine_languages_also_in_its_errors(
    client: FlaskClient, public_page: str
) -> None:
    assert language_of(client, "lv") == "lv"
    failed = client.get(f"{public_page}?fault=1", headers={"Accept-Language": "pl"})
    assert failed.status_code == 500
    assert "Coś poszło nie tak po naszej stronie" in failed.text


def test_its_menu_offers_them_and_other_pages_pass_such_a_choice_over(
    client: FlaskClient, public_page: str
) -> None:
    page = client.get(public_page).text
    assert 'value="et"' in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    client.post("/language", data={"csrf_token": token[1], "language": "et", "next": PAGE})
    assert '<html lang="et"' in client.get(public_page).text
    assert '<html lang="en"' in client.get("/register").text


@pytest.mark.parametrize("language", HOURS)
def test_hours_have_the_plural_of_the_language(app: Flask, language: str) -> None:
    with app.test_request_context(), speaking(language):
        assert tuple(show_hours(Decimal(hours)) for hours in ("1", "2", "5", "7.5")) == HOURS[language]
