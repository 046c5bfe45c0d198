"""Hints that cost points, answers that are checked at once, and minutes of a language."""

import re
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import SignIn
from tests.functional.quiz.test_secrets import crawl
from tests.support.pages import post
from tests.support.quiz import Sitting, join, start

AT_ONCE = "at-once"
JSON = {"Accept": "application/json"}
HINT = b"canary-hint"
KEY = re.compile(rb"canary-a-|canarytextkey")


@pytest.fixture
def taker(sign_in: SignIn) -> FlaskClient:
    """A browser of somebody who has joined the module that tells at once."""
    client = sign_in("ilze@example.org")
    join(client, AT_ONCE)
    return client


@pytest.fixture
def sitting(app: Flask, taker: FlaskClient) -> Sitting:
    return start(app, taker, AT_ONCE)


def check(sitting: Sitting, item: str, *, rightly: bool = True) -> None:
    row = sitting.row(item)
    form = sitting.right(row) if rightly else sitting.wrong(row)
    assert sitting.save(row, form, go="check").location == f"{sitting.url}/items/{row.position}"


# Hints: stated, taken, paid for


def test_a_hint_that_costs_points_is_in_no_byte_before_it_is_taken(sitting: Sitting) -> None:
    pages = crawl(sitting.client, f"{sitting.url}/items/1", f"{sitting.url}/review")
    assert [path for path, body in pages.items() if HINT in body] == []
    page = sitting.page(sitting.row("a-single").position).text
    assert "Show a hint (costs a quarter of the points)" in page
    assert "costs all points" in sitting.page(sitting.row("a-text").position).text


def test_a_free_hint_is_there_at_once(sitting: Sitting) -> None:
    page = sitting.page(sitting.row("a-order").position).text
    assert "A free hint of the ordering." in page
    assert "costs" not in page


def test_taking_a_hint_keeps_what_was_typed_and_shows_it(sitting: Sitting) -> None:
    row = sitting.row("a-text")
    answer = sitting.save(row, {"text": "half a thought"}, go="hint")
    assert answer.location == f"{sitting.url}/items/{row.position}"
    page = sitting.page(row.position).text
    assert "canary-hint of the text" in page
    assert 'value="half a thought"' in page
    assert "Show a hint (costs" not in page
    assert HINT not in sitting.page(sitting.row("a-single").position).data
    assert sitting.row("a-text").hint_taken_at is not None


def test_a_hint_taken_twice_was_taken_once(sitting: Sitting) -> None:
    row = sitting.row("a-single")
    sitting.save(row, {}, go="hint")
    moment = sitting.row("a-single").hint_taken_at
    sitting.save(row, {}, go="hint")
    assert sitting.row("a-single").hint_taken_at == moment


def test_a_hint_costs_what_was_said_and_the_review_says_so(sitting: Sitting) -> None:
    for item in ("a-single", "a-text"):
        sitting.save(sitting.row(item), {}, go="hint")
    sitting.answer_all()
    page = sitting.client.get(sitting.submit().location).text
    assert [sitting.row(item).score for item in ("a-single", "a-text", "a-order")] == [Decimal("0.75"), 0, 1]
    assert "You looked at the hint, which costs a quarter of the points." in page
    assert "0.75 of 1 point" in page


def test_there_is_no_hint_where_none_costs_anything(sitting: Sitting) -> None:
    assert sitting.save(sitting.row("a-order"), {}, go="hint").status_code == 404


def test_after_handing_in_no_hint_is_taken(sitting: Sitting) -> None:
    row = sitting.row("a-single")
    sitting.submit()
    assert sitting.save(row, {}, go="hint").status_code == 409
    assert sitting.row("a-single").hint_taken_at is None


# At once


def test_the_page_before_the_start_says_how_it_works(taker: FlaskClient) -> None:
    assert "you see at once whether it is right" in taker.get(f"/modules/{AT_ONCE}/final-test").text


def test_a_checked_answer_shows_key_and_feedback_of_this_question_alone(sitting: Sitting) -> None:
    check(sitting, "a-single")
    page = sitting.page(sitting.row("a-single").position)
    for words in ("canary-a-single-right", "canary-a-single-explanation", "1 of 1 point", "Right"):
        assert words in page.text
    assert 'id="answer-form"' not in page.text
    for row in sitting.rows():
        if row.item_id != "a-single":
            assert not KEY.search(sitting.page(row.position).data)


def test_nothing_is_told_before_an_answer_is_checked(sitting: Sitting) -> None:
    pages = crawl(sitting.client, f"{sitting.url}/items/1", f"{sitting.url}/review")
    assert [path for path, body in pages.items() if KEY.search(body)] == []


def test_a_checked_answer_stays_as_it_is(sitting: Sitting) -> None:
    check(sitting, "a-text", rightly=False)
    row = sitting.row("a-text")
    answer = sitting.save(row, sitting.right(row))
    assert answer.status_code == 409
    assert "It cannot be changed now" in answer.text
    assert sitting.post(f"items/{row.position}", sitting.right(row), headers=JSON).status_code == 409
    assert sitting.row("a-text").response == row.response
    assert sitting.save(row, sitting.wrong(row), go="hint").status_code == 409


def test_checking_twice_is_checking_once(sitting: Sitting) -> None:
    check(sitting, "a-single")
    moment = sitting.row("a-single").checked_at
    check(sitting, "a-single")
    assert sitting.row("a-single").checked_at == moment


def test_nothing_answered_is_nothing_to_check(sitting: Sitting) -> None:
    row = sitting.row("a-text")
    answer = sitting.save(row, {"text": ""}, go="check")
    assert answer.status_code == 422
    assert "Please answer first." in answer.text
    assert sitting.row("a-text").checked_at is None


def test_what_was_not_checked_is_graded_at_hand_in(sitting: Sitting) -> None:
    sitting.save(sitting.row("a-single"), {}, go="hint")
    check(sitting, "a-single")
    row = sitting.row("a-order")
    sitting.save(row, sitting.right(row))
    page = sitting.client.get(sitting.submit().location).text
    assert [sitting.row(item).score for item in ("a-single", "a-text", "a-order")] == [Decimal("0.75"), 0, 1]
    assert "Not answered" in page


def test_a_script_is_sent_to_what_was_checked(sitting: Sitting) -> None:
    row = sitting.row("a-single")
    answer = sitting.post(f"items/{row.position}", {**sitting.right(row), "go": "check"}, headers=JSON)
    assert answer.json["next"] == f"{sitting.url}/items/{row.position}"
    assert not KEY.search(answer.data)


# The language


def test_a_language_has_minutes_of_its_own(app: Flask, taker: FlaskClient) -> None:
    post(taker, "/language", {"language": "sv", "next": "/"})
    assert "5 minuter till" in taker.get(f"/modules/{AT_ONCE}/final-test").text
    attempt = start(app, taker, AT_ONCE).attempt()
    assert attempt.language == "sv"
    assert attempt.deadline_at is not None
    assert (attempt.deadline_at - attempt.started_at).total_seconds() == 25 * 60


def test_the_language_at_the_start_stays(app: Flask, sitting: Sitting) -> None:
    post(sitting.client, "/language", {"language": "sv", "next": "/"})
    sitting.page(1)
    assert sitting.attempt().language == "en"
    sitting.submit()
    assert sitting.attempt().language == "en"
