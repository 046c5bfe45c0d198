"""Questions of every type on their pages: answered, saved, shown again, handed in, and silent before that."""

import re
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.content.items import Item, ItemType
from lms.core.access import Role
from lms.core.db import db
from lms.learning.models import Enrolment, Result
from lms.quiz.models import PollTally, SelfCheckAnswer
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.scoring import is_scored
from tests.conftest import SignIn
from tests.support.pages import counted_queries, post
from tests.support.quiz import Sitting, form_of, join, module, start, wrong_response

FURTHER = "further-questions"
LESSON = f"/modules/{FURTHER}/opinions"
CANARY = re.compile(rb"canary")
JSON = {"Accept": "application/json"}


@pytest.fixture
def learner(sign_in: SignIn) -> FlaskClient:
    client = sign_in("ilze@example.org")
    join(client, FURTHER)
    return client


@pytest.fixture
def sitting(app: Flask, learner: FlaskClient) -> Sitting:
    return start(app, learner, FURTHER)


def items_of(app: Flask, slug: str) -> dict[str, Item]:
    """All questions of a module: of its test, its lessons and its assignment."""
    with app.app_context():
        text = module(slug).text("en")
        lessons = [item for lesson in text.lessons.values() for item in lesson.items]
        work = text.assignment.items if text.assignment else ()
        return {item.id: item for item in (*text.test_items.values(), *lessons, *work)}


def checks_of(app: Flask) -> dict[str, Item]:
    with app.app_context():
        return {item.id: item for item in module(FURTHER).text("en").lessons["opinions"].items}


def answer_check(app: Flask, client: FlaskClient, item: Item, response: dict[str, object]) -> None:
    with app.app_context():
        enrolment_id = db.session.scalar(db.select(Enrolment.id))
    form = form_of(item, response, enrolment_id or "")
    reply = post(client, f"/modules/{FURTHER}/self-checks/{item.id}", form, page="/modules")
    assert reply.status_code == 303, reply.text


def test_the_courses_of_tests_have_questions_of_every_type(app: Flask) -> None:
    items = [*items_of(app, "all-questions").values(), *items_of(app, FURTHER).values()]
    assert {item.type for item in items} == set(ItemType)
    assert all(
        b"canary" in repr(item).encode() or not is_scored(item) for item in items_of(app, FURTHER).values()
    )


# Before handing in


def test_no_page_of_the_test_tells_its_key(app: Flask, sitting: Sitting) -> None:
    with app.app_context():
        assert {row.item_id for row in sitting.rows()} == set(module(FURTHER).text("en").test_items)
    for row in sitting.rows():
        page = sitting.page(row.position)
        assert page.status_code == 200
        assert "Prompt" in page.text
        assert not CANARY.search(page.data)
        saved = [
            sitting.post(f"items/{row.position}", form, headers=JSON)
            for form in (sitting.right(row), sitting.wrong(row))
        ]
        assert [answer.status_code for answer in saved] == [200, 200]
        assert not any(CANARY.search(answer.data) for answer in saved)
        assert not CANARY.search(sitting.page(row.position).data)
    assert not CANARY.search(sitting.client.get(f"{sitting.url}/review").data)


def test_what_is_answered_is_shown_again_and_earns_all_points(sitting: Sitting) -> None:
    sitting.answer_all()
    for row in sitting.rows():
        page = sitting.page(row.position).text
        assert " checked" in page or " selected" in page or 'value="4200' in page, row.item_id
    sitting.submit()
    attempt = sitting.attempt()
    assert attempt.is_passed
    assert attempt.score == attempt.max_score
    result = sitting.client.get(f"{sitting.url}/result")
    assert all(
        words in result.text for words in ("canary-spot-right", "canary-sort-core", "canary-matrix-core")
    )
    assert "canary-words-right" in result.text


def test_wrong_answers_earn_nothing_and_are_explained(sitting: Sitting) -> None:
    for row in sitting.rows():
        assert sitting.save(row, sitting.wrong(row)).status_code == 303
    sitting.submit()
    assert sitting.attempt().score == 0
    page = sitting.client.get(f"{sitting.url}/result").text
    assert "canary-spot-wrong" in page
    assert "canary-words-right" not in page
    assert "canary-words-explanation" in page


@pytest.mark.parametrize(
    ("item", "form"),
    [
        ("f-spot", {"chosen": "a"}),
        ("f-spots", {"chosen": ["1", "9"]}),
        ("f-sort", {"group-1": "k1"}),
        ("f-sort", {"group-1": "9"}),
        ("f-matrix", {"cell-1": "c1"}),
        ("f-matrices", {"cell-1": ["1", "7"]}),
        ("f-words", {"marked": "w1"}),
        ("f-words", {"marked": "99"}),
    ],
)
def test_places_that_are_not_on_the_page_are_refused(
    sitting: Sitting, item: str, form: dict[str, object]
) -> None:
    assert sitting.save(sitting.row(item), form).status_code == 400
    assert sitting.row(item).response is None


