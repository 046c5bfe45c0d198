"""What trainers see of all their modules at once; a few grouped reads, however many people learn."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, select

from lms.core.db import db
from lms.learning.models import Enrolment
from lms.learning.rules import stuck_before
from lms.quiz.models import Marking, StatisticSum, Submission
from lms.quiz.rules.statistics_sums import Sums
from lms.quiz.rules.statistics_tally import Facet, Subject
from lms.quiz.rules.submissions import SubmissionState
from lms.reports.rules.standing import Standings, standings_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What people of a module have handed in that waits."""

    to_grade: int
    """Pieces of work that this person could take."""
    oldest: datetime | None
    """Since when the first of them waits."""
    waiting: int
    """Participants under way whose work waits."""
    waiting_idle: int
    """Those of them who have done nothing else lately."""


NOTHING_WAITS = Queue(to_grade=0, oldest=None, waiting=0, waiting_idle=0)


def queues(modules: Collection[str], marker_id: str, now: datetime) -> Mapping[str, Queue]:
    """What waits, by module; one round trip."""
    mine = exists().where(and_(Marking.submission_id == Submission.id, Marking.marker_id == marker_id))
    may_take = and_(Submission.state == SubmissionState.WAITING, Submission.user_id != marker_id, ~mine)
    goes_on = and_(Enrolment.withdrawn_at.is_(None), Enrolment.idle_since.is_not(None))
    is_idle = and_(Enrolment.withdrawn_at.is_(None), Enrolment.idle_since < stuck_before(now))
    query = (
        select(
            Submission.module_slug,
            func.count(case((may_take, Submission.id))),
            func.min(case((may_take, Submission.queued_at))),
            _people(goes_on),
            _people(is_idle),
        )
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .where(Submission.queued_at.is_not(None), Submission.module_slug.in_(modules))
        .group_by(Submission.module_slug)
    )
    return {
        row[0]: Queue(to_grade=row[1], oldest=row[2], waiting=row[3], waiting_idle=row[4])
        for row in db.session.execute(query)
    }


def _people(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, Enrolment.id)).distinct())


def standings(
    modules: Collection[str], queued: Mapping[str, Queue], now: datetime
) -> Mapping[str, Standings]:
    """How many participants stand where, by module; one round trip, answered by an index alone."""
    idle = func.count(case((Enrolment.idle_since < stuck_before(now), 1)))
    query = (
        select(Enrolment.module_slug, func.count(), func.count(Enrolment.idle_since), idle)
        .where(Enrolment.withdrawn_at.is_(None), Enrolment.module_slug.in_(modules))
        .group_by(Enrolment.module_slug)
    )
    found = {}
    for slug, total, going, idle_count in db.session.execute(query):
        queue = queued.get(slug, NOTHING_WAITS)
        found[slug] = standings_from(
            total=total,
            going=going,
            idle=idle_count,
            waiting=queue.waiting,
            waiting_idle=queue.waiting_idle,
        )
    return found


def sums_of_questions(modules: Collection[str]) -> Mapping[str, Mapping[Subject, Sums]]:
    """Module → what is kept of each of its questions, without groups; one round trip."""
    query = select(StatisticSum.__table__).where(
        StatisticSum.module_slug.in_(modules),
        StatisticSum.facet == Facet.ALL.value,
        StatisticSum.value == "",
        StatisticSum.item_id != "",
    )
    found: dict[str, dict[Subject, Sums]] = {}
    for row in db.session.execute(query):
        sums = Sums(n=row.n, x=row.x, xx=row.xx, rest=row.rest, rest_rest=row.rest_rest, x_rest=row.x_rest)
        found.setdefault(row.module_slug, {})[Subject(item_id=row.item_id, digest=row.digest)] = sums
    return found
