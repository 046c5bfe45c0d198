"""What a chart shows: labelled numbers in one or several series, and thresholds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lms.content.tools.model import ChartKind

Write = Callable[[Decimal], str]
"""Writes a number in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One number, or none, for each label of the chart."""

    name: str
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]
    """The same as people read them, with unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A line to compare with."""

    at: Decimal
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart before it is drawn."""

    id: str
    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    label_name: str = ""
    """What the labels are: “Industry”; heads the first column of the table."""
    unit: str = ""
    thresholds: tuple[Threshold, ...] = ()

    @property
    def numbers(self) -> Iterator[Decimal]:
        """All numbers that are there."""
        return (value for one in self.series for value in one.values if value is not None)

    @property
    def is_empty(self) -> bool:
        """There is nothing to draw."""
        return next(self.numbers, None) is None
