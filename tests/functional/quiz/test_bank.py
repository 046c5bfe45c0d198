"""Looking through a bank, and trying its questions."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.db import db
from lms.quiz.models import Attempt, SelfCheckAnswer
from lms.quiz.queries.statistics import kept_of_module
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.statistics import ItemFigures
from lms.quiz.rules.statistics_report import ItemReport, reports_on_items
from tests.conftest import SignIn
from tests.functional.quiz.test_statistics import take_tests
from tests.support.pages import counted_queries, post
from tests.support.quiz import SLUG, form_of, module

BANK = f"/teaching/modules/{SLUG}/bank"
HREF = re.compile(r'href="/teaching/modules/all-questions/bank/([\w-]+)\?')


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    return sign_in("trainer@example.org", Role.TRAINER)


def found(client: FlaskClient, **asked: str) -> list[str]:
    """Ids of the questions listed."""
    page = client.get(BANK, query_string=asked)
    assert page.status_code == 200
    return HREF.findall(page.text)


def test_the_bank_lists_test_and_self_checks_in_few_queries(app: Flask, trainer: FlaskClient) -> None:
    with counted_queries(app) as statements:
        ids = found(trainer)
    assert len(statements) == 3
    assert ids[0] == "q-single"
    assert "check-choice" in ids


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"q": "ALPHA  prompt"}, ["q-single"]),
        ({"q": "canarytextkey"}, ["q-text"]),
        ({"q": "q-match"}, ["q-match"]),
        ({"q": "no such word"}, []),
        ({"type": "numeric", "source": "test"}, ["q-number"]),
        ({"type": "nonsense", "q": "q-text"}, ["q-text"]),
        ({"outcome": "Q1-O2", "type": "cloze"}, ["q-cloze"]),
        ({"language": "sv", "missing": "yes", "source": "test"}, []),
    ],
)
def test_questions_are_found_by_what_is_asked(
    trainer: FlaskClient, asked: dict[str, str], ids: list[str]
) -> None:
    assert found(trainer, **asked) == ids


def test_a_bank_is_sorted_as_asked(trainer: FlaskClient) -> None:
    assert found(trainer, sort="id") == sorted(found(trainer))


def test_the_bank_says_where_a_question_stands_and_what_a_test_draws(trainer: FlaskClient) -> None:
    page = trainer.get(BANK).text
    assert f"basics/{SLUG}/en/final-test.md" in page
    assert "few" in page
    assert len(page) < 100_000


def test_trying_shows_the_points_of_an_answer_and_keeps_nothing(app: Flask, trainer: FlaskClient) -> None:
    with app.app_context():
        items = module().text("en").test_items
        forms = {id: form_of(item, right_response(item, 0), "first") for id, item in items.items()}
    for item_id, form in forms.items():
        page = post(trainer, f"{BANK}/{item_id}", form, page=f"{BANK}/{item_id}")
        assert page.status_code == 200, item_id
        assert "1 of 1 point" in page.text, item_id
    with app.app_context():
        assert db.session.scalars(db.select(Attempt)).all() == []
        assert db.session.scalars(db.select(SelfCheckAnswer)).all() == []


def test_a_trial_shows_any_language_any_numbers_and_another_order(trainer: FlaskClient) -> None:
    assert "4811" in trainer.get(f"{BANK}/q-number?variant=1").text
    assert "4711" in trainer.get(f"{BANK}/q-number?variant=7").text
    assert 'lang="sv"' in trainer.get(f"{BANK}/q-single?language=sv").text
    orders = {
        tuple(re.findall(r"Alpha|Beta|Gamma", trainer.get(f"{BANK}/q-single?seed=s{seed}").text)[:3])
        for seed in range(12)
    }
    assert len(orders) > 1


def test_a_trial_says_how_typical_answers_score(trainer: FlaskClient) -> None:
    page = trainer.get(f"{BANK}/q-number").text
    assert "Foreseen as wrong: 4710" in page
    assert "At the edge of the tolerance: 4712.25" in page
    assert "No answer" in page


def test_an_answer_without_form_is_asked_for_again(trainer: FlaskClient) -> None:
    form = {"place-1": "1", "place-2": "1", "place-3": "2"}
    page = post(trainer, f"{BANK}/q-order", form, page=f"{BANK}/q-order")
    assert page.status_code == 422
    assert "Give every entry a place of its own" in page.text
    wrong = post(trainer, f"{BANK}/q-single", {"chosen": "99"}, page=f"{BANK}/q-single")
    assert wrong.status_code == 400


def test_what_is_not_in_the_bank_cannot_be_tried(trainer: FlaskClient) -> None:
    assert trainer.get(f"{BANK}/nothing").status_code == 404
    assert trainer.get("/teaching/modules/nothing/bank").status_code == 404


def test_figures_of_tests_stand_beside_their_questions(
    app: Flask, trainer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Needs a look" not in trainer.get(BANK).text
    figures = item_figures(n=12, facility=0.25, discrimination=-0.1)
    monkeypatch.setattr(
        "lms.quiz.routes.bank.reports_on_items",
        lambda module, _kept: [
            ItemReport(item=item, figures=figures if item.id == "q-text" else None)
            for item in module.text("en").test_items.values()
        ],
    )
    page = trainer.get(BANK).text
    assert "25 % right, discrimination -0.1" in page
    assert page.count("Needs a look") == 1
    assert found(trainer, noted="yes") == ["q-text"]
    for sorting in ("attention", "facility", "discrimination"):
        assert found(trainer, sort=sorting)[0] == "q-text"


def test_a_bank_is_sorted_by_what_tests_say_with_no_more_queries(app: Flask, trainer: FlaskClient) -> None:
    with app.app_context():
        take_tests(12)
        reports = reports_on_items(module(), kept_of_module(SLUG))
        facility = {one.item.id: one.figures.facility for one in reports if one.figures}
        index = {one.item.id: one.figures.discrimination or 1 for one in reports if one.figures}
    with counted_queries(app) as statements:
        hardest = found(trainer, sort="facility", source="test")
    assert len(statements) == 3
    assert hardest == sorted(hardest, key=lambda item_id: facility[item_id])
    least_telling = found(trainer, sort="discrimination", source="test")
    assert index[least_telling[0]] == min(index.values()) < 0
    assert found(trainer, sort="attention")[0] == "q-single"
    assert "q-single" in found(trainer, noted="yes")


def item_figures(*, n: int, facility: float, discrimination: float) -> ItemFigures:
    return ItemFigures(n=n, facility=facility, deviation=0.4, discrimination=discrimination, efficiency=None)
