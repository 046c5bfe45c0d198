"""Scores and times in bands: thirds of the attempts, medians, and the largest covariance two lists allow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lms.quiz.rules.statistics_sums import WHOLE

BANDS = 50
"""Scores on the rest of the test are told apart in steps of two percentage points."""

SECONDS = (2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1800)
"""From how many seconds on a time belongs to the next bin; below the first, saves were sent together."""


def band_of(rest: int) -> int:
    """The band of a score in ten-thousandths, from 0; all points belong to the last."""
    return min(BANDS - 1, rest * BANDS // WHOLE)


def seconds_bin(seconds: float) -> int | None:
    """The lower edge of a time's bin; None for what is too short to have been an answer of its own."""
    return max((edge for edge in SECONDS if edge <= seconds), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thirds:
    """Where the attempts part into a lower, a middle and an upper third by their score on other items."""

    lower_to: int
    """The last band of the lower third."""
    upper_from: int
    """The first band of the upper third."""

    def third_of(self, band: int) -> int:
        """0 lower, 1 middle, 2 upper."""
        return 0 if band <= self.lower_to else 2 if band >= self.upper_from else 1


def thirds_of(counts: Mapping[int, int]) -> Thirds | None:
    """Thirds as nearly equal as whole bands allow: who scored alike is not parted. None for a single band."""
    bands = sorted(band for band, n in counts.items() if n)
    if len(bands) < 2:
        return None
    sums = list(accumulate(counts[band] for band in bands))
    ends = range(len(bands) - 1)
    lower = min(ends, key=lambda end: abs(3 * sums[end] - sums[-1]))
    upper = min(ends[lower:], key=lambda end: abs(3 * sums[end] - 2 * sums[-1]))
    return Thirds(lower_to=bands[lower], upper_from=bands[upper + 1])


def median(counts: Mapping[int, int]) -> float | None:
    """The middle of values with how often each occurred; between two, their mean."""
    total = sum(counts.values())
    if not total:
        return None
    return (_at(counts, (total - 1) // 2) + _at(counts, total // 2)) / 2


def _at(counts: Mapping[int, int], place: int) -> int:
    """The value at a place, from 0, of all values in order."""
    values = sorted(value for value, n in counts.items() if n)
    ends = accumulate(counts[value] for value in values)
    return next(value for value, end in zip(values, ends, strict=True) if end > place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many attempts had a score on an item and a score on the others within a band."""

    x: int
    band: int
    n: int
    rest: int
    """Sum of the scores on the others."""


def largest_covariance(cells: Iterable[Cell]) -> float | None:
    """The covariance if the best on the other items also had the best scores on this one.

    Inside a band everybody has the band's mean, so that the result is at most `band_error` below the exact
    one, and exact where a band holds a single score.
    """
    found = list(cells)
    n = sum(cell.n for cell in found)
    if n < 2:
        return None
    scores = sorted((cell.x, cell.n) for cell in found)
    product = sum(x * rest * count for x, rest, count in _side_by_side(scores, _means(found)))
    covariance = product - sum(x * count for x, count in scores) * sum(cell.rest for cell in found) / n
    return covariance / ((n - 1) * WHOLE**2)


def band_error(n: int) -> float:
    """How much `largest_covariance` can at most be too small: spreads of half a band and half an item."""
    return (0.5 / BANDS) * 0.5 * n / (n - 1)


def _means(cells: Sequence[Cell]) -> list[tuple[float, int]]:
    """Mean score on other items and number of attempts of each band, in order."""
    bands = sorted({cell.band for cell in cells if cell.n})
    numbers = {band: sum(cell.n for cell in cells if cell.band == band) for band in bands}
    rests = {band: sum(cell.rest for cell in cells if cell.band == band) for band in bands}
    return [(rests[band] / numbers[band], numbers[band]) for band in bands]


def _side_by_side(
    scores: Sequence[tuple[int, int]], rests: Sequence[tuple[float, int]]
) -> Iterable[tuple[int, float, int]]:
    """Two lists in order, each value with how often it occurs, paired off: x, rest, how often."""
    right = iter(rests)
    value, left_over = next(right)
    for x, wanted in scores:
        while wanted:
            count = min(wanted, left_over)
            yield x, value, count
            wanted, left_over = wanted - count, left_over - count
            if not left_over:
                value, left_over = next(right, (0.0, 0))
