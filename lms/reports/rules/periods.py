"""Where a period may begin and end, so that no difference of two tells of few people. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lms.reports.rules.figures import Tally, joined
from lms.reports.rules.quarters import Quarter, quarters


@dataclass(frozen=True, slots=True)
class Periods:
    """The quarters at whose beginning the time may be parted: between any two of them lie enough people.

    They follow from all that was ever completed, not from the period that is asked for. So the numbers of
    any two periods, and of what lies between them, are made of the same pieces.
    """

    beginnings: frozenset[Quarter]
    first: Quarter
    last: Quarter

    def may_show(self, since: Quarter | None, until: Quarter | None) -> bool:
        """A period, both ends included; None is the beginning or today."""
        return self._may_begin(since or self.first) and self._may_begin((until or self.last).following)

    def _may_begin(self, quarter: Quarter) -> bool:
        return quarter <= self.first or quarter > self.last or quarter in self.beginnings


def periods_of(tallies: Mapping[Quarter, Tally], now: Quarter) -> Periods:
    """The periods of what was completed in each quarter: years where that can be, and quarters in them."""
    first, last = min(tallies, default=now), max(tallies, default=now)
    parts = [(one, tallies.get(one, Tally())) for one in quarters(first, max(last, now))]
    years = [
        (inside[0][0], joined(tally for _quarter, tally in inside))
        for inside in (list(group) for _year, group in groupby(parts, lambda part: part[0].year))
    ]
    wide = [*_pieces(years), max(last, now).following]
    beginnings = {
        start
        for begins, ends in pairwise(wide)
        for start in _pieces([part for part in parts if begins <= part[0] < ends])
    }
    return Periods(frozenset(beginnings), first, max(last, now))


def _pieces(parts: Sequence[tuple[Quarter, Tally]]) -> list[Quarter]:
    """Where pieces begin that may be shown, as small as can be; the latest are found first."""
    pieces: list[tuple[Quarter, Tally]] = []
    piece = Tally()
    for start, tally in reversed(parts):
        piece = joined((tally, piece))
        if piece.is_open:
            pieces.append((start, piece))
            piece = Tally()
    # What is left over at the beginning belongs to the piece after it.
    while not piece.is_open and pieces:
        piece = joined((piece, pieces.pop()[1]))
        if piece.is_open:
            pieces.append((parts[0][0], piece))
    return [start for start, _piece in reversed(pieces)]
