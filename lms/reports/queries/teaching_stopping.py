"""How far the participants of a module came, how fast, and where they are; counts, never names."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from lms.core.db import db
from lms.learning.models import Enrolment, LessonCompletion, Place
from lms.quiz.models import Attempt, Submission
from lms.quiz.rules.kinds import FINAL_TEST
from lms.reports.rules.stopping import HandedIn, Pace

LATEST = 2000
"""So many people, those who joined last, tell how long steps take."""


def participant_count(module_slug: str) -> int:
    """Everybody who is in the module; one round trip."""
    query = select(func.count()).where(Enrolment.module_slug == module_slug, Enrolment.withdrawn_at.is_(None))
    return db.session.scalar(query) or 0


def lessons_done(module_slug: str) -> Mapping[str, int]:
    """Lesson → how many have done it; one round trip."""
    query = (
        select(LessonCompletion.lesson_slug, func.count())
        .join(Enrolment, Enrolment.id == LessonCompletion.enrolment_id)
        .where(Enrolment.module_slug == module_slug, Enrolment.withdrawn_at.is_(None))
        .group_by(LessonCompletion.lesson_slug)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def handed_in(module_slug: str) -> HandedIn:
    """How many have handed in the final test and the assignment, passed or not; one round trip."""
    tests = _people(Attempt, module_slug).where(Attempt.quiz == FINAL_TEST)
    works = _people(Submission, module_slug)
    query = select(tests.scalar_subquery(), works.scalar_subquery())
    final_test, assignment = db.session.execute(query).one()
    return HandedIn(final_test=final_test, assignment=assignment)


def _people(table: type[Attempt | Submission], module_slug: str) -> Select[int]:
    """How many of those who are in the module have handed something in, however often."""
    return (
        select(func.count(table.enrolment_id.distinct()))
        .join(Enrolment, Enrolment.id == table.enrolment_id)
        .where(
            table.module_slug == module_slug,
            table.submitted_at.is_not(None),
            Enrolment.withdrawn_at.is_(None),
        )
    )


def places(module_slug: str) -> Sequence[tuple[str, str, int]]:
    """Lesson, anchor, and how many of those under way were there last; one round trip."""
    query = (
        select(Place.lesson_slug, Place.anchor, func.count())
        .join(Enrolment, Enrolment.id == Place.enrolment_id)
        .where(
            Enrolment.module_slug == module_slug,
            Enrolment.withdrawn_at.is_(None),
            Enrolment.idle_since.is_not(None),
        )
        .group_by(Place.lesson_slug, Place.anchor)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def paces(module_slug: str) -> Sequence[Pace]:
    """When the people who joined last did each lesson; one round trip."""
    latest = (
        select(Enrolment.id, Enrolment.enrolled_at)
        .where(Enrolment.module_slug == module_slug, Enrolment.withdrawn_at.is_(None))
        .order_by(Enrolment.enrolled_at.desc())
        .limit(LATEST)
        .subquery()
    )
    query = select(
        latest.c.id, latest.c.enrolled_at, LessonCompletion.lesson_slug, LessonCompletion.completed_at
    ).join(LessonCompletion, LessonCompletion.enrolment_id == latest.c.id)
    joined: dict[str, datetime] = {}
    done: dict[str, dict[str, datetime]] = {}
    for enrolment_id, joined_at, lesson, done_at in db.session.execute(query):
        joined[enrolment_id] = joined_at
        done.setdefault(enrolment_id, {})[lesson] = done_at
    return [Pace(joined_at=joined[one], done=lessons) for one, lessons in done.items()]
