"""Personal data in what is handed in and how it is judged: what can be taken away, and how it is erased."""

from datetime import datetime
from functools import partial

from sqlalchemy import delete, or_, select, update

from lms.core.db import db
from lms.core.extension import uploads
from lms.core.privacy import GivenFile
from lms.core.storage import MissingFileError
from lms.quiz.models import Marking, Submission, SubmissionFile, SubmissionGrade
from lms.quiz.queries.markings import markings_of
from lms.quiz.queries.submissions import files_of

TABLES = frozenset(model.__tablename__ for model in (Submission, SubmissionFile, SubmissionGrade, Marking))


def export(user_id: str) -> dict[str, object]:
    """Work with its files and how it was judged; and how the person judged the work of others."""
    own = select(Submission).where(Submission.user_id == user_id).order_by(Submission.started_at)
    given = select(Marking).where(Marking.marker_id == user_id).order_by(Marking.taken_at)
    return {
        "submissions": [_submission(one) for one in db.session.scalars(own)],
        "markings_given": [_marking(one) for one in db.session.scalars(given)],
    }


def files(user_id: str) -> list[GivenFile]:
    """The files that a person handed in, each read when its turn comes."""
    query = (
        select(SubmissionFile.digest, SubmissionFile.name, SubmissionFile.stored_as)
        .join(Submission, Submission.id == SubmissionFile.submission_id)
        .where(Submission.user_id == user_id)
        .order_by(SubmissionFile.added_at, SubmissionFile.id)
    )
    # Handed in again unchanged, a file is the same one.
    kept = {f"uploads/{row.digest[:8]} {row.name}": row.stored_as for row in db.session.execute(query)}
    return [GivenFile(path=path, data=partial(_content, stored)) for path, stored in kept.items()]


def _content(stored_as: str) -> bytes | None:
    try:
        return uploads().get_named(f"{stored_as[:2]}/{stored_as}")
    except MissingFileError:
        return None


def erase(user_id: str) -> None:
    """Remove a person's work and all that was said of it; a marker's name goes, and what they judged stays.

    The bytes of files go with the next sweep, which removes whatever no row points at.
    """
    own = select(Submission.id).where(Submission.user_id == user_id)
    begun = select(Marking.submission_id).where(Marking.marker_id == user_id, Marking.finished_at.is_(None))
    _wait_again(begun)
    unfinished = (Marking.marker_id == user_id) & Marking.finished_at.is_(None)
    db.session.execute(delete(Marking).where(or_(unfinished, Marking.submission_id.in_(own))))
    db.session.execute(update(Marking).where(Marking.marker_id == user_id).values(marker_id=None))
    for model in (SubmissionFile, SubmissionGrade):
        db.session.execute(delete(model).where(model.submission_id.in_(own)))
    db.session.execute(delete(Submission).where(Submission.user_id == user_id))


def _wait_again(submissions: object) -> None:
    """Work that the person had taken is free for others."""
    taken = update(Submission).where(Submission.id.in_(submissions), Submission.state == "marking")  # type: ignore[arg-type]
    db.session.execute(taken.values(state="waiting"))


def _submission(one: Submission) -> dict[str, object]:
    grades = db.session.scalars(
        select(SubmissionGrade)
        .where(SubmissionGrade.submission_id == one.id)
        .order_by(SubmissionGrade.graded_at)
    ).all()
    # Before the decision nobody hears what one of the markers thinks.
    said = markings_of(one.id) if grades else ()
    return {
        "module": one.module_slug,
        "number": one.number,
        "state": one.state,
        "texts": one.texts,
        "started_at": one.started_at.isoformat(),
        "submitted_at": _moment(one.submitted_at),
        "review_asked_at": _moment(one.review_asked_at),
        "review_reason": one.review_reason,
        "files": [
            {"name": file.name, "kind": file.kind, "size": file.size, "sha256": file.digest}
            for file in files_of(one.id)
        ],
        "grades": [_grade(grade) for grade in grades],
        "markings": [_marking(marking) for marking in said if marking.finished_at],
    }


def _grade(grade: SubmissionGrade) -> dict[str, object]:
    return {
        "kind": grade.kind,
        "points": grade.points,
        "score": str(grade.score),
        "max_score": str(grade.max_score),
        "is_passed": grade.is_passed,
        "graded_at": grade.graded_at.isoformat(),
    }


def _marking(marking: Marking) -> dict[str, object]:
    return {
        "role": marking.role,
        "points": marking.points,
        "comments": marking.comments,
        "comment": marking.comment,
        "finished_at": _moment(marking.finished_at),
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
