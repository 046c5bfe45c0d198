"""Self-checks in a lesson: answered in place, with feedback at once, as often as one likes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.core.db import db
from lms.learning.models import Enrolment, Result
from lms.quiz.models import SelfCheckAnswer
from lms.quiz.rules.keys import right_response
from tests.conftest import SignIn
from tests.support.pages import counted_queries, post
from tests.support.quiz import MODULE, form_of, module

LESSON = f"{MODULE}/reading"


def answer(client: FlaskClient, item: str, form: dict[str, object]) -> TestResponse:
    return post(client, f"{MODULE}/self-checks/{item}", form, page="/modules")


def right_form(app: Flask, item_id: str) -> dict[str, object]:
    with app.app_context():
        items = {item.id: item for item in module().text("en").lessons["reading"].items}
        enrolment_id = db.session.scalar(db.select(Enrolment.id))
        return form_of(items[item_id], right_response(items[item_id], 0), enrolment_id)


def results(app: Flask) -> list[tuple[str, object, object]]:
    with app.app_context():
        rows = db.session.scalars(db.select(Result)).all()
        return [(row.activity, row.score, row.max_score) for row in rows]


def test_a_lesson_shows_its_questions_with_a_button_each(learner: FlaskClient) -> None:
    page = learner.get(LESSON).text
    assert page.count("Check my answer") == 2
    assert 'id="check-check-choice"' in page


def test_answering_leads_back_to_the_place_in_the_lesson(learner: FlaskClient) -> None:
    reply = answer(learner, "check-choice", {"chosen": "1"})
    assert reply.status_code == 303
    assert reply.location == f"{LESSON}#check-check-choice"


def test_the_language_of_the_lesson_is_kept(learner: FlaskClient) -> None:
    reply = answer(learner, "check-choice", {"chosen": "1", "lang": "sv"})
    assert reply.location == f"{LESSON}?lang=sv#check-check-choice"


def test_feedback_stands_beside_the_answer(app: Flask, learner: FlaskClient) -> None:
    answer(learner, "check-choice", right_form(app, "check-choice"))
    page = learner.get(LESSON).text
    for words in ("canary-check-choice-right", "canary-check-choice-explanation", "Answer again"):
        assert words in page


def test_it_may_be_answered_again_and_the_latest_answer_stays(app: Flask, learner: FlaskClient) -> None:
    right = right_form(app, "check-choice")
    wrong = {"chosen": "2" if right["chosen"] == ["1"] else "1"}
    for form, score in ((wrong, 0), (right, 1), (wrong, 0)):
        answer(learner, "check-choice", form)
        with app.app_context():
            assert [row.score for row in db.session.scalars(db.select(SelfCheckAnswer))] == [score]


def test_all_of_a_lesson_answered_is_a_result_recorded_once(app: Flask, learner: FlaskClient) -> None:
    answer(learner, "check-choice", right_form(app, "check-choice"))
    assert results(app) == []
    for _ in range(2):
        answer(learner, "check-order", {"place-1": "1", "place-2": "2", "place-3": "3"})
    recorded = results(app)
    assert [activity for activity, _score, _max in recorded] == ["self-checks:reading"]
    assert recorded[0][2] == 2


@pytest.mark.parametrize(
    ("item", "form", "words"),
    [
        ("check-choice", {}, "Please answer first."),
        ("check-order", {}, "Please answer first."),
        (
            "check-order",
            {"place-1": "1", "place-2": "1", "place-3": "2"},
            "Give every entry a place of its own",
        ),
    ],
)
def test_what_is_missing_is_said_beside_the_question(
    app: Flask, learner: FlaskClient, item: str, form: dict[str, object], words: str
) -> None:
    assert answer(learner, item, form).status_code == 303
    page = learner.get(LESSON).text
    assert page.count(words) == 1
    assert page.index(words) > page.index(f'id="check-{item}"')
    assert words not in learner.get(LESSON).text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(SelfCheckAnswer)) == 0


def test_chosen_places_are_kept_when_they_make_no_order(learner: FlaskClient) -> None:
    answer(learner, "check-order", {"place-1": "1", "place-2": "1", "place-3": "2"})
    assert learner.get(LESSON).text.count(" selected") == 3


def test_who_has_not_joined_cannot_answer(sign_in: SignIn) -> None:
    assert answer(sign_in(), "check-choice", {"chosen": "1"}).status_code == 404


def test_a_question_that_does_not_exist_is_not_found(learner: FlaskClient) -> None:
    assert answer(learner, "q-single", {"chosen": "1"}).status_code == 404
    assert answer(learner, "nothing", {"chosen": "1"}).status_code == 404


def test_keys_that_are_not_on_the_page_are_refused(learner: FlaskClient) -> None:
    assert answer(learner, "check-choice", {"chosen": "b"}).status_code == 400


def test_a_lesson_costs_one_query_for_all_its_self_checks(app: Flask, learner: FlaskClient) -> None:
    def count(path: str) -> int:
        with counted_queries(app) as statements:
            assert learner.get(path).status_code == 200
        return len(statements)

    assert count(LESSON) == count(f"{MODULE}/no-questions") + 1
