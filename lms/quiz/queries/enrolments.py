"""Enrolments by how they stand, as parts of queries: of many what `lms.learning.rules.states` says of one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.selectable import ScalarSelect

from lms.learning.models import Completion, Enrolment, LessonCompletion, Place, Result
from lms.learning.rules import STUCK_AFTER, EnrolmentState, state_of
from lms.quiz.models import Submission

_OWN_WORK = and_(Submission.user_id == Enrolment.user_id, Submission.module_slug == Enrolment.module_slug)

IS_COMPLETED = select(Completion.id).where(Completion.enrolment_id == Enrolment.id).exists()
IS_WAITING = select(Submission.id).where(_OWN_WORK, Submission.queued_at.is_not(None)).exists()
_IS_PRESENT = Enrolment.withdrawn_at.is_(None)
_IS_LEARNING = and_(_IS_PRESENT, ~IS_COMPLETED, ~IS_WAITING)


def columns_of_state() -> tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]:
    """What `state_in` needs of each row, as columns of a query over enrolments."""
    return (
        Enrolment.enrolled_at,
        Enrolment.withdrawn_at,
        _of_enrolment(Completion.completed_at, Completion).label("completed_at"),
        IS_WAITING.label("is_waiting"),
        _of_enrolment(func.max(LessonCompletion.completed_at), LessonCompletion).label("lesson_at"),
        _of_enrolment(func.max(Result.recorded_at), Result).label("result_at"),
        _of_enrolment(Place.saved_at, Place).label("place_at"),
        select(func.max(Submission.saved_at))
        .where(_OWN_WORK)
        .correlate(Enrolment)
        .scalar_subquery()
        .label("work_at"),
    )


def _of_enrolment(column: ColumnElement[Any] | Any, model: Any) -> ScalarSelect[Any]:
    own = select(column).where(model.enrolment_id == Enrolment.id)
    return own.correlate(Enrolment).scalar_subquery()


def last_step_in(row: Any) -> datetime:
    """When the last step was taken, in a row with those columns."""
    later: tuple[datetime | None, ...] = (row.lesson_at, row.result_at, row.place_at, row.work_at)
    return max((moment for moment in later if moment is not None), default=row.enrolled_at)


def state_in(row: Any, now: datetime) -> EnrolmentState:
    """How the enrolment stands, in a row with those columns."""
    return state_of(
        withdrawn_at=row.withdrawn_at,
        completed_at=row.completed_at,
        is_waiting=row.is_waiting,
        last_step_at=last_step_in(row),
        now=now,
    )


def is_in_state(state: EnrolmentState, now: datetime) -> ColumnElement[bool]:
    """The enrolment stands so."""
    match state:
        case EnrolmentState.WITHDRAWN:
            return Enrolment.withdrawn_at.is_not(None)
        case EnrolmentState.COMPLETED:
            return and_(_IS_PRESENT, IS_COMPLETED)
        case EnrolmentState.WAITS_FOR_GRADING:
            return and_(_IS_PRESENT, ~IS_COMPLETED, IS_WAITING)
        case EnrolmentState.STUCK:
            return and_(_IS_LEARNING, Enrolment.enrolled_at < now - STUCK_AFTER, ~_has_step_since(now))
        case EnrolmentState.UNDER_WAY:
            recently = Enrolment.enrolled_at >= now - STUCK_AFTER
            return and_(_IS_LEARNING, recently | _has_step_since(now))


def _has_step_since(now: datetime) -> ColumnElement[bool]:
    first, *others = _steps_since(now - STUCK_AFTER)
    for other in others:
        first = first | other
    return first


def _steps_since(moment: datetime) -> Iterator[ColumnElement[bool]]:
    steps = (
        (LessonCompletion, LessonCompletion.completed_at),
        (Result, Result.recorded_at),
        (Place, Place.saved_at),
    )
    for model, column in steps:
        yield select(column).where(model.enrolment_id == Enrolment.id, column >= moment).exists()
    yield select(Submission.id).where(_OWN_WORK, Submission.saved_at >= moment).exists()
