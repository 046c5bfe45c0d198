"""Somebody has joined a module with two accounts: which of the two enrolments goes on. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentStanding:
    """What counts of an enrolment when another one of the same person is joined with it."""

    id: str
    is_completed: bool = False
    is_renewing: bool = False
    best_share: Decimal | None = None
    """Of the best final test; None without any."""
    done_count: int = 0
    """Lessons done and activities passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """One enrolment goes on, the other one ends."""

    module_slug: str
    leader_id: str
    follower_id: str
    is_followers_whole: bool
    """Both were completed: each stays as it was, because certificates were given for both."""


def joining(module_slug: str, kept: EnrolmentStanding, other: EnrolmentStanding) -> Joining:
    """The one that has come further goes on; of two alike that of the account which stays."""
    leader, follower = (other, kept) if _weight(other) > _weight(kept) else (kept, other)
    return Joining(
        module_slug=module_slug,
        leader_id=leader.id,
        follower_id=follower.id,
        is_followers_whole=follower.is_completed,
    )


def _weight(one: EnrolmentStanding) -> tuple[bool, bool, Decimal, int]:
    share = Decimal(-1) if one.best_share is None else one.best_share
    return (one.is_completed, one.is_renewing, share, one.done_count)
