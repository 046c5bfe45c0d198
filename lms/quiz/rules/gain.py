"""What a module adds: the preparation test compared with the final test, outcome by outcome.

Both tests ask other items of the same outcomes, so the difference is a rough picture: with two questions
before and four after, one answer more or less moves it by a quarter or a half.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, TypeVar

OutcomeScores = Mapping[str, Mapping[str, str]]
"""Learning outcome → `score` and `max_score` as text, as an attempt keeps them."""

FEWEST_PEOPLE = 10
"""Among fewer, a mean tells more of single people than of the module."""

PLACES = Decimal("0.0001")


class Judged(Protocol):
    """What of an attempt decides which one counts."""

    @property
    def is_passed_finally(self) -> bool | None:
        """After all regrades; None while it is not judged."""

    @property
    def final_score(self) -> Decimal | None:
        """Points after all regrades."""

    @property
    def max_score(self) -> Decimal | None:
        """Points that were possible."""

    @property
    def submitted_at(self) -> datetime | None:
        """When it was handed in."""


AnyJudged = TypeVar("AnyJudged", bound=Judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGain:
    """One learning outcome before and after; shares of the points, in per cent."""

    learning_outcome: str
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """Percentage points gained; below 0 if the final test went worse."""
        return self.after - self.before


def gains(before: OutcomeScores, after: OutcomeScores) -> tuple[OutcomeGain, ...]:
    """Every outcome that both tests asked, in the order of the second."""
    return tuple(
        OutcomeGain(
            learning_outcome=outcome, before=_percent(before[outcome]), after=_percent(after[outcome])
        )
        for outcome in after
        if outcome in before and _possible(before[outcome]) and _possible(after[outcome])
    )


def counting(attempts: Iterable[AnyJudged]) -> AnyJudged | None:
    """The attempt that counts: one that is passed before one that is not, then the best, then the latest."""
    judged = [one for one in attempts if one.submitted_at is not None and one.final_score is not None]
    return max(
        judged, key=lambda one: (bool(one.is_passed_finally), _share(one), one.submitted_at), default=None
    )


def _share(attempt: Judged) -> Decimal:
    return (attempt.final_score or Decimal(0)) / attempt.max_score if attempt.max_score else Decimal(0)


def _possible(points: Mapping[str, str]) -> Decimal:
    return Decimal(points["max_score"])


def _percent(points: Mapping[str, str]) -> Decimal:
    share = 100 * Decimal(points["score"]) / _possible(points)
    return share.quantize(PLACES, rounding=ROUND_HALF_UP)
