"""Pages of statistics: closed below ten tries, then what was counted, first what needs a look."""

import json
import random
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from lms.core.access import Role
from lms.core.db import db, may_write
from lms.learning import services as learning
from lms.quiz.cli.statistics import stats
from lms.quiz.queries.attempts import locked_attempt_with_items
from lms.quiz.queries.statistics import kept_of_module
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.statistics_listing import Column, Listing, listed
from lms.quiz.rules.statistics_notes import Note, Noted, Urgency, noted
from lms.quiz.rules.statistics_report import reports_on_items
from lms.quiz.services.attempts import start_attempt, submit_attempt
from tests.conftest import SignIn
from tests.factories.people import make_user
from tests.support.quiz import SLUG, module, wrong_response

PAGE = f"/teaching/modules/{SLUG}/statistics"


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    """A trainer's browser."""
    return sign_in("trainer@example.org", Role.TRAINER)


def take_tests(count: int) -> None:
    """So many people take the test; the better of them answer the first question worse."""
    may_write.set(True)
    chance, bank = random.Random(7), module().text("en").test_items
    for number in range(count):
        user = make_user(email=f"taker{number}@example.org")
        attempt = start_attempt(learning.enrol(module(), user.id), module())
        opened = locked_attempt_with_items(user.id, attempt.id)
        assert opened is not None
        for row in opened.items:
            item = bank[row.item_id]
            is_right = chance.random() < number / count
            if row.item_id == "q-single":
                is_right = number < count / 2
            row.response = dict(right_response(item, row.variant)) if is_right else wrong_response(item)
        submit_attempt(opened, module())
    db.session.commit()


@pytest.fixture
def taken(app: Flask) -> Flask:
    """Forty people have taken the test."""
    with app.app_context():
        take_tests(40)
    return app


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/q-single"])
def test_below_ten_tries_pages_say_only_that(app: Flask, trainer: FlaskClient, path: str) -> None:
    with app.app_context():
        take_tests(9)
    text = trainer.get(path).get_data(as_text=True)
    assert "Fewer than 10 first tries" in text
    assert "Facility</dt>" not in text
    assert ">9<" not in text
    assert '<svg class="fig' not in text


def test_from_ten_on_figures_show(app: Flask, trainer: FlaskClient) -> None:
    with app.app_context():
        take_tests(10)
    text = trainer.get(PAGE).get_data(as_text=True)
    assert "Cronbach" in text
    assert '<svg class="fig' in text


def test_what_needs_a_look_stands_first(taken: Flask, trainer: FlaskClient) -> None:
    text = trainer.get(PAGE).get_data(as_text=True)
    rows = [part.split("</code>")[0] for part in text.split("<code>")[1:]]
    assert rows[0] == "q-single"
    assert "Better people answer it worse" in text


def test_a_question_has_its_figures_answers_and_charts(taken: Flask, trainer: FlaskClient) -> None:
    text = trainer.get(f"{PAGE}/q-single").get_data(as_text=True)
    assert "Check the key first" in text
    assert "Below 0: better people answer it worse" in text
    assert text.count('<svg class="fig chart') == 2
    assert "Upper third" in text


@pytest.mark.parametrize("column", list(Column))
def test_the_table_is_sorted_and_filtered_by_its_address(
    taken: Flask, trainer: FlaskClient, column: Column
) -> None:
    answer = trainer.get(f"{PAGE}?sort={column}&order=down&type=single-choice")
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count('<th scope="row"><a') == 1


@pytest.mark.parametrize("query", ["sort=x&type=y&outcome=z&order=q", "sort=", "noted=yes&outcome=' OR 1"])
def test_nonsense_in_the_address_is_passed_over(taken: Flask, trainer: FlaskClient, query: str) -> None:
    assert trainer.get(f"{PAGE}?{query}").status_code == 200


@pytest.mark.parametrize("path", [f"{PAGE}/nothing", "/teaching/modules/nothing/statistics"])
def test_what_is_not_there_is_not_found(trainer: FlaskClient, path: str) -> None:
    assert trainer.get(path).status_code == 404


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/q-numeric"])
def test_pages_read_figures_and_never_attempts(taken: Flask, trainer: FlaskClient, path: str) -> None:
    statements: list[str] = []
    trainer.get(path)
    with taken.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    trainer.get(path)
    read = [one for one in statements if one.startswith("SELECT")]
    assert len(read) == 3
    assert not any("attempt" in one.split("FROM")[1] for one in read)


def in_terminal(app: Flask, *arguments: str) -> Result:
    """What the command says."""
    with app.app_context():
        return CliRunner().invoke(stats, ["--module", SLUG, *arguments])


def test_in_the_terminal_the_same_figures(taken: Flask) -> None:
    assert "Better people answer it worse" in in_terminal(taken).output
    one = in_terminal(taken, "--item", "q-single").output
    assert "Check the key first" in one
    assert "(right)" in one
    assert in_terminal(taken, "--item", "nothing").exit_code == 1


def test_for_machines_as_json(taken: Flask) -> None:
    data = json.loads(in_terminal(taken, "--format", "json").output)
    assert data["test"]["n"] == 40
    by_id = {one["item"]: one for one in data["items"]}
    assert by_id["q-single"]["figures"]["discrimination"] < 0
    assert by_id["q-single"]["notes"][0] == "backwards"
    right = [sum(one["by_third"]) for one in by_id["q-single"]["answers"] if one["is_right"]]
    assert right == [20]


def test_the_terminal_hides_figures_below_ten_tries_too(app: Flask) -> None:
    with app.app_context():
        take_tests(9)
    data = json.loads(in_terminal(app, "--format", "json").output)
    assert data["test"] is None
    assert all(one["figures"] is None and not one["answers"] for one in data["items"])
    assert "fewer than 10 tries" in in_terminal(app).output


def test_counting_anew_changes_nothing_and_says_how_many(taken: Flask) -> None:
    before = in_terminal(taken, "--format", "json").stdout
    run = in_terminal(taken, "--rebuild", "--format", "json")
    assert run.stdout == before
    assert "40 attempts counted; 40 were in the figures before." in run.stderr


def all_noted() -> list[Noted]:
    return [noted(one) for one in reports_on_items(module(), kept_of_module(SLUG))]


def test_sorting_puts_those_without_figures_last(taken: Flask) -> None:
    with taken.app_context():
        items = all_noted()
    items[0] = Noted(report=replace(items[0].report, figures=None), notes=())
    for column in Column:
        if column is not Column.ITEM:
            assert listed(items, Listing(column=column))[-1] == items[0]
            assert listed(items, Listing(column=column, is_descending=True))[-1] == items[0]
    assert all(one.notes for one in listed(items, Listing(only_noted=True)))


def test_urgent_are_those_whose_key_may_be_wrong(taken: Flask) -> None:
    with taken.app_context():
        found = {one.item.id: one for one in all_noted()}
    assert Note.BACKWARDS in found["q-single"].notes
    assert found["q-single"].urgency is Urgency.NOW
