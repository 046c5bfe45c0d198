"""Running sums of scores, from which means, spreads and correlations follow exactly.

Scores are shares of what could be reached, in ten-thousandths: whole numbers, so that sums which grew attempt
by attempt equal those made in one go, and what was added can be taken out again.
"""

from dataclasses import astuple, dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt

WHOLE = 10_000
"""All points, as a share in ten-thousandths."""


def ten_thousandths(score: Decimal, of: Decimal) -> int:
    """A share of points in ten-thousandths, halves up; nothing of nothing is 0."""
    return int(Fraction(score) / Fraction(of) * WHOLE + Fraction(1, 2)) if of else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums over attempts: x is the score of an item (or of the test), rest the score of all other items."""

    n: int = 0
    x: int = 0
    xx: int = 0
    rest: int = 0
    rest_rest: int = 0
    x_rest: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        """Both together."""
        return _sums(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    def __neg__(self) -> "Sums":
        """What takes these out again."""
        return _sums(*(-one for one in astuple(self)))

    @property
    def mean(self) -> float | None:
        """Mean score as a share: the facility index of an item."""
        return self.x / (self.n * WHOLE) if self.n else None

    @property
    def variance(self) -> float | None:
        """Variance of the scores as shares, estimated from the attempts as a sample (n - 1)."""
        return self._covariance(self.x, self.x, self.xx)

    @property
    def rest_variance(self) -> float | None:
        """Variance of the scores on all other items."""
        return self._covariance(self.rest, self.rest, self.rest_rest)

    @property
    def covariance(self) -> float | None:
        """Covariance of the item's score with that of all other items."""
        return self._covariance(self.x, self.rest, self.x_rest)

    @property
    def deviation(self) -> float | None:
        """Standard deviation of the scores as shares."""
        variance = self.variance
        return None if variance is None else sqrt(variance)

    @property
    def correlation(self) -> float | None:
        """Correlation of the item's score with that of all others; None where one of them never differs."""
        x, rest, both = self.variance, self.rest_variance, self.covariance
        return both / sqrt(x * rest) if x and rest and both is not None else None

    def _covariance(self, one: int, two: int, product: int) -> float | None:
        if self.n < 2:
            return None
        return (self.n * product - one * two) / (self.n * (self.n - 1) * WHOLE**2)


def _sums(n: int, x: int, xx: int, rest: int, rest_rest: int, x_rest: int) -> Sums:
    return Sums(n=n, x=x, xx=xx, rest=rest, rest_rest=rest_rest, x_rest=x_rest)


def sums_of_one(x: int, rest: int = 0) -> Sums:
    """The sums of a single attempt."""
    return Sums(n=1, x=x, xx=x * x, rest=rest, rest_rest=rest * rest, x_rest=x * rest)