def test_questions_of_a_case_stand_next_to_each_other_below_its_text(sitting: Sitting) -> None:
    rows = [row for row in sitting.rows() if row.item_id.startswith("f-town")]
    assert len(rows) == 2
    assert rows[1].position == rows[0].position + 1
    for row in rows:
        page = sitting.page(row.position).text
        assert page.count("a town by the sea") == 1
        assert page.index("a town by the sea") < page.index("question of the case")
    sitting.submit()
    assert sitting.client.get(f"{sitting.url}/result").text.count("a town by the sea") == 2


# In a lesson


def test_a_lesson_tells_nothing_before_its_questions_are_answered(app: Flask, learner: FlaskClient) -> None:
    page = learner.get(LESSON)
    assert page.text.count('class="self-check"') == len(checks_of(app))
    assert not CANARY.search(page.data)


def test_every_self_check_is_saved_shown_again_and_counted(app: Flask, learner: FlaskClient) -> None:
    checks = checks_of(app)
    for number, item in enumerate(checks.values()):
        with app.app_context():
            assert db.session.scalar(db.select(db.func.count()).select_from(Result)) == 0, number
        answer_check(app, learner, item, dict(right_response(item, 0)))
    with app.app_context():
        result = db.session.scalars(db.select(Result)).one()
        assert result.activity == "self-checks:opinions"
        scored = sum((item.points for item in checks.values() if is_scored(item)), Decimal(0))
        assert (result.score, result.max_score, result.is_passed) == (scored, scored, True)
    page = learner.get(LESSON).text
    assert page.count("Answered") >= 3
    for words in ("always", "In the harbour", "word", "canary-vote-explanation"):
        assert words in page


def test_what_has_no_key_has_no_points(app: Flask, learner: FlaskClient) -> None:
    for item in checks_of(app).values():
        answer_check(app, learner, item, dict(right_response(item, 0)))
    with app.app_context():
        scores = {row.item_id: row.max_score for row in db.session.scalars(db.select(SelfCheckAnswer))}
    assert {item for item, most in scores.items() if not most} == {"mood", "vote", "votes", "monday"}


def test_a_wrong_answer_to_a_self_check_is_kept_too(app: Flask, learner: FlaskClient) -> None:
    item = checks_of(app)["check-sorted"]
    answer_check(app, learner, item, wrong_response(item))
    assert "canary-check-sorted-core" in learner.get(LESSON).text


def test_half_a_rating_is_kept_and_none_is_refused(app: Flask, learner: FlaskClient) -> None:
    post(learner, f"/modules/{FURTHER}/self-checks/mood", {}, page="/modules")
    assert "Please answer first." in learner.get(LESSON).text
    answer_check(app, learner, checks_of(app)["mood"], {"ratings": {"s1": "2"}})
    assert "not rated" in learner.get(LESSON).text


def test_a_text_that_is_too_long_comes_back_with_all_that_was_written(learner: FlaskClient) -> None:
    written = "long " * 12_001
    reply = post(learner, f"/modules/{FURTHER}/self-checks/monday", {"text": written}, page="/modules")
    assert reply.status_code == 422
    assert written.strip() in reply.text
    assert "At most 60,000 characters fit." in reply.text


# Among others


def test_a_reflection_is_read_by_nobody_else(app: Flask, learner: FlaskClient, sign_in: SignIn) -> None:
    answer_check(app, learner, checks_of(app)["monday"], {"text": "a secret plan"})
    assert "a secret plan" in learner.get(LESSON).text
    other = sign_in("janis@example.org", name="Jānis Ozols")
    join(other, FURTHER)
    assert "a secret plan" not in other.get(LESSON).text


def test_a_poll_shows_what_all_say_from_five_people_on(app: Flask, sign_in: SignIn) -> None:
    poll = checks_of(app)["vote"]
    for number in range(5):
        client = sign_in(f"person{number}@example.org", name=f"Person {number}")
        join(client, FURTHER)
        assert "of 4 (" not in client.get(LESSON).text
        answer_check(app, client, poll, {"chosen": ["a" if number < 3 else "b"]})
        page = client.get(LESSON).text
        assert ("people have answered." in page) == (number == 4)
    assert "3 of 5 (60 %)" in page
    assert "2 of 5 (40 %)" in page
    assert "at least 5 people" not in page
    answer_check(app, client, poll, {"chosen": ["a"]})
    assert "4 of 5 (80 %)" in client.get(LESSON).text
    with app.app_context():
        tally = db.session.scalars(db.select(PollTally)).one()
        assert (tally.people, tally.counts) == (5, {"a": 4, "b": 1})


def test_an_answered_poll_costs_a_lesson_one_query_more(app: Flask, learner: FlaskClient) -> None:
    def count() -> int:
        with counted_queries(app) as statements:
            assert learner.get(LESSON).status_code == 200
        return len(statements)

    before = count()
    for item in checks_of(app).values():
        answer_check(app, learner, item, dict(right_response(item, 0)))
    assert count() == before + 1


def test_whoever_tries_a_question_of_a_case_reads_its_text(app: Flask, sign_in: SignIn) -> None:
    trainer = sign_in("toivo@example.org", Role.TRAINER)
    item = next(item for item in items_of(app, FURTHER).values() if item.case)
    assert item.case is not None
    page = trainer.get(f"/teaching/modules/{FURTHER}/bank/{item.id}")
    assert item.case.html in page.text
