"""Grading: the queue, the rubric, blindness, second markers, results that lead to the certificate."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.access import Role
from lms.core.audit import AuditEntry
from lms.core.db import db, may_write
from lms.core.mail import OutboxMail
from lms.credentials.models import Credential
from lms.learning.models import Completion, Result
from lms.people.models import User
from lms.quiz.models import Marking, Submission, SubmissionFile, SubmissionGrade
from tests.conftest import SignIn
from tests.factories.credentials import confirm_name
from tests.functional.assignments.marking import GRADING, hand_in_text, mark, take, take_and_mark
from tests.support.assignments import ASSIGNMENT, MODULE, SLUG, hand_in, join, office, upload, write
from tests.support.pages import counted_queries, post


def need_two(app: Flask, submission_id: str) -> None:
    with app.app_context():
        may_write.set(True)
        db.session.get_one(Submission, submission_id).markers_needed = 2
        db.session.commit()


def test_a_passed_assignment_completes_the_module_and_brings_the_certificate(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    with app.app_context():
        confirm_name(db.session.scalars(db.select(User).where(User.email == "ilze@example.org")).one())
        db.session.commit()
    one = hand_in_text(learner)
    assert "1 piece of work waits" in trainer.get(GRADING).text
    answer = post(trainer, f"{GRADING}/next", page="/learning")
    assert answer.headers["Location"] == f"{GRADING}/{one}"
    assert (
        mark(trainer, one, 2, 1, **{"comment-c1": "Clear links.", "comment": "Well done"}).status_code == 303
    )
    page = learner.get(f"/submissions/{one}").text
    assert "3 of 4 points" in page
    assert "Clear links." in page
    assert "Well done" in page
    assert "Troels" not in page, "markers are not named"
    with app.app_context():
        result = db.session.scalars(db.select(Result)).one()
        assert (result.activity, result.score, result.is_passed) == ("assignment", 3, True)
        assert db.session.scalars(db.select(Completion)).one().completed_at
        assert db.session.scalars(db.select(Credential)).one().hours == "6"
        mail = db.session.scalars(db.select(OutboxMail)).one()
        assert (mail.recipient, mail.kind) == ("ilze@example.org", "assignment-graded")
        assert f"/submissions/{one}" in mail.text
        actions = list(db.session.scalars(db.select(AuditEntry.action).order_by(AuditEntry.id)))
        assert [action for action in actions if action.startswith(("submission", "marking"))] == [
            "submission.handed-in",
            "marking.taken",
            "marking.finished",
            "submission.graded",
        ]
    assert "A person has graded it: 3 of 4 points." in learner.get(f"{MODULE}/progress").text
    assert "has passed" in learner.get(ASSIGNMENT).text


def test_work_that_did_not_pass_can_be_handed_in_again_as_often_as_the_module_says(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner, "The first map")
    upload_refused = upload(learner, (office(), "late.docx"))
    assert upload_refused.status_code == 409
    take_and_mark(trainer, one, 2, 0)
    page = learner.get(f"/submissions/{one}").text
    assert "Not passed yet" in page
    assert "Work on it again" in page
    assert "The first map" in learner.get(ASSIGNMENT).text, "the former work is there to begin with"
    write(learner, "The second map")
    two = hand_in(learner).rpartition("/")[2]
    assert two != one
    assert "Handed in again" in trainer.get(GRADING).text
    take_and_mark(trainer, two, 0, 2)
    assert "as often as this module allows" in learner.get(ASSIGNMENT).text
    assert write(learner, "The third map").status_code == 409
    with app.app_context():
        assert [row.is_passed for row in db.session.scalars(db.select(Result))] == [False, False]
        assert db.session.scalar(db.select(Completion)) is None


def test_files_come_along_into_the_next_submission(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    upload(learner, (office(), "map.docx"))
    one = hand_in(learner).rpartition("/")[2]
    take_and_mark(trainer, one, 0, 0)
    write(learner, "With a text")
    assert "map.docx" in learner.get(f"{ASSIGNMENT}/files").text
    with app.app_context():
        files = db.session.scalars(db.select(SubmissionFile)).all()
        assert len({file.submission_id for file in files}) == 2
        assert len({file.stored_as for file in files}) == 1
        new = next(file for file in files if file.submission_id != one)
    assert post(learner, f"{ASSIGNMENT}/files/{new.id}/remove", page="/modules").status_code == 303
    assert "map.docx" in learner.get(f"/submissions/{one}").text


def test_markers_see_neither_names_nor_names_of_files(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    upload(learner, (office(), "Ilze Bērziņa map.docx"))
    write(learner, "A map")
    one = hand_in(learner).rpartition("/")[2]
    take(trainer, one)
    pages = trainer.get(f"{GRADING}?show=mine").text + trainer.get(f"{GRADING}/{one}").text
    assert "Ilze" not in pages
    code = re.search(r"Participant ([2-9A-Z]{4})", pages)
    assert code
    path = re.search(rf'href="({GRADING}/{one}/files/[^"]+)"', pages)
    assert path
    answer = trainer.get(path[1])
    assert answer.data == office()
    assert answer.headers["Content-Disposition"].endswith(f"Participant-{code[1]}-1.docx")


def test_nobody_marks_their_own_work_or_what_somebody_else_has(
    sign_in: SignIn, trainer: FlaskClient, learner: FlaskClient
) -> None:
    teacher = join(sign_in("both@example.org", Role.TRAINER, name="Karl Ek"))
    own = hand_in_text(teacher, "My own map")
    assert "0 pieces of work wait" in teacher.get(GRADING).text
    assert take(teacher, own).status_code == 409
    assert teacher.get(f"{GRADING}/{own}").status_code == 404
    assert take(trainer, own).status_code == 303
    assert take(trainer, own).status_code == 303, "taking twice leads to the same place"
    one = hand_in_text(learner)
    assert take(trainer, one).status_code == 303
    assert take(teacher, one).status_code == 409
    assert teacher.get(f"{GRADING}/{one}").status_code == 404
    assert mark(teacher, one, 2, 2).status_code == 404
    assert "Somebody is at it." in teacher.get(f"{GRADING}?show=all").text


def test_a_participant_cannot_grade(learner: FlaskClient) -> None:
    one = hand_in_text(learner)
    assert [learner.get(path).status_code for path in (GRADING, f"{GRADING}/{one}")] == [403, 403]
    assert take(learner, one).status_code == 403


def test_work_that_is_being_read_cannot_be_taken_back(learner: FlaskClient, trainer: FlaskClient) -> None:
    one = hand_in_text(learner)
    take(trainer, one)
    assert "Somebody is reading your work" in learner.get(f"/submissions/{one}").text
    assert post(learner, f"/submissions/{one}/withdraw", page="/modules").status_code == 409
    post(trainer, f"{GRADING}/{one}/give-back", page="/learning")
    assert post(learner, f"/submissions/{one}/withdraw", page="/modules").status_code == 303
    assert take(trainer, one).status_code == 404


def test_marks_are_kept_as_a_draft_and_asked_for_when_missing(
    learner: FlaskClient, trainer: FlaskClient
) -> None:
    one = hand_in_text(learner)
    take(trainer, one)
    answer = post(
        trainer,
        f"{GRADING}/{one}",
        {"points-c1": "1", "comment-c2": "Which source?"},
        page="/learning",
        headers={"Accept": "application/json"},
    )
    assert answer.json["message"].startswith("Saved ")
    page = trainer.get(f"{GRADING}/{one}").text
    assert re.search(r'id="points-c1-1"[^>]* checked', page)
    assert "Which source?" in page
    answer = mark(trainer, one, 1, None, comment="Typed and not lost")
    assert answer.status_code == 422
    assert "Choose a level for “Evidence”" in answer.text
    assert "Typed and not lost" in answer.text
    assert mark(trainer, one, 1, 7).status_code == 422, "a level that the rubric does not have"
    assert mark(trainer, one, 1, 1).status_code == 303
    assert mark(trainer, one, 2, 2).status_code == 409, "finished is finished"


def test_what_was_taken_and_left_is_free_again(
    learner: FlaskClient, trainer: FlaskClient, other_trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    take(trainer, one)
    with app.app_context():
        may_write.set(True)
        db.session.scalars(db.select(Marking)).one().lapses_at = clock.now() - timedelta(seconds=1)
        db.session.commit()
        assert app.extensions["campus"].jobs.run_once() == 1
        assert db.session.scalar(db.select(Marking)) is None
    assert "1 piece of work waits" in other_trainer.get(GRADING).text
    assert take(other_trainer, one).status_code == 303


def test_two_markers_who_agree_decide(
    learner: FlaskClient, trainer: FlaskClient, other_trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    need_two(app, one)
    take_and_mark(trainer, one, 2, 1, **{"comment-c1": "A telling comment"})
    assert "You have marked it; it waits for somebody else." in trainer.get(f"{GRADING}?show=all").text
    assert take(trainer, one).status_code == 409
    take(other_trainer, one)
    page = other_trainer.get(f"{GRADING}/{one}").text
    assert "A telling comment" not in page
    assert "First marker" not in page
    assert mark(other_trainer, one, 2, 1).status_code == 303
    with app.app_context():
        assert db.session.scalars(db.select(SubmissionGrade)).one().points == {"c1": 2, "c2": 1}
    assert "A telling comment" in other_trainer.get(f"{GRADING}/{one}").text


def test_a_third_person_decides_only_where_two_differ(
    learner: FlaskClient,
    trainer: FlaskClient,
    other_trainer: FlaskClient,
    third_trainer: FlaskClient,
    app: Flask,
) -> None:
    one = hand_in_text(learner)
    take_and_mark(trainer, one, 2, 1, second="yes")
    take_and_mark(other_trainer, one, 2, 0, **{"comment-c2": "No source at all"})
    with app.app_context():
        assert db.session.scalar(db.select(SubmissionGrade)) is None
    assert take(trainer, one).status_code == 409
    assert "Settle the differences" in third_trainer.get(GRADING).text
    take(third_trainer, one)
    page = third_trainer.get(f"{GRADING}/{one}").text
    assert "No source at all" in page
    assert 'name="points-c1"' not in page
    assert mark(third_trainer, one, 0, 1).status_code == 303, "what the two agree on is not asked again"
    with app.app_context():
        assert db.session.scalars(db.select(SubmissionGrade)).one().points == {"c1": 2, "c2": 1}
    page = trainer.get(f"/teaching/agreement/{SLUG}").text
    assert "1 piece of work has been marked by two people" in page
    assert "50 %" in page
    assert "Kappa is shown from 10" in page


def test_a_review_goes_to_somebody_else_and_takes_nothing_away(
    learner: FlaskClient, trainer: FlaskClient, other_trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    assert (
        post(learner, f"/submissions/{one}/review", {"reason": "x" * 30}, page="/modules").status_code == 409
    )
    take_and_mark(trainer, one, 1, 1, **{"comment-c1": "Only two layers"})
    short = post(learner, f"/submissions/{one}/review", {"reason": "Unfair"}, page="/modules")
    assert short.status_code == 422
    assert "Give a reason in 20 to 2000 characters." in short.text
    reason = {"reason": "The third layer stands in the last paragraph."}
    assert post(learner, f"/submissions/{one}/review", reason, page="/modules").status_code == 303
    assert post(learner, f"/submissions/{one}/review", reason, page="/modules").status_code == 409, "once"
    assert write(learner, "Another map").status_code == 409, "first the review"
    assert take(trainer, one).status_code == 409
    take(other_trainer, one)
    page = other_trainer.get(f"{GRADING}/{one}").text
    assert "The third layer stands" in page
    assert "Only two layers" in page
    mark(other_trainer, one, 0, 1)
    page = learner.get(f"/submissions/{one}").text
    assert "The former result stands" in page
    assert "2 of 4 points" in page
    with app.app_context():
        kinds = db.session.scalars(db.select(SubmissionGrade).order_by(SubmissionGrade.graded_at)).all()
        assert [(grade.kind, grade.score) for grade in kinds] == [("marking", 2), ("review", 1)]
        assert db.session.scalars(db.select(OutboxMail.subject).order_by(OutboxMail.created_at)).all() == [
            "Your assignment has been graded",
            "Your review is done",
        ]


def test_a_review_can_make_the_assignment_pass(
    learner: FlaskClient, trainer: FlaskClient, other_trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    take_and_mark(trainer, one, 1, 1)
    reason = {"reason": "The third layer stands in the last paragraph."}
    post(learner, f"/submissions/{one}/review", reason, page="/modules")
    take_and_mark(other_trainer, one, 2, 2)
    assert "4 of 4 points" in learner.get(f"/submissions/{one}").text
    with app.app_context():
        assert db.session.scalars(db.select(Completion)).one()


def test_the_queue_is_paged_and_asks_the_same_however_long_it_is(
    sign_in: SignIn, trainer: FlaskClient, app: Flask
) -> None:
    for number in range(3):
        hand_in_text(join(sign_in(f"person{number}@example.org", name="Jānis Ozols")), f"Map {number}")
    with counted_queries(app) as few:
        trainer.get(GRADING)
    _add_waiting(app, 30)
    with counted_queries(app) as many:
        page = trainer.get(GRADING).text
    assert len(many) == len(few) <= 5, many
    assert page.count("Take it<") == 25
    after = re.search(r'href="(/teaching/grading\?[^"]*after=[^"]+)"', page)
    assert after
    rest = trainer.get(after[1].replace("&amp;", "&")).text
    assert rest.count("Take it<") == 8
    assert "Nothing waits here" in trainer.get(f"{GRADING}?module=none").text
    for place in ("x", "2026-01-01T00:00:00~x", "~", "2026-01-01T00:00:00+00:00~" + "x" * 50):
        assert trainer.get(GRADING, query_string={"after": place}).status_code == 200


def _add_waiting(app: Flask, count: int) -> None:
    """More of the same, of the last person."""
    with app.app_context():
        may_write.set(True)
        model = db.session.scalars(db.select(Submission).order_by(Submission.submitted_at.desc())).first()
        assert model is not None
        values = {column.name: getattr(model, column.name) for column in Submission.__table__.columns}
        for number in range(count):
            db.session.add(Submission(**{**values, "id": f"copy{number}", "number": number + 2}))
        db.session.commit()


def test_the_page_of_a_marker_asks_little_of_the_database(
    learner: FlaskClient, trainer: FlaskClient, app: Flask
) -> None:
    one = hand_in_text(learner)
    take(trainer, one)
    with counted_queries(app) as statements:
        trainer.get(f"{GRADING}/{one}")
    assert len(statements) <= 5, statements
