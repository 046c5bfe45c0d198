"""How somebody stands in a module, in one word: for lists. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

STUCK_AFTER = timedelta(days=14)
"""Somebody under way who took no step for so long is stuck."""


class EnrolmentState(StrEnum):
    """How somebody stands in a module."""

    UNDER_WAY = "under-way"
    STUCK = "stuck"
    """Under way, but no step for two weeks."""
    WAITS_FOR_GRADING = "waits-for-grading"
    """Handed in; the next step is a marker's."""
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


def state_of(
    *,
    withdrawn_at: datetime | None,
    completed_at: datetime | None,
    is_waiting: bool,
    last_step_at: datetime,
    now: datetime,
) -> EnrolmentState:
    """The first of these that is true; `is_waiting` says that work waits for its markers."""
    if withdrawn_at is not None:
        return EnrolmentState.WITHDRAWN
    if completed_at is not None:
        return EnrolmentState.COMPLETED
    if is_waiting:
        return EnrolmentState.WAITS_FOR_GRADING
    return EnrolmentState.STUCK if last_step_at < now - STUCK_AFTER else EnrolmentState.UNDER_WAY
