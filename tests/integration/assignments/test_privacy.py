"""What a person can take away of their work and of what they judged; that erasing leaves nothing of it."""

import json
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.db import db, may_write
from lms.learning.models import Result
from lms.people.models import User
from lms.quiz.jobs.submissions import OrphanedFiles
from lms.quiz.models import Marking, Submission, SubmissionFile, SubmissionGrade
from lms.quiz.privacy import PERSONAL_DATA
from tests.conftest import SignIn
from tests.functional.assignments.marking import hand_in_text, take, take_and_mark
from tests.support.assignments import join, pdf, upload, write
from tests.support.pages import post

TABLES = (Submission, SubmissionFile, SubmissionGrade, Marking)


def user_id(email: str) -> str:
    return db.session.scalars(db.select(User.id).where(User.email == email)).one()


def rows() -> list[int]:
    return [db.session.scalar(db.select(db.func.count()).select_from(table)) or 0 for table in TABLES]


def work_through(learner: FlaskClient, marker: FlaskClient) -> None:
    """Hand in a text and a file, have it marked, ask for a review."""
    upload(learner, (pdf(), "canary name.pdf"))
    one = hand_in_text(learner, "canary text")
    take_and_mark(marker, one, 1, 1, **{"comment-c1": "canary comment", "comment": "canary whole"})
    post(learner, f"/submissions/{one}/review", {"reason": "canary reason, long enough"}, page="/modules")


def test_everything_about_the_work_can_be_taken_away(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    work_through(learner, trainer)
    with app.app_context():
        own = json.dumps(PERSONAL_DATA.export(user_id("ilze@example.org")))
        marker = json.dumps(PERSONAL_DATA.export(user_id("troels@example.org")))
        digest = db.session.scalars(db.select(SubmissionFile.digest)).one()
    for canary in ("text", "name.pdf", "comment", "whole", "reason"):
        assert f"canary {canary}" in own
    assert digest in own
    assert user_id_free(own, marker)
    assert "canary comment" in marker
    assert "canary text" not in marker


def user_id_free(own: str, marker: str) -> bool:
    """Neither export says who the other one is."""
    return not any(name in own + marker for name in ("troels", "Troels", "marker_id", "user_id"))


def test_erasing_removes_the_work_its_judgement_and_its_files(
    learner: FlaskClient, trainer: FlaskClient, sign_in: SignIn, app: Flask
) -> None:
    work_through(learner, trainer)
    other = join(sign_in("janis@example.org", name="Jānis Ozols"))
    upload(other, (pdf(), "kept.pdf"))
    write(other, "kept text")
    with app.app_context():
        may_write.set(True)
        PERSONAL_DATA.erase(user_id("ilze@example.org"))
        db.session.commit()
        assert rows() == [1, 1, 0, 0]
        assert db.session.scalar(db.select(Result)) is not None, "results are learning's"
        uploads = app.extensions["campus"].uploads
        assert len(list(uploads.names("."))) == 2
        assert OrphanedFiles()() == 0, "what was just written may belong to a row that is on its way"
        clock_of_tomorrow(app)
        assert len(list(uploads.names("."))) == 1


def clock_of_tomorrow(app: Flask) -> None:
    """Sweep as if a day had gone by."""
    real, clock.now = clock.now, lambda: real() + timedelta(days=1)
    try:
        assert OrphanedFiles()() == 1
    finally:
        clock.now = real


def test_a_marker_who_goes_leaves_judgements_without_a_name(
    learner: FlaskClient, trainer: FlaskClient, sign_in: SignIn, app: Flask
) -> None:
    one = hand_in_text(learner)
    take_and_mark(trainer, one, 2, 2)
    two = hand_in_text(join(sign_in("janis@example.org", name="Jānis Ozols")))
    take(trainer, two)
    with app.app_context():
        may_write.set(True)
        PERSONAL_DATA.erase(user_id("troels@example.org"))
        db.session.commit()
        marking = db.session.scalars(db.select(Marking)).one()
        assert (marking.submission_id, marking.marker_id, marking.points) == (one, None, {"c1": 2, "c2": 2})
        assert db.session.get_one(Submission, two).state == "waiting"
