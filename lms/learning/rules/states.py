"""How somebody stands in a module, in one word: for lists. Pure.

A step is something that somebody did in a module: joining it, a lesson done, a place saved, an answer saved
(to a self-check, in the draft of an assignment, or in a test, where it is noted every ten minutes), a test or
work handed in. Looking at a page is none.
"""

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


def stuck_before(now: datetime) -> datetime:
    """Whose last step lies before this moment is stuck."""
    return now - STUCK_AFTER


def state_of(
    *, withdrawn_at: datetime | None, idle_since: datetime | None, is_waiting: bool, now: datetime
) -> EnrolmentState:
    """Exactly one holds. `idle_since` is the last step, None once the module is completed.

    `is_waiting` says that work waits for its markers.
    """
    if withdrawn_at is not None:
        return EnrolmentState.WITHDRAWN
    if idle_since is None:
        return EnrolmentState.COMPLETED
    if is_waiting:
        return EnrolmentState.WAITS_FOR_GRADING
    return EnrolmentState.STUCK if idle_since < stuck_before(now) else EnrolmentState.UNDER_WAY
