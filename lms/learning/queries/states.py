"""How somebody stands in a module, as a part of queries over enrolments."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_

from lms.learning.models import Enrolment
from lms.learning.rules import EnrolmentState, stuck_before


def stands(state: EnrolmentState, is_waiting: ColumnElement[bool], now: datetime) -> ColumnElement[bool]:
    """What `rules.state_of` says of one, of many; `is_waiting` is whether their work waits for markers."""
    is_present, idle_since = Enrolment.withdrawn_at.is_(None), Enrolment.idle_since
    match state:
        case EnrolmentState.WITHDRAWN:
            return Enrolment.withdrawn_at.is_not(None)
        case EnrolmentState.COMPLETED:
            return and_(is_present, idle_since.is_(None))
        case EnrolmentState.WAITS_FOR_GRADING:
            return and_(is_present, idle_since.is_not(None), is_waiting)
        case EnrolmentState.STUCK:
            return and_(is_present, idle_since < stuck_before(now), ~is_waiting)
        case EnrolmentState.UNDER_WAY:
            return and_(is_present, idle_since >= stuck_before(now), ~is_waiting)
