"""What a trainer wrote for a question, before anything is rendered: a class for each way of answering.

They mirror `lms.content.items`; Markdown stands in passages that remember where they were written.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from lms.content.items import ChoiceScoring, ItemType

OPTION_IDS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some Markdown and where it stands; every line of it begins at the same column."""

    text: str
    line: int = field(compare=False, default=1)
    column: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSourceBase:
    """What every item has."""

    id: str
    type: ItemType
    prompt: Passage
    learning_outcome: str | None = None
    points: Decimal = Decimal(1)
    hint: Passage | None = None
    explanation: Passage | None = None
    line: int = field(compare=False, default=1)
    written: str = field(compare=False, default="")
    """The whole item with quotations in the place of ageing facts; empty where none is quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSource:
    """`(x) text` or `[ ] text` with its feedback."""

    text: Passage
    is_correct: bool
    feedback: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSource(ItemSourceBase):
    """Single choice, true/false, multiple choice."""

    options: tuple[OptionSource, ...]
    scoring: ChoiceScoring = ChoiceScoring.EXACT
    shuffle: bool = True


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
        first: dict[str, Passage] = {}
        for pair in self.pairs:
            first.setdefault(pair.right.text, pair.right)
        return tuple(first.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingSource(ItemSourceBase):
    """A sequence, in the right order."""

    entries: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSource:
    """`{{boundaries|edges}}` or, as a drop-down, `{{=caution|neglect}}` (the first is right)."""

    answers: tuple[str, ...]
    is_choice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeSource(ItemSourceBase):
    """A text with gaps; they stand in the prompt."""

    gaps: tuple[GapSource, ...]
    fold_diacritics: bool = False
    feedback: Passage | None = None


ItemSource = ChoiceSource | NumericSource | ShortTextSource | MatchingSource | OrderingSource | ClozeSource
