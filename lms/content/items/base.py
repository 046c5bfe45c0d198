"""What every item has, and how items are sorted by type."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ItemType(StrEnum):
    """The question types; stored by value."""

    SINGLE_CHOICE = "single-choice"
    TRUE_FALSE = "true-false"
    MULTIPLE_CHOICE = "multiple-choice"
    NUMERIC = "numeric"
    SHORT_TEXT = "short-text"
    MATCHING = "matching"
    ORDERING = "ordering"
    CLOZE = "cloze"
    HOTSPOT = "hotspot"
    CATEGORISE = "categorise"
    MATRIX = "matrix"
    MARK_WORDS = "mark-words"
    LIKERT = "likert"
    POLL = "poll"
    REFLECTION = "reflection"
    ESSAY = "essay"
    UPLOAD = "upload"


UNGRADED_TYPES = frozenset({ItemType.LIKERT, ItemType.POLL, ItemType.REFLECTION})
"""Answered for oneself or for the group: there is no key and there are no points."""

HAND_GRADED_TYPES = frozenset({ItemType.ESSAY, ItemType.UPLOAD})
"""Graded by a person with a rubric; they stand in assignments only."""

KEYED_TYPES = tuple(kind for kind in ItemType if kind not in UNGRADED_TYPES | HAND_GRADED_TYPES)
"""Judged by their key, as soon as they are answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text that several items share; each of them can be answered from it alone."""

    id: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBase:
    """What every item has."""

    id: str
    type: ItemType
    learning_outcome: str | None
    points: Decimal
    hint_html: str | None
    explanation_html: str | None
    hint_cost: Decimal = Decimal(0)
    """Share of the points, from 0 to 1, that somebody gives up who looks at the hint."""
    case: Case | None = None
    """The text above the item, where it belongs to a case."""

    @property
    def is_graded(self) -> bool:
        """It has a key, or a person grades it."""
        return self.type not in UNGRADED_TYPES
