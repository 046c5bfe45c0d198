"""Questions that come back: a few a day, never graded, and gone when one does not want them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.core import clock
from lms.core.db import db, may_write
from lms.learning.models import Completion, Result
from lms.people.models import User
from lms.people.rules import DEFAULT_TIME_ZONE
from lms.quiz.cards import next_variant
from lms.quiz.models import Attempt, CardSource, ReviewCard, SelfCheckAnswer
from lms.quiz.rules.keys import right_response
from lms.quiz.services.cards import drop_vanished
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.functional.quiz.test_secrets import CANARY, everything_in
from tests.support.pages import counted_queries, post
from tests.support.quiz import MODULE, Sitting, again, form_of, join, module, start, wrong_response

DAY = timedelta(days=1)
SET = "/review"


@pytest.fixture
def missed(sitting: Sitting) -> Sitting:
    """A final test with three questions missed, handed in."""
    sitting.answer_all(wrongly=("q-single", "q-number", "q-order"))
    sitting.submit()
    return sitting


def cards(app: Flask) -> dict[str, ReviewCard]:
    with app.app_context():
        rows = db.session.scalars(db.select(ReviewCard)).all()
        db.session.expunge_all()
        return {row.item_id: row for row in rows}


def days_later(app: Flask, days: int, act: Callable[[FlaskClient], None]) -> None:
    with time_machine.travel(clock.now() + days * DAY):
        act(again(app))


def answer(app: Flask, client: FlaskClient, item_id: str, *, rightly: bool) -> TestResponse:
    """Answer a question that came back, as its page sends it."""
    card = cards(app)[item_id]
    with app.app_context():
        item = module().text("en").test_items[item_id]
        variant = next_variant(item, card.variant)
        response = right_response(item, variant) if rightly else wrong_response(item)
        form = form_of(item, response, f"{card.id}.{card.times_answered}")
    return post(client, f"{SET}/{card.id}", form, page="/modules")


def test_missed_questions_come_back_the_next_day(app: Flask, missed: Sitting) -> None:
    assert set(cards(app)) == {"q-single", "q-number", "q-order"}
    assert "to look at again" not in missed.client.get("/learning").text

    def tomorrow(client: FlaskClient) -> None:
        assert "3 questions to look at again</a>, about 2 minutes" in client.get("/learning").text
        assert "3 questions are waiting" in client.get(SET).text

    days_later(app, 1, tomorrow)


def test_a_question_is_asked_without_its_key_and_then_explained(app: Flask, missed: Sitting) -> None:
    def tomorrow(client: FlaskClient) -> None:
        card = cards(app)["q-single"]
        page = client.get(f"{SET}/{card.id}")
        assert "Prompt of the single choice." in page.text
        assert not CANARY.search(everything_in(page))
        reply = answer(app, client, "q-single", rightly=False)
        assert reply.location == f"{SET}/{card.id}"
        page = client.get(reply.location).text
        assert "canary-single-explanation" in page
        assert "Not right" in page
        assert f'href="{MODULE}/reading"' in page
        assert "Next question" in page

    days_later(app, 1, tomorrow)


def test_right_twice_in_a_row_and_it_is_gone(app: Flask, missed: Sitting) -> None:
    def first(client: FlaskClient) -> None:
        answer(app, client, "q-order", rightly=True)

    def second(client: FlaskClient) -> None:
        answer(app, client, "q-order", rightly=True)
        page = client.get(f"{SET}/{cards(app)['q-order'].id}").text
        assert "so it does not come back" in page

    days_later(app, 1, first)
    today = clock.now().astimezone(ZoneInfo(DEFAULT_TIME_ZONE)).date()
    assert cards(app)["q-order"].due_on == today + 4 * DAY
    days_later(app, 4, second)
    assert cards(app)["q-order"].due_on is None


def test_numbers_change_each_time(app: Flask, missed: Sitting) -> None:
    asked = []

    def look(client: FlaskClient) -> None:
        page = client.get(f"{SET}/{cards(app)['q-number'].id}").text
        asked.extend(re.findall(r"4.?[78]11", page)[:1])
        answer(app, client, "q-number", rightly=False)

    days_later(app, 1, look)
    days_later(app, 2, look)
    assert sorted(one[-3:] for one in asked) == ["711", "811"]


def test_an_answer_sent_twice_counts_once(app: Flask, missed: Sitting) -> None:
    def tomorrow(client: FlaskClient) -> None:
        for _time in range(3):
            assert answer(app, client, "q-order", rightly=True).status_code == 303
        assert cards(app)["q-order"].right_in_row == 1
        assert cards(app)["q-order"].times_answered == 1

    days_later(app, 1, tomorrow)


def test_no_answer_is_no_answer_and_nothing_changes(app: Flask, missed: Sitting) -> None:
    def tomorrow(client: FlaskClient) -> None:
        card = cards(app)["q-number"]
        reply = post(client, f"{SET}/{card.id}", {"value": ""}, page="/modules")
        assert reply.status_code == 422
        assert "Please answer first." in reply.text
        long = post(client, f"{SET}/{card.id}", {"value": "7" * 2001}, page="/modules")
        assert long.status_code == 422
        assert "7" * 2001 in unescape(long.text)
        assert cards(app)["q-number"].answered_on is None

    days_later(app, 1, tomorrow)


def test_a_day_holds_five_at_most(app: Flask, sitting: Sitting) -> None:
    sitting.submit()
    assert len(cards(app)) == 8

    def tomorrow(client: FlaskClient) -> None:
        assert "5 questions are waiting" in client.get(SET).text
        answer(app, client, "q-single", rightly=True)
        answer(app, client, "q-order", rightly=True)
        assert "3 questions are waiting" in client.get(SET).text

    days_later(app, 1, tomorrow)
    days_later(app, 2, lambda client: check(client, "5 questions are waiting"))


def check(client: FlaskClient, words: str) -> None:
    assert words in client.get(SET).text


def test_it_can_be_switched_off_and_on(app: Flask, missed: Sitting) -> None:
    def tomorrow(client: FlaskClient) -> None:
        card = cards(app)["q-single"]
        assert post(client, SET, {"wanted": "no"}, page="/modules").status_code == 303
        assert "to look at again" not in client.get("/learning").text
        assert "You have switched this off." in client.get(SET).text
        assert client.get(f"{SET}/{card.id}").location == SET
        assert len(cards(app)) == 3
        post(client, SET, {"wanted": "yes"}, page="/modules")
        assert "3 questions are waiting" in client.get(SET).text

    days_later(app, 1, tomorrow)


def test_switched_off_nothing_new_is_put_aside(app: Flask, sitting: Sitting) -> None:
    post(sitting.client, SET, {"wanted": "no"}, page="/modules")
    sitting.submit()
    assert cards(app) == {}


def test_the_page_of_preferences_has_the_same_switch(app: Flask, learner: FlaskClient) -> None:
    form = {"language": "en", "time_zone": "Europe/Riga", "name_shown": "masked"}
    assert 'name="wants_review"' in learner.get("/account/preferences").text
    post(learner, "/account/preferences", form, page="/modules")
    assert "You have switched this off." in learner.get(SET).text
    post(learner, "/account/preferences", {**form, "wants_review": "y"}, page="/modules")
    assert "Nothing more to look at today." in learner.get(SET).text


def test_while_a_test_is_under_way_its_questions_rest(app: Flask, missed: Sitting) -> None:
    def tomorrow(client: FlaskClient) -> None:
        card = cards(app)["q-single"]
        answer(app, client, "q-order", rightly=False)
        running = start(app, client)
        assert "to look at again" not in client.get("/learning").text
        for item_id in ("q-single", "q-order"):
            assert client.get(f"{SET}/{cards(app)[item_id].id}").location == SET
        assert answer(app, client, "q-single", rightly=True).location == SET
        assert cards(app)["q-single"].times_answered == card.times_answered == 0
        running.submit()
        assert client.get(f"{SET}/{card.id}").location == SET  # missed again: it comes back tomorrow

    days_later(app, 1, tomorrow)


def test_before_handing_in_nothing_is_put_aside(app: Flask, sitting: Sitting) -> None:
    sitting.answer_all(wrongly=("q-single",))
    assert cards(app) == {}


def test_a_missed_self_check_comes_back_and_a_right_one_does_not(app: Flask, learner: FlaskClient) -> None:
    with app.app_context():
        check_item = next(one for one in module().text("en").lessons["reading"].items)
    wrong_keys = [str(n) for n in range(1, 4)]
    for key in wrong_keys:
        post(learner, f"{MODULE}/self-checks/check-choice", {"chosen": key}, page="/modules")
    kept = cards(app)
    assert set(kept) == {"check-choice"}
    assert kept["check-choice"].source is CardSource.SELF_CHECK
    days_later(
        app, 1, lambda client: check_page(client, f"{SET}/{kept['check-choice'].id}", check_item.prompt_html)
    )


def check_page(client: FlaskClient, path: str, words: str) -> None:
    assert re.sub("<[^>]+>", "", words).strip() in client.get(path).text


def test_it_has_no_effect_on_anything(app: Flask, missed: Sitting) -> None:
    def earned() -> list[int]:
        with app.app_context():
            models = (Result, Completion, Attempt, SelfCheckAnswer)
            return [db.session.scalar(db.select(db.func.count()).select_from(one)) or 0 for one in models]

    before = earned()
    score = missed.attempt().score
    days_later(app, 1, lambda client: [answer(app, client, one, rightly=True) for one in cards(app)] and None)
    assert earned() == before
    assert missed.attempt().score == score


def test_questions_that_vanish_are_dropped_quietly(app: Flask, missed: Sitting) -> None:
    with app.app_context():
        may_write.set(True)
        card = db.session.scalars(db.select(ReviewCard).where(ReviewCard.item_id == "q-single")).one()
        card.item_id = "q-of-yesterday"
        gone = card.id
        db.session.commit()

    def tomorrow(client: FlaskClient) -> None:
        assert "2 questions are waiting" in client.get(SET).text
        assert client.get(f"{SET}/{gone}").location == SET

    days_later(app, 1, tomorrow)
    with app.app_context():
        may_write.set(True)
        drop_vanished(current_catalogue())
        db.session.commit()
    assert set(cards(app)) == {"q-number", "q-order"}


def test_who_leaves_the_module_is_asked_no_more(app: Flask, missed: Sitting) -> None:
    post(missed.client, f"{MODULE}/leave", page="/modules")
    days_later(app, 1, lambda client: check(client, "Nothing more to look at today."))


def test_the_day_begins_where_the_person_is(app: Flask, sign_in: SignIn) -> None:
    with time_machine.travel("2026-11-22 23:30:00+00:00"):
        client = sign_in("ilze@example.org")
        with app.app_context():
            may_write.set(True)
            db.session.scalars(db.select(User)).one().time_zone = "Europe/Helsinki"
            db.session.commit()
        join(client)
        start(app, client).submit()
        assert {one.due_on for one in cards(app).values()} == {date(2026, 11, 24)}


def test_somebody_elses_question_does_not_exist(app: Flask, missed: Sitting, sign_in: SignIn) -> None:
    def tomorrow(_client: FlaskClient) -> None:
        other = sign_in("janis@example.org", name="Jānis Ozols")
        join(other)
        card = cards(app)["q-single"]
        assert other.get(f"{SET}/{card.id}").status_code == 404
        assert post(other, f"{SET}/{card.id}", {"chosen": "1"}, page="/modules").status_code == 404
        assert "to look at again</a>" not in other.get("/learning").text

    days_later(app, 1, tomorrow)


def test_looking_costs_few_queries_and_changes_nothing(app: Flask, missed: Sitting) -> None:
    def tomorrow(client: FlaskClient) -> None:
        client.get("/learning")
        before = {one: (card.due_on, card.times_answered) for one, card in cards(app).items()}
        with counted_queries(app) as statements:
            client.get(SET)
        assert len(statements) <= 3, statements
        with counted_queries(app) as statements:
            client.get(f"{SET}/{cards(app)['q-single'].id}")
        assert len([one for one in statements if "review_card" in one]) <= 2, statements
        assert {one: (card.due_on, card.times_answered) for one, card in cards(app).items()} == before

    days_later(app, 1, tomorrow)
