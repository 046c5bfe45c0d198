"""What the figures of an item and of a test are, worked out from running sums.

Definitions follow "Quiz statistics calculations" in the developer documentation of Moodle, so that figures
can be compared: facility index, standard deviation, random-guess score, intended and effective weight,
discrimination index (the correlation of an item's score with the score on all other items), discriminative
efficiency (their covariance as a share of the largest that both lists of scores allow); for a test the
coefficient of internal consistency (Cronbach's alpha), error ratio and standard error.

Where a test draws its items, two things differ from a fixed one. An item's figures come from the attempts
that asked it. And alpha counts, as Moodle does for random questions, each place of the test as one item: the
spread of a place that is drawn is that of all answers to its outcome, harder and easier items together.
Where all items of an outcome are asked, each counts by itself, and alpha is the one of the textbooks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from lms.quiz.rules.statistics_bands import Cell, Thirds, largest_covariance, thirds_of
from lms.quiz.rules.statistics_sums import WHOLE, Sums

LEAST = 10
"""With fewer attempts nothing is told: figures would be chance, and might tell of persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """What is known of an item. Shares are from 0 to 1; None is what attempts do not settle."""

    n: int
    facility: float
    deviation: float
    discrimination: float | None
    efficiency: float | None
    effective_weight: float | None = None
    """Share of the spread of the test's scores that the item makes, in an average test that asks it."""
    intended_weight: float | None = None
    guess: float | None = None
    seconds: int | None = None
    """Lower edge of the bin in which the median time since the save before lies."""

    @property
    def uncertainty(self) -> float | None:
        """One standard error of the discrimination, as chance alone makes it differ from sample to sample."""
        if self.discrimination is None or self.n < 3:
            return None
        return (1 - self.discrimination**2) / sqrt(self.n - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallFigures:
    """What is known of a test as a whole. Scores are shares of all points."""

    n: int
    mean: float
    median: float | None
    deviation: float
    alpha: float | None
    passed: int
    minutes: float | None
    """Median from start to handing in."""

    @property
    def error_ratio(self) -> float | None:
        """The part of the standard deviation that chance makes."""
        return None if self.alpha is None else sqrt(max(0.0, 1 - self.alpha))

    @property
    def standard_error(self) -> float | None:
        """Standard error of measurement: how far a score may be from what the person would get on average."""
        ratio = self.error_ratio
        return None if ratio is None else ratio * self.deviation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The part of a test that is drawn for one learning outcome."""

    drawn: int
    """Items of it in every test."""
    items: Sequence[tuple[float, Sums]]
    """Points and sums of each item of the bank."""


def is_enough(n: int) -> bool:
    """So many attempts that figures may be shown."""
    return n >= LEAST


def item_figures(sums: Sums, cells: Sequence[Cell]) -> ItemFigures | None:
    """The figures that follow from an item alone; None for fewer attempts than may be told of."""
    facility, deviation = sums.mean, sums.deviation
    if not is_enough(sums.n) or facility is None or deviation is None:
        return None
    largest = largest_covariance(cells)
    return ItemFigures(
        n=sums.n,
        facility=facility,
        deviation=deviation,
        discrimination=sums.correlation,
        efficiency=sums.covariance / largest if largest and sums.covariance is not None else None,
    )


def covariance_with_total(sums: Sums, points: float, of: float) -> float | None:
    """Covariance of an item's points with those of the test that it is part of, both as shares of all."""
    if sums.variance is None or sums.covariance is None or not of:
        return None
    weight = points / of
    return weight * weight * sums.variance + weight * (1 - weight) * sums.covariance


def effective_weights(
    items: Mapping[str, tuple[float, Sums]], tests: int, of: float
) -> dict[str, float | None]:
    """The share of an average test's spread that each item makes; `items` are points and sums.

    In a fixed test they sum to 1; in a drawn one they do so over the items that a test asks on average. Items
    that vary against the others have none.
    """
    found = {name: covariance_with_total(sums, points, of) for name, (points, sums) in items.items()}
    roots = {name: sqrt(one) for name, one in found.items() if one is not None and one >= 0}
    whole = sum(root * items[name][1].n / tests for name, root in roots.items()) if tests else 0.0
    return {name: roots[name] / whole if name in roots and whole else None for name in items}


def total_points(outcomes: Sequence[Outcome]) -> float:
    """Points of an average test."""
    return sum(
        one.drawn * sum(points for points, _sums in one.items) / len(one.items)
        for one in outcomes
        if one.items
    )


def alpha(outcomes: Sequence[Outcome], variance: float | None) -> float | None:
    """Cronbach's alpha of a test that draws so many items for each outcome; `variance` is that of its scores.

    None where scores do not differ, or where some outcome has not been asked often enough to know its spread.
    """
    places = sum(outcome.drawn for outcome in outcomes)
    of = total_points(outcomes)
    if not variance or places < 2 or not of:
        return None
    spreads = [_spread(outcome) for outcome in outcomes if outcome.drawn]
    if any(spread is None for spread in spreads):
        return None
    inside = sum(spread for spread in spreads if spread is not None) / of**2
    return places / (places - 1) * (1 - inside / variance)


def _spread(outcome: Outcome) -> float | None:
    """The sum of the variances of an outcome's places, in squared points."""
    if outcome.drawn == len(outcome.items):
        variances = [points**2 * v for points, sums in outcome.items if (v := sums.variance) is not None]
        return sum(variances) if len(variances) == len(outcome.items) else None
    n = sum(sums.n for _points, sums in outcome.items)
    if n < 2:
        return None
    total = sum(points * sums.x for points, sums in outcome.items)
    squares = sum(points**2 * sums.xx for points, sums in outcome.items)
    return outcome.drawn * (squares - total**2 / n) / (n - 1) / WHOLE**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The attempts in one language, or with one set of numbers."""

    value: str
    n: int
    facility: float
    error: float
    """One standard error of the facility."""


def groups(sums: Mapping[str, Sums]) -> tuple[Group, ...]:
    """The groups that may be told of, largest first.

    A group with few attempts is left out, and so is the next larger one as long as those left out together
    are so few that they could be worked out from the figures of all.
    """
    by_size = sorted(((one.n, value) for value, one in sums.items() if one.n), reverse=True)
    shown = [(n, value) for n, value in by_size if is_enough(n)]
    hidden = sum(one.n for one in sums.values()) - sum(n for n, _value in shown)
    while shown and hidden and not is_enough(hidden):
        hidden += shown.pop()[0]
    return tuple(_group(value, sums[value]) for _n, value in shown)


def _group(value: str, sums: Sums) -> Group:
    return Group(
        value=value, n=sums.n, facility=sums.mean or 0.0, error=(sums.deviation or 0.0) / sqrt(sums.n)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Third:
    """A third of the attempts, by their score on the other items."""

    n: int
    facility: float


def thirds(cells: Sequence[Cell]) -> tuple[Thirds, tuple[Third, Third, Third]] | None:
    """Where the thirds part, and how each did on the item; None where all others scored alike."""
    counts: dict[int, int] = {}
    for cell in cells:
        counts[cell.band] = counts.get(cell.band, 0) + cell.n
    parting = thirds_of(counts)
    if parting is None:
        return None
    lower, middle, upper = (
        _third([c for c in cells if parting.third_of(c.band) == place]) for place in range(3)
    )
    return parting, (lower, middle, upper)


def _third(cells: Sequence[Cell]) -> Third:
    n = sum(cell.n for cell in cells)
    earned = sum(cell.x * cell.n for cell in cells)
    return Third(n=n, facility=float(Fraction(earned, n * WHOLE)) if n else 0.0)
