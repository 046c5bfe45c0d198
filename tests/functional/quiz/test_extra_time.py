"""Extra time: granted by trainers, kept from everybody else, at work in the next test and in an open one."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.core import clock
from lms.core.access import Role
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.quiz.models import Accommodation
from tests.conftest import SignIn
from tests.support.pages import counted_queries, post
from tests.support.quiz import TEST, Sitting, again, start

PAGE = "/teaching/extra-time"
LEARNER = "ilze@example.org"


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    return sign_in("trainer@example.org", Role.TRAINER, name="Mārtiņš Kalniņš")


def grant(trainer: FlaskClient, amount: str = "100", **more: str) -> TestResponse:
    return post(trainer, PAGE, {"email": LEARNER, "amount": amount, **more})


def granted(app: Flask) -> list[Accommodation]:
    with app.app_context():
        rows = list(db.session.scalars(db.select(Accommodation).order_by(Accommodation.granted_at)))
        db.session.expunge_all()
        return rows


def minutes_of(sitting: Sitting) -> float:
    attempt = sitting.attempt()
    assert attempt.deadline_at is not None
    return (attempt.deadline_at - attempt.started_at).total_seconds() / 60


def test_the_next_test_lasts_longer(app: Flask, learner: FlaskClient, trainer: FlaskClient) -> None:
    assert grant(trainer).status_code == 303
    page = learner.get(TEST).text
    assert "40 minutes from the start" in page
    assert "you have been granted more time" in page
    assert "I need more time" not in page
    assert minutes_of(start(app, learner)) == 40


def test_the_longer_of_both_counts(app: Flask, learner: FlaskClient, trainer: FlaskClient) -> None:
    grant(trainer, "25")
    assert "I need more time: 30 minutes" in learner.get(TEST).text
    assert minutes_of(start(app, learner, extra_time="yes")) == 30


def test_without_limit_means_without_limit(app: Flask, learner: FlaskClient, trainer: FlaskClient) -> None:
    grant(trainer, "untimed")
    assert "as long as you like" in learner.get(TEST).text
    assert start(app, learner).attempt().deadline_at is None


def test_a_test_under_way_ends_later(sitting: Sitting, trainer: FlaskClient) -> None:
    assert minutes_of(sitting) == 20
    grant(trainer, "50")
    assert minutes_of(sitting) == 30
    grant(trainer, "25")
    assert minutes_of(sitting) == 30
    grant(trainer, "untimed")
    assert sitting.attempt().deadline_at is None


def test_an_answer_within_the_extension_counts(sitting: Sitting, trainer: FlaskClient) -> None:
    grant(trainer, "50")
    row = sitting.row("q-text")
    with time_machine.travel(clock.now() + timedelta(minutes=25)):
        assert sitting.save(row, {"text": "in the extension"}).status_code == 303


def test_after_the_last_day_there_is_none(app: Flask, learner: FlaskClient, trainer: FlaskClient) -> None:
    grant(trainer, valid_until=clock.now().date().isoformat())
    assert "you have been granted" in learner.get(TEST).text
    with time_machine.travel(clock.now() + timedelta(days=1)):
        later = again(app)
        assert "you have been granted" not in later.get(TEST).text
        assert minutes_of(start(app, later)) == 20
        assert ">over<" in again(app, "trainer@example.org").get(PAGE).text.replace("\n", "")


def test_withdrawn_it_counts_no_more_but_takes_nothing_back(
    app: Flask, sitting: Sitting, trainer: FlaskClient
) -> None:
    grant(trainer)
    row = granted(app)[0]
    assert post(trainer, f"{PAGE}/{row.id}/withdraw", page=PAGE).status_code == 303
    assert minutes_of(sitting) == 40
    assert "Nobody yet." in trainer.get(PAGE).text
    sitting.submit()
    assert minutes_of(start(app, sitting.client)) == 20


def test_a_new_one_takes_the_place_of_the_old(app: Flask, learner: FlaskClient, trainer: FlaskClient) -> None:
    grant(trainer, "25")
    grant(trainer, "100")
    assert [row.withdrawn_at is None for row in granted(app)] == [False, True]
    assert trainer.get(PAGE).text.count("/withdraw") == 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"email": "nobody@example.org"}, "Nobody has registered with this address."),
        ({"email": "Ilze"}, "Nobody has registered with this address."),
        ({"email": ""}, "Write the address of the person."),
        ({"amount": ""}, "Choose how much time."),
        ({"amount": "7"}, "Not a valid choice"),
        ({"valid_until": "2020-01-01"}, "Choose today or a later day"),
        ({"valid_until": "soon"}, "valid date"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    app: Flask, learner: FlaskClient, trainer: FlaskClient, form: dict[str, str], words: str
) -> None:
    answer = post(trainer, PAGE, {"email": LEARNER, "amount": "50", **form})
    assert answer.status_code == 422
    assert words in answer.text
    assert granted(app) == []
    assert f'value="{form.get("email", LEARNER)}"' in answer.text


def test_the_log_says_who_did_it_but_not_for_whom_or_how_much(
    app: Flask, learner: FlaskClient, trainer: FlaskClient
) -> None:
    grant(trainer)
    post(trainer, f"{PAGE}/{granted(app)[0].id}/withdraw", page=PAGE)
    with app.app_context():
        query = db.select(AuditEntry).where(AuditEntry.action.like("extra-time.%")).order_by(AuditEntry.id)
        entries = list(db.session.scalars(query))
    assert [entry.action for entry in entries] == ["extra-time.granted", "extra-time.withdrawn"]
    assert {entry.actor_id for entry in entries} == {granted(app)[0].granted_by}
    assert all(entry.detail == {} and entry.subject.startswith("accommodation:") for entry in entries)


def test_learners_and_strangers_stay_outside(learner: FlaskClient, client: FlaskClient) -> None:
    assert learner.get(PAGE).status_code == 403
    assert client.get(PAGE).status_code == 303


def test_the_list_costs_the_same_for_one_and_for_many(
    app: Flask, trainer: FlaskClient, sign_in: SignIn
) -> None:
    def count() -> int:
        with counted_queries(app) as statements:
            assert trainer.get(PAGE).status_code == 200
        return len(statements)

    alone = count()
    for number in range(5):
        sign_in(f"person{number}@example.org")
        post(trainer, PAGE, {"email": f"person{number}@example.org", "amount": "50"})
    assert trainer.get(PAGE).text.count("/withdraw") == 5
    assert count() == alone == 2


def test_a_language_has_minutes_of_its_own(app: Flask, learner: FlaskClient) -> None:
    attempt = start(app, learner).attempt()
    assert attempt.language == "en"
