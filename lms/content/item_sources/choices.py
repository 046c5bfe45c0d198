"""Questions answered by picking, as written: options of a choice, areas of a figure."""

from dataclasses import dataclass, field
from decimal import Decimal

from lms.content.item_sources.base import ItemSourceBase, Passage
from lms.content.items import ChoiceScoring


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
class AreaSource:
    """`(x) @12,30 20x15 The harbour` with its feedback: a rectangle in per cent of the figure."""

    text: Passage
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    is_correct: bool
    feedback: Passage | None = None
    line: int = field(compare=False, default=1)

    def covers(self, other: "AreaSource") -> bool:
        """The other area lies wholly within this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and self.x + self.width >= other.x + other.width
            and self.y + self.height >= other.y + other.height
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotSource(ItemSourceBase):
    """A figure with areas to pick."""

    figure: Passage
    """`![What it shows](../assets/map.svg)`."""
    areas: tuple[AreaSource, ...]
    is_multiple: bool = False
    scoring: ChoiceScoring = ChoiceScoring.EXACT
