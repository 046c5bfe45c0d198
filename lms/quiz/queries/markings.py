"""What waits for markers, who has taken what, and what two markers made of the same work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, select, tuple_
from sqlalchemy.orm import aliased

from lms.core.db import db
from lms.core.scopes import Reach
from lms.people.models import User
from lms.people.queries.reaching import rows_within
from lms.quiz.models import Marking, Submission
from lms.quiz.rules.marking import MarkerRole, MarkingFact, Points
from lms.quiz.rules.submissions import SubmissionState

PAGE = 25
"""Lines of the queue on one page."""


class QueueFilter(StrEnum):
    """What of the queue somebody wants to see."""

    OPEN = "open"
    """What this person can take."""
    MINE = "mine"
    """What this person has taken and not finished."""
    REVIEW = "review"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePlace:
    """A place in the queue to go on from: the last line seen."""

    queued_at: datetime
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """A submission that waits, with who is at it."""

    submission: Submission
    author_name: str | None
    markings: tuple[Marking, ...]


def facts_from(markings: Sequence[Marking]) -> tuple[MarkingFact, ...]:
    """Rows as the rules judge them."""
    return tuple(
        MarkingFact(
            role=one.role,
            marker_id=one.marker_id,
            points=one.points,
            is_finished=one.finished_at is not None,
            lapses_at=one.lapses_at,
        )
        for one in markings
    )


def markings_of(submission_id: str) -> Sequence[Marking]:
    """All markings of a submission, first taken first."""
    query = select(Marking).where(Marking.submission_id == submission_id)
    return db.session.scalars(query.order_by(Marking.taken_at, Marking.id)).all()


def marking_of(marker_id: str, submission_id: str) -> Marking | None:
    """This person's marking of a submission."""
    return db.session.scalar(
        select(Marking).where(Marking.marker_id == marker_id, Marking.submission_id == submission_id)
    )


def queue(
    marker_id: str, wanted: QueueFilter, reach: Reach, *, module_slug: str | None, after: QueuePlace | None
) -> tuple[QueueLine, ...]:
    """What waits, oldest first: one line more than a page where there are more; two round trips."""
    query = (
        select(Submission, User.certificate_name)
        .join(User, User.id == Submission.user_id)
        .where(Submission.queued_at.is_not(None), Submission.user_id != marker_id)
        .where(*_wanted(marker_id, wanted), rows_within(reach, Submission.module_slug))
        .order_by(Submission.queued_at, Submission.id)
        .limit(PAGE + 1)
    )
    if module_slug:
        query = query.where(Submission.module_slug == module_slug)
    if after:
        query = query.where(tuple_(Submission.queued_at, Submission.id) > tuple_(after.queued_at, after.id))
    rows = db.session.execute(query).all()
    markings = _markings_by_submission([submission.id for submission, _ in rows])
    return tuple(
        QueueLine(submission=one, author_name=name, markings=markings.get(one.id, ())) for one, name in rows
    )


def _markings_by_submission(ids: Sequence[str]) -> Mapping[str, tuple[Marking, ...]]:
    found: dict[str, tuple[Marking, ...]] = {}
    for one in db.session.scalars(select(Marking).where(Marking.submission_id.in_(ids))):
        found[one.submission_id] = (*found.get(one.submission_id, ()), one)
    return found


def _wanted(marker_id: str, wanted: QueueFilter) -> tuple[ColumnElement[bool], ...]:
    mine = and_(Marking.submission_id == Submission.id, Marking.marker_id == marker_id)
    match wanted:
        case QueueFilter.OPEN:
            return (Submission.state == SubmissionState.WAITING, ~exists().where(mine))
        case QueueFilter.MINE:
            return (exists().where(and_(mine, Marking.finished_at.is_(None))),)
        case QueueFilter.REVIEW:
            return (Submission.review_asked_at.is_not(None),)
        case QueueFilter.ALL:
            return ()


def open_ids(marker_id: str, reach: Reach, module_slug: str | None) -> tuple[str, ...]:
    """What this person may take, longest waiting first; some, in case others are faster."""
    found = queue(marker_id, QueueFilter.OPEN, reach, module_slug=module_slug, after=None)
    return tuple(one.submission.id for one in found)


def open_count(marker_id: str, reach: Reach) -> int:
    """How much this person could take now."""
    query = select(func.count()).select_from(Submission).join(User, User.id == Submission.user_id)
    query = query.where(
        Submission.user_id != marker_id,
        *_wanted(marker_id, QueueFilter.OPEN),
        rows_within(reach, Submission.module_slug),
    )
    return int(db.session.scalar(query) or 0)


def lapsed_markings(now: datetime, limit: int) -> Sequence[tuple[str, str]]:
    """Id and submission of markings that were taken and then left, longest ago first."""
    query = select(Marking.id, Marking.submission_id).where(Marking.lapses_at <= now)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Marking.lapses_at).limit(limit))]


def double_marked(module_slug: str) -> Sequence[tuple[str, Points, Points]]:
    """Edition, first and second points of every submission of a module that two people have finished."""
    first, second = aliased(Marking), aliased(Marking)
    query = (
        select(Submission.edition_digest, first.points, second.points)
        .join(first, and_(first.submission_id == Submission.id, first.role == MarkerRole.FIRST))
        .join(second, and_(second.submission_id == Submission.id, second.role == MarkerRole.SECOND))
        .where(
            Submission.module_slug == module_slug,
            first.finished_at.is_not(None),
            second.finished_at.is_not(None),
        )
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]
