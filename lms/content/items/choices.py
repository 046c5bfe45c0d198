"""Items that are answered by picking: options, areas of a figure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lms.content.items.base import ItemBase


class ChoiceScoring(StrEnum):
    """How a multiple choice earns its points; told to the learner."""

    EXACT = "exact"
    """All points for exactly the right picks, else none."""
    PROPORTIONAL = "proportional"
    """A share for every option judged rightly, picked or left."""
    RIGHT_MINUS_WRONG = "right-minus-wrong"
    """(right picks − wrong picks) ÷ number of right options, never below 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice."""

    id: str
    """`a`, `b`, … in the author's order; never shown to a participant before submission."""
    html: str
    is_correct: bool
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceItem(ItemBase):
    """Single choice, true/false or multiple choice. Response: `{"chosen": ["a", …]}`."""

    prompt_html: str
    options: tuple[Option, ...]
    scoring: ChoiceScoring
    shuffle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotArea:
    """One rectangle of a figure that can be picked."""

    id: str
    """`a`, `b`, … in the author's order; never shown to a participant before submission."""
    html: str
    """What the area is, for people who cannot see the figure; without telling whether it is right."""
    x: Decimal
    """Left edge, in per cent of the figure's width; `y`, `width` and `height` accordingly."""
    y: Decimal
    width: Decimal
    height: Decimal
    is_correct: bool
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotItem(ItemBase):
    """Areas of a figure. Response: `{"chosen": ["a", …]}`."""

    prompt_html: str
    figure_html: str
    """The figure alone, an inlined drawing or an `img` with its text alternative."""
    areas: tuple[HotspotArea, ...]
    is_multiple: bool
    scoring: ChoiceScoring
