"""The life of a submission on the side of who marks it: taken, marked, settled, reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.exc import InvalidRequestError

from lms.content.assignments import Rubric
from lms.content.outline import Module
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.ids import new_id
from lms.learning import services as learning
from lms.learning.models import Enrolment
from lms.learning.rules import ASSIGNMENT
from lms.people import mails
from lms.people.models import User
from lms.quiz.errors import AlreadyFinishedError, NotToTakeError, UnmarkedError
from lms.quiz.models import Marking, Submission, SubmissionGrade
from lms.quiz.queries import markings as queries
from lms.quiz.queries.submissions import locked_submission
from lms.quiz.rules import marking as rules
from lms.quiz.rules.marking import GradeKind, Points
from lms.quiz.rules.submissions import SubmissionState
from lms.quiz.services.submitting import rule_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What a marker has entered so far."""

    points: Points
    comments: Mapping[str, str]
    comment: str

    @property
    def is_empty(self) -> bool:
        """Nothing at all."""
        return not (self.points or any(self.comments.values()) or self.comment)


def rubric_of(module: Module) -> Rubric:
    """The rubric of the module's assignment in its source language; raises NotFoundError."""
    assignment = module.text(module.source_language).assignment
    if assignment is None or assignment.rubric is None:
        raise NotFoundError
    return assignment.rubric


def take(submission_id: str, marker_id: str) -> Marking:
    """Have one person mark it; gives what they have already. Raises NotToTakeError."""
    submission = _locked(submission_id)
    _release_lapsed(submission)
    present = queries.marking_of(marker_id, submission_id)
    if present is not None and present.finished_at is None:
        return present
    now = clock.now()
    facts = queries.facts_from(queries.markings_of(submission_id))
    role = rules.may_take(
        facts,
        person_id=marker_id,
        author_id=submission.user_id,
        needed=submission.markers_needed,
        in_review=submission.review_asked_at is not None,
        now=now,
    )
    if role is None or submission.queued_at is None:
        raise NotToTakeError
    marking = Marking(
        id=new_id(),
        submission_id=submission_id,
        marker_id=marker_id,
        role=role,
        points=rules.agreed(facts) if role is rules.MarkerRole.THIRD else {},
        comments={},
        comment="",
        taken_at=now,
        lapses_at=rules.lapse_of(now, has_entries=False),
    )
    db.session.add(marking)
    db.session.flush()
    _follow(submission)
    _note("marking.taken", marking)
    return marking


def save(marking: Marking, entries: Entries) -> None:
    """Keep what is entered so far. Raises AlreadyFinishedError."""
    _held(marking)
    now = clock.now()
    marking.points = {**entries.points, **_fixed(marking)}
    marking.comments = dict(entries.comments)
    marking.comment, marking.saved_at = entries.comment, now
    marking.lapses_at = rules.lapse_of(now, has_entries=not entries.is_empty)
    db.session.flush()


def _fixed(marking: Marking) -> dict[str, int]:
    """Points that this marker leaves as they are."""
    if marking.role is not rules.MarkerRole.THIRD:
        return {}
    return rules.agreed(queries.facts_from(queries.markings_of(marking.submission_id)))


def finish(marking: Marking, module: Module, *, wants_second: bool = False) -> SubmissionGrade | None:
    """Make a marking final; gives the decision if that was the last one needed.

    Raises AlreadyFinishedError, UnmarkedError.
    """
    submission = _held(marking)
    missing = rules.unmarked(rubric_of(module), marking.points)
    if missing:
        raise UnmarkedError(missing)
    marking.finished_at, marking.lapses_at = clock.now(), None
    if wants_second and marking.role is rules.MarkerRole.FIRST:
        submission.markers_needed = 2
    db.session.flush()
    _note("marking.finished", marking)
    return _settle(submission, module)


