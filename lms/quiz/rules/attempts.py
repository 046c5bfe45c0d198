"""When a final test may be started, how long it may be answered, and how an attempt stands.

Moments come in as arguments: there is one clock, the server's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lms.content.outline import Blueprint
from lms.quiz.rules.extra_time import ExtraTime, minutes_allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptFact:
    """What counts of an attempt for the next one."""

    id: str
    number: int
    is_of_this_enrolment: bool
    started_at: datetime
    deadline_at: datetime | None
    submitted_at: datetime | None
    is_passed: bool | None


class Refusal(StrEnum):
    """Why a test can't be started now."""

    IS_OPEN = "is-open"
    """One is under way: go on with that."""
    IS_PASSED = "is-passed"
    NONE_LEFT = "none-left"
    TOO_EARLY = "too-early"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCheck:
    """Whether a test may be started, and if not, why not and when."""

    refusal: Refusal | None
    opens_at: datetime | None
    """When the next one may start, where only a wait stands in the way."""
    attempts_left: int
    """Those that were not passed, taken from all."""
    attempts_used: int
    """Handed in or left behind, whatever came of them."""
    attempts_unused: int
    """What these leave of all: unlike `attempts_left` it does not tell whether one was passed."""
    next_number: int
    wait_after_failing_days: int
    """How long to wait for another one if the next isn't passed."""

    @property
    def may_start(self) -> bool:
        """Nothing stands in the way."""
        return self.refusal is None


def check_start(
    blueprint: Blueprint,
    attempts: Sequence[AttemptFact],
    now: datetime,
    *,
    renewed_since: datetime | None = None,
    extra_tries: int = 0,
) -> StartCheck:
    """Whether the person may start a test, given all their attempts in this module.

    Failed attempts count in whatever enrolment they were made, and so do those that were left behind open:
    leaving and joining again gives no new ones. While the module is renewed, only what was started since
    that was begun counts. `extra_tries` were granted beyond those of the test.
    """
    counting = [one for one in attempts if renewed_since is None or one.started_at >= renewed_since]
    own = [attempt for attempt in counting if attempt.is_of_this_enrolment]
    spent = [attempt for attempt in counting if attempt.is_passed is False or _is_left_behind(attempt)]
    used, allowed = len(spent), blueprint.attempts + extra_tries
    all_used = used + sum(1 for attempt in own if attempt.is_passed)
    opens_at = _opens_at(blueprint, spent)
    return StartCheck(
        refusal=_refusal(own, allowed - used, opens_at, now),
        opens_at=opens_at if opens_at is not None and opens_at > now else None,
        attempts_left=max(0, allowed - used),
        attempts_used=all_used,
        attempts_unused=max(0, allowed - all_used),
        next_number=max((attempt.number for attempt in attempts), default=0) + 1,
        wait_after_failing_days=blueprint.waits_days.get(used + 2, 0),
    )


def _is_left_behind(attempt: AttemptFact) -> bool:
    """The person left the module while it was open: its questions were seen."""
    return attempt.submitted_at is None and not attempt.is_of_this_enrolment


def _opens_at(blueprint: Blueprint, spent: Sequence[AttemptFact]) -> datetime | None:
    ends = [attempt.submitted_at or attempt.started_at for attempt in spent]
    wait = blueprint.waits_days.get(len(spent) + 1, 0)
    return max(ends) + timedelta(days=wait) if ends and wait else None


def _refusal(
    own: Sequence[AttemptFact], left: int, opens_at: datetime | None, now: datetime
) -> Refusal | None:
    if any(attempt.is_passed for attempt in own):
        return Refusal.IS_PASSED
    if any(attempt.submitted_at is None for attempt in own):
        return Refusal.IS_OPEN
    if left <= 0:
        return Refusal.NONE_LEFT
    if opens_at is not None and now < opens_at:
        return Refusal.TOO_EARLY
    return None


def deadline(
    blueprint: Blueprint,
    started_at: datetime,
    *,
    language: str | None = None,
    with_extra_time: bool = False,
    granted: ExtraTime | None = None,
) -> datetime | None:
    """When an attempt started then ends; None without a time limit."""
    minutes = minutes_allowed(blueprint, language=language, with_extra_time=with_extra_time, granted=granted)
    return None if minutes is None else started_at + timedelta(minutes=minutes)


def extended(deadline_at: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two deadlines: what is granted meanwhile never takes time away."""
    return None if deadline_at is None or other is None else max(deadline_at, other)


def last_moment(blueprint: Blueprint, deadline_at: datetime | None) -> datetime | None:
    """Until when answers are still taken: the deadline and a grace for slow networks."""
    return None if deadline_at is None else deadline_at + timedelta(seconds=blueprint.grace_seconds)


def is_expired(blueprint: Blueprint, deadline_at: datetime | None, now: datetime) -> bool:
    """Answers are no longer taken."""
    last = last_moment(blueprint, deadline_at)
    return last is not None and now > last


def seconds_left(deadline_at: datetime | None, now: datetime) -> int | None:
    """Whole seconds to the deadline, never below 0; None without a time limit."""
    return None if deadline_at is None else max(0, int((deadline_at - now).total_seconds()))


def submission_moment(blueprint: Blueprint, deadline_at: datetime | None, now: datetime) -> datetime:
    """When an attempt handed in now counts as handed in: an expired one ended when its time did."""
    last = last_moment(blueprint, deadline_at)
    return now if last is None else min(now, last)
