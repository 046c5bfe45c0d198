"""Questions answered by typing a number or a word, as written."""

from dataclasses import dataclass, field
from decimal import Decimal

from lms.content.item_sources.base import ItemSourceBase, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSource:
    """`1.87 ± 0.02 jobs` or `{e1 - e0} ± 2% jobs`."""

    value: str
    """A number as written, or a formula without its braces."""
    is_formula: bool
    tolerance: Decimal = Decimal(0)
    is_percent: bool = False
    unit: str | None = None
    feedback: Passage | None = None
    line: int = field(compare=False, default=1)
    column: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterTable:
    """The sets of values for which a numeric item is asked."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Numbers as written."""
    line: int = field(compare=False, default=1)

    def sets(self) -> tuple[dict[str, Decimal], ...]:
        """Name → value, for each row."""
        return tuple(
            {name: Decimal(cell) for name, cell in zip(self.names, row, strict=True)} for row in self.rows
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericSource(ItemSourceBase):
    """A number."""

    answer: ValueSource
    misconceptions: tuple[ValueSource, ...] = ()
    parameters: ParameterTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMissSource:
    """`!= quadruple` with its feedback."""

    text: str
    feedback: Passage | None = None
    line: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTextSource(ItemSourceBase):
    """A word or two."""

    answers: tuple[str, ...]
    near_misses: tuple[NearMissSource, ...] = ()
    fold_diacritics: bool = False
    feedback: Passage | None = None