def give_back(marking: Marking) -> None:
    """Let somebody else take it; what was entered is gone. Raises AlreadyFinishedError."""
    submission = _held(marking)
    _release(marking)
    _follow(submission)


def release_lapsed(submission_id: str) -> None:
    """Give back what somebody took and left."""
    submission = _locked(submission_id)
    _release_lapsed(submission)
    _follow(submission)


def _release_lapsed(submission: Submission) -> None:
    now = clock.now()
    for marking in queries.markings_of(submission.id):
        if marking.lapses_at is not None and marking.lapses_at <= now:
            _release(marking)


def _release(marking: Marking) -> None:
    _note("marking.given-back", marking)
    db.session.delete(marking)
    db.session.flush()


def _follow(submission: Submission) -> None:
    """Let the state say whether somebody is still needed."""
    if submission.queued_at is None:
        return
    role = rules.open_role(
        queries.facts_from(queries.markings_of(submission.id)),
        needed=submission.markers_needed,
        in_review=submission.review_asked_at is not None,
        now=clock.now(),
    )
    submission.state = SubmissionState.MARKING if role is None else SubmissionState.WAITING
    db.session.flush()


def _settle(submission: Submission, module: Module) -> SubmissionGrade | None:
    in_review = submission.review_asked_at is not None
    facts = queries.facts_from(queries.markings_of(submission.id))
    points = rules.settled(facts, needed=submission.markers_needed, in_review=in_review)
    if points is None:
        _follow(submission)
        return None
    grade = _add_grade(submission, module, points, GradeKind.REVIEW if in_review else GradeKind.MARKING)
    submission.state, submission.queued_at = SubmissionState.GRADED, None
    db.session.flush()
    _report(submission, module, grade)
    _tell(submission, module)
    return grade


def _add_grade(submission: Submission, module: Module, points: Points, kind: GradeKind) -> SubmissionGrade:
    judged = rules.judge(rubric_of(module), rule_of(module), points)
    grade = SubmissionGrade(
        id=new_id(),
        submission_id=submission.id,
        kind=kind,
        points=dict(judged.points),
        score=Decimal(judged.score),
        max_score=Decimal(judged.max_score),
        is_passed=judged.is_passed,
        graded_at=clock.now(),
    )
    db.session.add(grade)
    db.session.flush()
    audit.record(
        "submission.graded",
        actor_id=None,
        subject=f"submission:{submission.id}",
        detail={"kind": kind, "score": str(grade.score), "passed": grade.is_passed},
    )
    return grade


def _report(submission: Submission, module: Module, grade: SubmissionGrade) -> None:
    enrolment = db.session.get_one(Enrolment, submission.enrolment_id)
    learning.record_result(
        enrolment,
        module,
        ASSIGNMENT,
        score=grade.score,
        max_score=grade.max_score,
        is_passed=grade.is_passed,
        source_id=grade.id,
    )


def _tell(submission: Submission, module: Module) -> None:
    author = db.session.get_one(User, submission.user_id)
    mails.send_if_wanted(
        "assignment-graded",
        to=author.email,
        language=author.language,
        title=module.text(author.language).title,
        is_review=submission.review_asked_at is not None,
        url=mails.url_of(f"/submissions/{submission.id}"),
    )


def _locked(submission_id: str) -> Submission:
    submission = locked_submission(submission_id)
    if submission is None:
        raise NotFoundError
    return submission


def _held(marking: Marking) -> Submission:
    """The work, kept from others while its marking changes; what another window did meanwhile counts."""
    submission = _locked(marking.submission_id)
    try:
        db.session.refresh(marking)
    except InvalidRequestError:  # given back meanwhile
        raise NotFoundError from None
    if marking.finished_at is not None:
        raise AlreadyFinishedError
    return submission


def _note(action: str, marking: Marking) -> None:
    audit.record(
        action,
        actor_id=marking.marker_id,
        subject=f"submission:{marking.submission_id}",
        detail={"role": marking.role},
    )
