"""A final test from its rules to its result, over HTTP."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from tests.conftest import SignIn
from tests.support.pages import counted_queries, post, token_of
from tests.support.quiz import MODULE, TEST, Sitting, again, join, start


def test_the_rules_stand_before_the_start(learner: FlaskClient) -> None:
    page = learner.get(TEST)
    assert page.status_code == 200
    for words in (
        "20 minutes",
        "at least 5.6 of 8 points (70\u00a0%)",
        "at least 2 of 4 points (50\u00a0%)",
        "7 days",
        "30 minutes",
    ):
        assert words in page.text
    assert "answer questions of four more types" in page.text


def test_who_has_not_joined_is_asked_to(sign_in: SignIn) -> None:
    client = sign_in()
    page = client.get(TEST)
    assert "Join the module" in page.text
    assert "Start the final test" not in page.text
    assert post(client, f"{TEST}/start").status_code == 404


def test_a_module_without_a_test_has_no_such_page(learner: FlaskClient) -> None:
    assert learner.get("/modules/unknown/final-test").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client: FlaskClient) -> None:
    assert client.get(TEST).status_code == 303


def test_a_double_click_starts_one_test(app: Flask, learner: FlaskClient) -> None:
    assert start(app, learner).id == start(app, learner).id


def test_a_question_stands_alone_on_its_page(sitting: Sitting) -> None:
    page = sitting.page(1)
    assert page.status_code == 200
    assert "Question 1 of 8" in page.text
    assert page.text.count('class="prompt') == 1
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("position", ["0", "9", "-1", "x"])
def test_there_is_no_question_outside_the_test(sitting: Sitting, position: str) -> None:
    assert sitting.client.get(f"{sitting.url}/items/{position}").status_code == 404
    assert sitting.post(f"items/{position}").status_code in {404, 405}


@pytest.mark.parametrize(
    ("wish", "position", "leads_to"),
    [
        ("next", 1, "items/2"),
        ("previous", 3, "items/2"),
        ("previous", 1, "items/1"),
        ("review", 1, "review"),
        ("next", 8, "review"),
        ("nonsense", 1, "items/2"),
    ],
)
def test_saving_goes_where_one_wants(sitting: Sitting, wish: str, position: int, leads_to: str) -> None:
    answer = sitting.post(f"items/{position}", {"go": wish})
    assert answer.status_code == 303
    assert answer.location == f"{sitting.url}/{leads_to}"


def test_every_answer_is_shown_again_on_its_page(sitting: Sitting) -> None:
    sitting.answer_all()
    pages = {row.item_id: sitting.page(row.position).text for row in sitting.rows()}
    assert pages["q-single"].count(" checked") == 1
    assert pages["q-multiple"].count(" checked") == 2
    assert 'value="canarytextkey"' in pages["q-text"]
    assert 'value="canarygapkey"' in pages["q-cloze"]
    assert pages["q-cloze"].count(" selected") == 1
    assert pages["q-match"].count(" selected") == 2
    assert pages["q-order"].count(" selected") == 3
    assert all("Saved " in page for page in pages.values())


def test_a_test_is_gone_on_with_on_another_device(app: Flask, sitting: Sitting) -> None:
    row = sitting.row("q-text")
    sitting.save(row, {"text": "from the train"})
    there_too = sitting.on(again(app))
    assert 'value="from the train"' in there_too.page(row.position).text
    there_too.save(row, {"text": "from the phone"})
    assert 'value="from the phone"' in sitting.page(row.position).text


def test_the_strip_says_what_is_answered_and_marked(sitting: Sitting) -> None:
    rows = sitting.rows()
    sitting.save(rows[1], sitting.right(rows[1]))
    sitting.save(rows[2], {}, flagged="yes")
    page = sitting.page(1).text
    assert page.count("strip-item strip-answered") == 1
    assert page.count("strip-item strip-flagged") == 1
    assert page.count("strip-item strip-open") == 5


def test_the_last_page_says_what_is_open(sitting: Sitting) -> None:
    sitting.answer_all()
    assert "You have answered all 8 questions." in sitting.client.get(f"{sitting.url}/review").text
    sitting.save(sitting.row("q-single"), {})
    sitting.save(sitting.row("q-match"), {"pair-1": "1"})
    sitting.save(sitting.row("q-number"), {"value": "about four"})
    sitting.save(sitting.row("q-text"), {"text": "a word"}, flagged="yes")
    page = sitting.client.get(f"{sitting.url}/review").text
    for words in ("not answered yet", "answered in part", "cannot read a number", "marked to look at again"):
        assert words in page


def test_all_right_is_passed(sitting: Sitting) -> None:
    sitting.answer_all()
    answer = sitting.submit()
    assert answer.location == f"{sitting.url}/result"
    page = sitting.client.get(answer.location).text
    assert "You have passed" in page
    assert "8 of 8 points" in page
    attempt = sitting.attempt()
    assert (attempt.score, attempt.max_score, attempt.is_passed) == (8, 8, True)


def test_enough_points_but_too_few_on_the_key_outcome_are_not_passed(sitting: Sitting) -> None:
    sitting.answer_all(wrongly=("q-text", "q-match", "q-order"))
    page = sitting.client.get(sitting.submit().location).text
    assert "Not passed yet" in page
    assert "You also need at least 50\u00a0% of the points on the key outcome" in page
    assert sitting.attempt().outcome_scores == {
        "Q1-O1": {"score": "4.0000", "max_score": "4"},
        "Q1-O2": {"score": "1.0000", "max_score": "4"},
    }


def test_the_result_says_where_to_read_again(sitting: Sitting) -> None:
    sitting.answer_all(wrongly=("q-text", "q-match", "q-order"))
    page = sitting.client.get(sitting.submit().location).text
    assert f'href="{MODULE}/no-questions"' in page
    assert "To the final test" in page


def test_the_result_shows_answers_keys_and_feedback(sitting: Sitting) -> None:
    sitting.answer_all(wrongly=("q-number",))
    page = sitting.client.get(sitting.submit().location).text
    for words in (
        "canary-single-right",
        "canary-single-explanation",
        "canary-match-two",
        "canarygapkey",
        "Step B",
    ):
        assert words in page
    assert "-1" in page


def test_after_handing_in_pages_of_questions_lead_to_the_result(sitting: Sitting) -> None:
    sitting.submit()
    assert sitting.page(1).location == f"{sitting.url}/result"
    assert sitting.client.get(f"{sitting.url}/review").location == f"{sitting.url}/result"


def test_before_handing_in_the_result_leads_back(sitting: Sitting) -> None:
    assert sitting.client.get(f"{sitting.url}/result").location == f"{sitting.url}/review"


def test_handing_in_twice_gives_the_first_result(sitting: Sitting) -> None:
    sitting.answer_all()
    first = sitting.submit()
    moment = sitting.attempt().submitted_at
    second = sitting.submit()
    assert (second.status_code, second.location) == (first.status_code, first.location)
    assert sitting.attempt().submitted_at == moment


def test_handing_in_nothing_shows_feedback_but_uses_a_try(sitting: Sitting) -> None:
    page = sitting.client.get(sitting.submit().location).text
    assert page.count("Not answered") == 8
    assert "You have 2 tries left." in page


def test_an_answer_after_handing_in_is_refused_and_shown(sitting: Sitting) -> None:
    row = sitting.row("q-text")
    sitting.save(row, {"text": "in time"})
    sitting.submit()
    answer = sitting.save(row, {"text": "after the end"})
    assert answer.status_code == 409
    assert "already been handed in" in answer.text
    assert 'value="after the end"' in answer.text
    assert sitting.row("q-text").response == {"text": "in time"}


def test_a_second_test_draws_anew_and_the_third_waits_seven_days(app: Flask, sitting: Sitting) -> None:
    client = sitting.client
    sitting.submit()
    second = start(app, client)
    assert second.attempt().number == 2
    assert second.attempt().seed != sitting.attempt().seed
    second.submit()
    answer = post(client, f"{TEST}/start", page="/modules")
    assert answer.status_code == 409
    page = client.get(TEST).text
    assert "You can try again from" in page
    assert "Start the final test" not in page


def test_after_seven_days_the_third_may_start_and_then_none_is_left(app: Flask, sitting: Sitting) -> None:
    client = sitting.client
    sitting.submit()
    start(app, client).submit()
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        client = again(app)
        start(app, client).submit()
        assert "You have used all your tries." in client.get(TEST).text
        assert post(client, f"{TEST}/start", page="/modules").status_code == 409


def test_leaving_and_joining_again_gives_no_new_tries(app: Flask, sitting: Sitting) -> None:
    client = sitting.client
    sitting.submit()
    start(app, client).submit()
    assert post(client, f"{MODULE}/leave", page="/modules").status_code == 303
    join(client)
    assert post(client, f"{TEST}/start", page="/modules").status_code == 409


def test_answers_after_leaving_the_module_are_refused(sitting: Sitting) -> None:
    post(sitting.client, f"{MODULE}/leave", page="/modules")
    answer = sitting.save(sitting.row("q-text"), {"text": "too late"})
    assert answer.status_code == 409
    assert "You have left this module" in answer.text


def test_saving_an_answer_costs_four_queries(app: Flask, sitting: Sitting) -> None:
    row = sitting.row("q-text")
    form = {"csrf_token": token_of(sitting.client, "/modules"), "text": "a word"}
    with counted_queries(app) as statements:
        answer = sitting.client.post(f"{sitting.url}/items/{row.position}", data=form)
    assert answer.status_code == 303
    assert len(statements) == 4, statements  # who, whether they still are, what lies there, the answer


def test_a_page_of_a_question_costs_two_queries(app: Flask, sitting: Sitting) -> None:
    with counted_queries(app) as statements:
        assert sitting.page(1).status_code == 200
    assert len(statements) <= 2, statements
