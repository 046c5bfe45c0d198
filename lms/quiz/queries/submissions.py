"""What people have handed in: a person's own, one with its files, and what they take up."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from lms.core.db import db
from lms.core.scopes import Reach
from lms.people.models import User
from lms.people.queries.reaching import rows_within
from lms.quiz.models import Submission, SubmissionFile, SubmissionGrade
from lms.quiz.rules.marking import GradeKind
from lms.quiz.rules.submissions import SubmissionFact, SubmissionState


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionWithGrades:
    """A submission and the decisions about it, first to last."""

    submission: Submission
    grades: tuple[SubmissionGrade, ...]

    @property
    def is_passed(self) -> bool | None:
        """The better of the decisions passes; None before there is one."""
        return any(grade.is_passed for grade in self.grades) if self.grades else None

    @property
    def grade(self) -> SubmissionGrade | None:
        """The decision that counts: the better one."""
        return max(self.grades, key=lambda one: (one.is_passed, one.score), default=None)

    def grade_of(self, kind: GradeKind) -> SubmissionGrade | None:
        """The decision of a kind."""
        return next((one for one in self.grades if one.kind is kind), None)

    @property
    def fact(self) -> SubmissionFact:
        """What the rules need to know of it."""
        first = self.grade_of(GradeKind.MARKING)
        return SubmissionFact(
            id=self.submission.id,
            state=self.submission.state,
            was_submitted=self.submission.submitted_at is not None,
            is_passed=self.is_passed,
            graded_at=first.graded_at if first else None,
            review_asked_at=self.submission.review_asked_at,
        )


def submissions_of(user_id: str, module_slug: str) -> tuple[SubmissionWithGrades, ...]:
    """All submissions of a person in a module, in whatever enrolment, first to last; one round trip."""
    query = (
        select(Submission, SubmissionGrade)
        .outerjoin(SubmissionGrade, SubmissionGrade.submission_id == Submission.id)
        .where(Submission.user_id == user_id, Submission.module_slug == module_slug)
        .order_by(Submission.number, SubmissionGrade.graded_at)
    )
    grouped: dict[str, tuple[Submission, list[SubmissionGrade]]] = {}
    for submission, grade in db.session.execute(query.execution_options(populate_existing=True)):
        grouped.setdefault(submission.id, (submission, []))[1].extend(_present(grade))
    return tuple(
        SubmissionWithGrades(submission=submission, grades=tuple(grades))
        for submission, grades in grouped.values()
    )


def _present(grade: SubmissionGrade | None) -> list[SubmissionGrade]:
    return [] if grade is None else [grade]  # the outer join gives None, whatever its type says


def locked_draft(enrolment_id: str) -> Submission | None:
    """The draft that is being worked on, kept from being handed in meanwhile."""
    return db.session.scalar(
        select(Submission)
        .where(Submission.enrolment_id == enrolment_id, Submission.state == SubmissionState.DRAFT)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def own_submission(user_id: str, submission_id: str) -> Submission | None:
    """A submission, if it is this person's."""
    return db.session.scalar(
        select(Submission).where(Submission.id == submission_id, Submission.user_id == user_id)
    )


def submission_with_author(submission_id: str, reach: Reach) -> tuple[Submission, str | None] | None:
    """A submission within reach and the name of the person who handed it in."""
    query = (
        select(Submission, User.certificate_name)
        .join(User, User.id == Submission.user_id)
        .where(Submission.id == submission_id, rows_within(reach, Submission.module_slug))
    )
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def locked_submission(submission_id: str) -> Submission | None:
    """A submission that is about to change: whoever else wants to change it waits."""
    return db.session.scalar(
        select(Submission)
        .where(Submission.id == submission_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def files_of(submission_id: str) -> Sequence[SubmissionFile]:
    """The files of a submission, first added first."""
    query = select(SubmissionFile).where(SubmissionFile.submission_id == submission_id)
    return db.session.scalars(query.order_by(SubmissionFile.added_at, SubmissionFile.id)).all()


def file_of(submission_id: str, file_id: str) -> SubmissionFile | None:
    """One file of a submission."""
    return db.session.scalar(
        select(SubmissionFile).where(
            SubmissionFile.id == file_id, SubmissionFile.submission_id == submission_id
        )
    )


def bytes_of(user_id: str) -> int:
    """What all files of a person take up, in bytes; a file that several drafts share counts in each."""
    query = (
        select(func.coalesce(func.sum(SubmissionFile.size), 0))
        .join(Submission, Submission.id == SubmissionFile.submission_id)
        .where(Submission.user_id == user_id)
    )
    return int(db.session.scalar(query) or 0)


def known_files(names: Sequence[str]) -> frozenset[str]:
    """Those of the stored names that some row still points at."""
    query = select(SubmissionFile.stored_as).where(SubmissionFile.stored_as.in_(names))
    return frozenset(db.session.scalars(query))
