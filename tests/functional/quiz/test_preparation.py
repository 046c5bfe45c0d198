"""The preparation test: taken freely and once, and it tells nothing but points of outcomes."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db
from lms.learning.models import Result
from lms.people.models import User
from lms.quiz.privacy import PERSONAL_DATA
from tests.conftest import SignIn
from tests.functional.quiz.test_secrets import CANARY, JSON, crawl, everything_in
from tests.support.pages import counted_queries, post
from tests.support.quiz import PREPARED, Sitting, join, start

MODULE = f"/modules/{PREPARED}"
BUTTON = "See what you already know: about 4 minutes"


@pytest.fixture
def beginner(sign_in: SignIn) -> FlaskClient:
    """A browser of somebody who has joined the module that has a preparation test."""
    client = sign_in("ilze@example.org")
    join(client, PREPARED)
    return client


@pytest.fixture
def preparation(app: Flask, beginner: FlaskClient) -> Sitting:
    """A preparation test that was just started."""
    return start(app, beginner, PREPARED, "preparation")


def test_whoever_joins_may_choose_to_take_it_first(sign_in: SignIn) -> None:
    client = sign_in("ilze@example.org")
    assert "Join, and first see what you already know" in client.get(MODULE).text
    answer = post(client, f"{MODULE}/join", {"first": "preparation"}, page="/modules")
    assert answer.location == f"{MODULE}#preparation"
    assert BUTTON in client.get(MODULE).text


def test_a_module_without_one_offers_none(learner: FlaskClient) -> None:
    assert "already know" not in learner.get("/modules/all-questions").text
    answer = post(learner, "/modules/all-questions/preparation/start", page="/modules")
    assert answer.status_code == 404


def test_it_is_for_those_who_have_joined(sign_in: SignIn) -> None:
    client = sign_in("janis@example.org")
    assert post(client, f"{MODULE}/preparation/start", page="/modules").status_code == 404


def test_a_double_click_starts_one(app: Flask, preparation: Sitting) -> None:
    assert start(app, preparation.client, PREPARED, "preparation").id == preparation.id
    assert "You have begun the preparation test." in preparation.client.get(MODULE).text


def test_it_asks_two_questions_of_each_outcome_without_a_limit(preparation: Sitting) -> None:
    assert len(preparation.rows()) == 4
    assert preparation.attempt().deadline_at is None
    page = preparation.page(1).text
    assert "Question 1 of 4" in page
    assert "Preparation test" in page
    assert "guessing would only blur the picture" in preparation.client.get(f"{preparation.url}/review").text


def test_the_result_tells_outcomes_and_where_to_begin(preparation: Sitting) -> None:
    wrong = tuple(row.item_id for row in preparation.rows() if row.item_id.startswith("p-choice"))
    preparation.answer_all(wrongly=wrong)
    page = preparation.client.get(preparation.submit().location).text
    assert "0 of 2 points" in page
    assert "2 of 2 points" in page
    assert f'class="button button-primary" href="{MODULE}/first"' in page
    assert "Passed" not in page
    assert "passed" not in page


def test_who_knew_all_is_told_so(preparation: Sitting) -> None:
    preparation.answer_all()
    page = preparation.client.get(preparation.submit().location).text
    assert "You knew all that these questions asked." in page


def test_neither_key_nor_feedback_nor_single_results_are_ever_sent(preparation: Sitting) -> None:
    for row in preparation.rows():
        form = preparation.right(row) if row.position % 2 else preparation.wrong(row)
        answer = preparation.post(f"items/{row.position}", form, headers=JSON)
        assert not CANARY.search(re.sub(rb"canarytextkey\d", b"", everything_in(answer)))
    preparation.submit()
    pages = crawl(preparation.client, MODULE, f"{preparation.url}/result", f"{MODULE}/final-test")
    assert f"{preparation.url}/result" in pages
    leaks = {path: CANARY.search(body) for path, body in pages.items()}
    assert [path for path, leak in leaks.items() if leak] == []
    assert "Question 1" not in pages[f"{preparation.url}/result"].decode()


def test_no_single_result_is_kept_or_taken_away(app: Flask, preparation: Sitting) -> None:
    preparation.answer_all()
    preparation.submit()
    assert all(row.score is None for row in preparation.rows())
    with app.app_context():
        user_id = db.session.scalars(db.select(User.id)).one()
        attempts = PERSONAL_DATA.export(user_id)["attempts"]
    assert [item["score"] for item in attempts[0]["items"]] == [None] * 4  # type: ignore[index]


def test_it_counts_for_nothing(app: Flask, preparation: Sitting) -> None:
    before = preparation.client.get(f"{MODULE}/progress").text
    preparation.answer_all()
    preparation.submit()
    after = preparation.client.get(f"{MODULE}/progress").text
    assert re.findall(r"\d+ of \d+ steps", before) == re.findall(r"\d+ of \d+ steps", after)
    with app.app_context():
        assert db.session.scalars(db.select(Result)).all() == []


def test_it_uses_no_try_of_the_final_test(app: Flask, preparation: Sitting) -> None:
    preparation.submit()
    assert "Your tries so far" not in preparation.client.get(f"{MODULE}/final-test").text
    assert start(app, preparation.client, PREPARED).attempt().number == 1


def test_it_is_taken_once(preparation: Sitting) -> None:
    preparation.submit()
    page = preparation.client.get(MODULE).text
    assert BUTTON not in page
    assert "What you knew before you began" in page
    assert post(preparation.client, f"{MODULE}/preparation/start", page="/modules").status_code == 409


def test_leaving_and_joining_again_gives_no_second_one(preparation: Sitting) -> None:
    client = preparation.client
    post(client, f"{MODULE}/leave", page="/modules")
    join(client, PREPARED)
    assert BUTTON not in client.get(MODULE).text
    assert post(client, f"{MODULE}/preparation/start", page="/modules").status_code == 409


def test_after_the_first_final_test_it_is_too_late(app: Flask, beginner: FlaskClient) -> None:
    start(app, beginner, PREPARED)
    assert BUTTON not in beginner.get(MODULE).text
    assert post(beginner, f"{MODULE}/preparation/start", page="/modules").status_code == 409


def test_the_final_test_asks_other_questions(app: Flask, preparation: Sitting) -> None:
    asked = {row.item_id for row in preparation.rows()}
    preparation.submit()
    first = start(app, preparation.client, PREPARED)
    assert asked.isdisjoint(row.item_id for row in first.rows())
    first.submit()
    assert asked.isdisjoint(row.item_id for row in start(app, preparation.client, PREPARED).rows())


def test_the_final_test_ends_one_that_is_still_open(app: Flask, preparation: Sitting) -> None:
    row = preparation.rows()[0]
    preparation.save(row, preparation.right(row))
    assert "Your preparation test is still open." in preparation.client.get(f"{MODULE}/final-test").text
    start(app, preparation.client, PREPARED)
    attempt = preparation.attempt()
    assert attempt.submitted_at is not None
    assert attempt.score == 1


def test_it_does_not_run_on_the_dashboard(preparation: Sitting) -> None:
    assert "Your final test is running" not in preparation.client.get("/learning").text


def test_somebody_elses_does_not_exist(preparation: Sitting, sign_in: SignIn) -> None:
    stranger = preparation.on(sign_in("janis@example.org"))
    preparation.submit()
    assert stranger.client.get(f"{stranger.url}/result").status_code == 404
    assert stranger.page(1).status_code == 404


def test_the_offer_costs_the_page_of_the_module_one_query(app: Flask, beginner: FlaskClient) -> None:
    with counted_queries(app) as statements:
        assert beginner.get(MODULE).status_code == 200
    assert len(statements) <= 4, statements  # who, their enrolment, their attempts, notes to them
