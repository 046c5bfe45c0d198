"""What is kept of a module, sorted by what it is about: an item as it scores now or did before; the test."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lms.quiz.rules.statistics_bands import Cell
from lms.quiz.rules.statistics_sums import Sums
from lms.quiz.rules.statistics_tally import Count, CountKey, Facet, Subject, Tally


@dataclass(frozen=True, slots=True)
class Kept:
    """Sums and counts of one subject."""

    sums: dict[Facet, dict[str, Sums]] = field(default_factory=dict)
    counts: dict[Facet, list[tuple[CountKey, Count]]] = field(default_factory=dict)

    def sum(self, facet: Facet) -> Sums:
        """The one sum of a facet that has no values."""
        return self.sums.get(facet, {}).get("", Sums())

    def groups(self, facet: Facet) -> Mapping[str, Sums]:
        """The sums of a facet by value."""
        return self.sums.get(facet, {})

    def numbers(self, facet: Facet) -> dict[int, int]:
        """How often each number occurred."""
        return {int(key.value): count.n for key, count in self.counts.get(facet, ())}

    @property
    def cells(self) -> list[Cell]:
        """Scores on the item by scores on the others."""
        found = self.counts.get(Facet.SCORE, ())
        return [Cell(x=int(key.value), band=key.band, n=one.n, rest=one.rest) for key, one in found]


class KeptOfModule:
    """All that is kept of one module."""

    def __init__(self, tally: Tally) -> None:
        self._subjects: dict[Subject, Kept] = {}
        for name, sums in tally.sums.items():
            kept = self._of(Subject(item_id=name.item_id, digest=name.digest))
            kept.sums.setdefault(name.facet, {})[name.value] = sums
        for key, count in tally.counts.items():
            kept = self._of(Subject(item_id=key.item_id, digest=key.digest))
            kept.counts.setdefault(key.facet, []).append((key, count))

    def _of(self, subject: Subject) -> Kept:
        return self._subjects.setdefault(subject, Kept())

    def of(self, subject: Subject) -> Kept:
        """What is kept of a subject; nothing, if it was never asked."""
        return self._subjects.get(subject, Kept())

    def former(self, subject: Subject) -> tuple[Kept, ...]:
        """The same item as it scored before what decides on its points was changed."""
        return tuple(
            kept
            for one, kept in self._subjects.items()
            if one.item_id == subject.item_id and one.digest != subject.digest
        )
