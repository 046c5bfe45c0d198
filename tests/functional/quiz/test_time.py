"""Deadlines: decided by the server's clock alone, late answers refused and said so, nothing lost."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.extension import campus
from lms.people.rules import DEFAULT_TIME_ZONE
from tests.support.quiz import TEST, Sitting, start


def after(sitting: Sitting, **time: float) -> time_machine.travel:
    """The clock so long after the start of the test."""
    return time_machine.travel(sitting.attempt().started_at + timedelta(**time), tick=False)


def sweep(app: Flask) -> None:
    """What the worker does in a round."""
    with app.app_context():
        campus().jobs.run_once()


def test_the_time_left_is_the_servers(sitting: Sitting) -> None:
    with after(sitting, minutes=5):
        page = sitting.page(1).text
    assert 'data-seconds="900"' in page
    assert "Ends at" in page


def test_extra_time_is_given_on_request(app: Flask, learner: FlaskClient) -> None:
    attempt = start(app, learner, extra_time="yes").attempt()
    assert attempt.deadline_at is not None
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=30)


@pytest.mark.parametrize("seconds", [1199, 1201, 1229])
def test_answers_are_taken_until_the_grace_is_over(sitting: Sitting, seconds: int) -> None:
    row = sitting.row("q-text")
    with after(sitting, seconds=seconds):
        answer = sitting.save(row, {"text": "just in time"})
    assert answer.status_code == 303
    assert sitting.row("q-text").response == {"text": "just in time"}


def test_once_the_time_is_over_everything_leads_to_handing_in(sitting: Sitting) -> None:
    with after(sitting, seconds=1201):
        assert sitting.page(3).location == f"{sitting.url}/review"
        assert sitting.save(sitting.rows()[0], {}).location == f"{sitting.url}/review"
        page = sitting.client.get(f"{sitting.url}/review").text
    assert "The time is over" in page
    assert "Hand in" in page
    assert "strip-item" not in page


def test_a_late_answer_is_refused_shown_and_does_not_touch_what_was_saved(sitting: Sitting) -> None:
    row = sitting.row("q-text")
    sitting.save(row, {"text": "in time"})
    with after(sitting, seconds=1231):
        answer = sitting.save(row, {"text": "much too late 🙂"}, go="next")
    assert answer.status_code == 409
    assert "The time is over. This answer came too late and does not count." in answer.text
    assert 'value="much too late 🙂"' in answer.text
    assert sitting.row("q-text").response == {"text": "in time"}


def test_a_late_answer_of_a_script_is_told_so(sitting: Sitting) -> None:
    with after(sitting, seconds=1231):
        path = f"items/{sitting.row('q-text').position}"
        answer = sitting.post(path, {"text": "late"}, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert "too late" in answer.json["message"]


@pytest.mark.parametrize("position", range(1, 9))
def test_late_answers_of_every_type_are_shown(sitting: Sitting, position: int) -> None:
    row = sitting.rows()[position - 1]
    with after(sitting, seconds=1231):
        answer = sitting.save(row, sitting.right(row))
    assert answer.status_code == 409
    assert "disabled" in answer.text


def test_an_expired_test_is_handed_in_with_what_was_saved_on_the_next_visit(sitting: Sitting) -> None:
    sitting.answer_all()
    with after(sitting, hours=3):
        page = sitting.client.get(sitting.submit().location).text
    assert "You have passed" in page
    assert sitting.attempt().submitted_at == sitting.attempt().started_at + timedelta(seconds=1230)


def test_the_worker_hands_in_expired_tests(app: Flask, sitting: Sitting) -> None:
    sitting.answer_all()
    with after(sitting, seconds=1231):
        sweep(app)
    assert sitting.attempt().is_passed
    assert "You have passed" in sitting.client.get(f"{sitting.url}/result").text


def test_the_worker_leaves_tests_alone_that_have_time(app: Flask, sitting: Sitting) -> None:
    for seconds in (0, 1199, 1229):
        with after(sitting, seconds=seconds):
            sweep(app)
    assert sitting.attempt().submitted_at is None


def test_a_changed_clock_of_the_device_changes_nothing(sitting: Sitting) -> None:
    row = sitting.row("q-text")
    with after(sitting, seconds=1231):
        answer = sitting.save(
            row, {"text": "late"}, saved_at="2000-01-01", deadline_at="2999-01-01", seconds="900"
        )
    assert answer.status_code == 409


def test_fields_that_are_not_the_answer_are_ignored(sitting: Sitting) -> None:
    row = sitting.row("q-text")
    more = {
        "score": "1",
        "is_correct": "1",
        "number": "7",
        "attempt_id": "x",
        "user_id": "x",
        "submitted_at": "now",
    }
    assert sitting.save(row, {"text": "nonsense"}, **more).status_code == 303
    sitting.submit()
    assert sitting.row("q-text").score == 0
    assert sitting.attempt().number == 1


def test_the_wait_for_the_third_try_is_shown_as_a_date(app: Flask, sitting: Sitting) -> None:
    sitting.submit()
    start(app, sitting.client).submit()
    opens = clock.now().astimezone(ZoneInfo(DEFAULT_TIME_ZONE)) + timedelta(days=7)
    assert str(opens.year) in sitting.client.get(TEST).text
