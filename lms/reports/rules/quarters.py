"""Quarters of a year. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The one that a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> Self:
        """As it stands in an address, `2026-4`; raises ValueError."""
        year, _dash, number = text.partition("-")
        if number not in {"1", "2", "3", "4"} or not (len(year) == 4 and year.isdecimal()):
            raise ValueError(text)
        return cls(int(year), int(number))

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return f"{self.year}-{self.number}"

    @property
    def begins(self) -> datetime:
        """Its first moment, in universal time."""
        return datetime(self.year, self.number * 3 - 2, 1, tzinfo=UTC)

    @property
    def following(self) -> "Quarter":
        """The next."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)


def quarters(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """From one to another, both included."""
    while first <= last:
        yield first
        first = first.following
