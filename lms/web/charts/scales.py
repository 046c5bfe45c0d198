"""From numbers to places: which range an axis covers and where its marks stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_FARTHEST = Decimal("1e30")


@dataclass(frozen=True, slots=True)
class Scale:
    """A range of numbers laid along a length of the drawing."""

    least: Decimal
    most: Decimal
    start: float
    end: float

    def place(self, value: Decimal) -> float:
        """Where a number stands; what lies outside stands at the edge."""
        inside = min(max(value, self.least), self.most)
        share = float((inside - self.least) / (self.most - self.least)) if self.most > self.least else 0.0
        return self.start + share * (self.end - self.start)


def scale_from_zero(values: Iterable[Decimal], start: float, end: float) -> Scale:
    """A range that holds all numbers and zero."""
    present = [_bounded(value) for value in values]
    least, most = min([Decimal(0), *present]), max([Decimal(0), *present])
    return Scale(least, most if most > least else least + 1, start, end)


def round_scale(values: Iterable[Decimal], start: float, end: float, marks: int = 4) -> tuple[Scale, Decimal]:
    """A range from zero that begins and ends at round numbers, and the step between its marks."""
    rough = scale_from_zero(values, start, end)
    step = _round_step((rough.most - rough.least) / marks)
    least, most = floor(rough.least / step) * step, ceil(rough.most / step) * step
    return Scale(least, most, start, end), step


def marks_of(scale: Scale, step: Decimal) -> list[Decimal]:
    """Where the marks of a round scale stand."""
    count = int((scale.most - scale.least) / step)
    return [(scale.least + step * number).normalize() + 0 for number in range(count + 1)]


def _round_step(wanted: Decimal) -> Decimal:
    power = Decimal(10) ** wanted.adjusted()
    return next(step * power for step in _STEPS if step * power >= wanted)


def _bounded(value: Decimal) -> Decimal:
    return min(max(value, -_FARTHEST), _FARTHEST)
