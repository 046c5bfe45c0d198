"""What the desk says of translations: one line a language, however many modules there are."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.reports.queries.teaching import NOTHING_WAITS
from lms.reports.rules.standing import Standings
from lms.reports.rules.translations import languages_of
from lms.teaching.modules import TaughtModule
from lms.teaching.needs import gaps_of, needs_of
from lms.teaching.routes import desk
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn

GAP = "1 paragraph outdated, 4 files missing"
"""How `small-clusters` stands in Swedish."""


@pytest.fixture
def taught(app: Flask) -> TaughtModule:
    with app.app_context():
        catalogue = current_catalogue()
        module = catalogue.module("small-clusters")
        return TaughtModule(
            module=module,
            text=module.text("en"),
            standings=Standings(),
            queue=NOTHING_WAITS,
            failing=(),
            languages=languages_of(module, catalogue.programme.languages),
            problems=(),
            publications=(),
        )


def test_the_single_gap_of_a_language_is_a_need_of_its_own(app: Flask, taught: TaughtModule) -> None:
    with app.test_request_context():
        assert [need.words for need in needs_of([taught])] == [GAP]
        assert gaps_of([taught]) == ()


def test_several_gaps_of_a_language_are_one_line(app: Flask, taught: TaughtModule) -> None:
    with app.test_request_context():
        modules = [taught] * 3
        assert needs_of(modules) == ()
        (gap,) = gaps_of(modules)
        assert gap.words == "Swedish: 3 modules are not up to date"
        assert [need.words for need in gap.needs] == [GAP] * 3


def test_the_modules_behind_the_line_are_one_click_away(
    sign_in: SignIn, taught: TaughtModule, monkeypatch: pytest.MonkeyPatch
) -> None:
    client: FlaskClient = sign_in("trainer@example.org", Role.TRAINER)
    monkeypatch.setattr(desk, "taught_modules", lambda *_: (taught, taught))
    page = client.get("/teaching").text
    assert "<summary>Swedish: 2 modules are not up to date</summary>" in page
    assert page.count('href="/teaching/modules/small-clusters#language-sv"') == 2
    assert "Nothing needs you now" not in page


def test_a_module_names_its_missing_files_below_one_sentence(sign_in: SignIn) -> None:
    page = sign_in("trainer@example.org", Role.TRAINER).get("/teaching/modules/small-clusters").text
    assert page.count("Readers get what is missing in the source language") == 1
    assert "In basics/small-clusters/sv:" in page
    assert "<li><code>facilitator.md</code></li>" in page
