"""What every question is written with: passages that remember their place, and the case around it."""

from dataclasses import dataclass, field
from decimal import Decimal

from lms.content.items import ItemType

OPTION_IDS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some Markdown and where it stands; every line of it begins at the same column."""

    text: str
    line: int = field(compare=False, default=1)
    column: int = field(compare=False, default=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSource:
    """`### id [case]`: the text that several items share."""

    id: str
    text: Passage
    line: int = field(compare=False, default=1)
    written: str = field(compare=False, default="")
    """Heading and text with quotations in the place of ageing facts; empty where none is quoted."""


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
    hint_cost: Decimal = Decimal(0)
    """Share of the points, from 0 to 1."""
    case: CaseSource | None = None
    line: int = field(compare=False, default=1)
    written: str = field(compare=False, default="")
    """The whole item with quotations in the place of ageing facts; empty where none is quoted."""
