"""What somebody could try against assignments, and what comes of it."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.db import db, may_write
from lms.learning.models import Enrolment
from lms.quiz.errors import AlreadyFinishedError, NoDraftError
from lms.quiz.models import Marking, Submission, SubmissionFile
from lms.quiz.privacy import submissions
from lms.quiz.rules import files
from lms.quiz.services import submitting
from lms.quiz.services.marking import Entries, save
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.functional.assignments.marking import GRADING, hand_in_text, mark, take, take_and_mark
from tests.support.assignments import ASSIGNMENT, SLUG, hand_in, join, office, upload, write
from tests.support.pages import post


def let_lapse(app: Flask) -> None:
    """The marker has left what they took, and the worker has not come by yet."""
    with app.app_context():
        may_write.set(True)
        db.session.scalars(db.select(Marking)).one().lapses_at = clock.now() - timedelta(seconds=1)
        db.session.commit()


def need_two(app: Flask, submission_id: str) -> None:
    with app.app_context():
        may_write.set(True)
        db.session.get_one(Submission, submission_id).markers_needed = 2
        db.session.commit()


def test_who_left_a_work_cannot_read_it_once_it_was_taken_back(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    need_two(app, one)
    take(trainer, one)
    let_lapse(app)
    assert post(learner, f"/submissions/{one}/withdraw", page="/modules").status_code == 303
    assert trainer.get(f"{GRADING}/{one}").status_code == 404
    assert mark(trainer, one, 1, 1).status_code == 404
    hand_in(learner)
    assert take(trainer, one).status_code == 303


def test_more_files_than_are_asked_for_are_not_even_looked_at(
    learner: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    monkeypatch.setattr(files, "_kind_of_archive", lambda data: looks.append(data))
    answer = upload(learner, *[(office(), f"{number}.docx") for number in range(200)])
    assert answer.status_code == 422
    assert "as many files as can be handed in" in answer.text
    assert looks == []
    with app.app_context():
        assert db.session.scalar(db.select(SubmissionFile)) is None


def test_a_device_that_two_people_share_keeps_their_texts_apart(
    learner: FlaskClient, sign_in: SignIn
) -> None:
    other = join(sign_in("janis@example.org", name="Jānis Ozols"))
    keys = [
        re.findall(r'data-key="(assignment/[^"]+)"', one.get(ASSIGNMENT).text) for one in (learner, other)
    ]
    assert [len(one) for one in keys] == [1, 1]
    assert keys[0] != keys[1]


def test_what_a_first_marker_says_cannot_be_taken_away_before_the_decision(
    learner: FlaskClient, trainer: FlaskClient, other_trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    take_and_mark(trainer, one, 1, 2, second="yes", comment="Only the first of two")
    with app.app_context():
        author = db.session.get_one(Submission, one).user_id
        assert "Only the first of two" not in str(submissions.export(author))
    take_and_mark(other_trainer, one, 1, 2)
    with app.app_context():
        assert "Only the first of two" in str(submissions.export(author))


ON_POSTGRESQL = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
"""SQLite has one writer at a time: only there two requests can write at the same moment."""


def elsewhere(do: Callable[[], object]) -> None:
    """Do something in a request that has a transaction of its own."""
    other = threading.Thread(target=do)
    other.start()
    other.join()


@ON_POSTGRESQL
def test_a_draft_that_was_handed_in_meanwhile_is_not_followed_by_another(
    learner: FlaskClient, app: Flask
) -> None:
    write(learner, "A map")
    with app.app_context():
        draft = db.session.scalars(db.select(Submission)).one()
        enrolment = db.session.get_one(Enrolment, draft.enrolment_id)
        elsewhere(lambda: hand_in(learner))
        may_write.set(True)
        with pytest.raises(NoDraftError):
            submitting.draft_for(enrolment, current_catalogue().module(SLUG))


@ON_POSTGRESQL
def test_a_file_stays_in_what_was_handed_in_meanwhile(learner: FlaskClient, app: Flask) -> None:
    upload(learner, (office(), "map.docx"))
    with app.app_context():
        draft = db.session.scalars(db.select(Submission)).one()
        file = db.session.scalars(db.select(SubmissionFile)).one()
        elsewhere(lambda: hand_in(learner))
        may_write.set(True)
        with pytest.raises(NoDraftError):
            submitting.remove_file(draft, file.id)


@ON_POSTGRESQL
def test_a_marking_that_was_finished_meanwhile_stays_as_it_is(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    take(trainer, one)
    with app.app_context():
        marking = db.session.scalars(db.select(Marking)).one()
        elsewhere(lambda: mark(trainer, one, 1, 2))
        may_write.set(True)
        with pytest.raises(AlreadyFinishedError):
            save(marking, Entries(points={"c1": 0}, comments={}, comment=""))
