"""Questions answered by bringing things together or in order, as written."""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.content.item_sources.base import ItemSourceBase, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSource:
    """`- left -> right` with its feedback; without a left side it is a distractor."""

    left: Passage | None
    right: Passage
    feedback: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingSource(ItemSourceBase):
    """Pairs."""

    pairs: tuple[PairSource, ...]

    @property
    def rights(self) -> tuple[Passage, ...]:
        """The right sides without repetition: two left sides may share one."""
        return _different(pair.right for pair in self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingSource(ItemSourceBase):
    """A sequence, in the right order."""

    entries: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySource:
    """`- entry => Category` with its feedback; without an entry a category that stays empty."""

    entry: Passage | None
    category: Passage
    feedback: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriseSource(ItemSourceBase):
    """Entries to be put into categories."""

    entries: tuple[EntrySource, ...]

    @property
    def categories(self) -> tuple[Passage, ...]:
        """The categories in the order of first use."""
        return _different(entry.category for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """`| Test laboratory | ( ) | (x) |` with its feedback."""

    text: Passage
    right: tuple[int, ...]
    """Indexes of the columns that are right."""
    feedback: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixSource(ItemSourceBase):
    """A table with something to tick in every row."""

    columns: tuple[Passage, ...]
    rows: tuple[RowSource, ...]
    is_multiple: bool = False


def _different(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    first: dict[str, Passage] = {}
    for passage in passages:
        first.setdefault(passage.text, passage)
    return tuple(first.values())
