"""What may be shown of an item once it was answered: the response beside the key, with its feedback.

Everything here holds keys: it is made only after an attempt was handed in, or a self-check answered.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lms.content.items import ItemType


class Standing(StrEnum):
    """How an answer turned out."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    OPEN = "open"
    """Nothing was answered."""


class PartStanding(StrEnum):
    """How one option, pair, entry or gap turned out; the words of the component for choices."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    """It should have been chosen."""
    LEFT = "left"
    """It was rightly left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedOption:
    """An option of a choice, in the order in which it was shown."""

    html: str
    was_chosen: bool
    standing: PartStanding
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPair:
    """A left side, what it was matched with, and what belongs to it."""

    left_html: str
    given_html: str | None
    right_html: str
    is_right: bool
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedEntry:
    """An entry of an ordering at its right place."""

    html: str
    right_place: int
    given_place: int | None

    @property
    def is_right(self) -> bool:
        """It was put where it belongs."""
        return self.right_place == self.given_place


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedGap:
    """A gap with what was put into it and what belongs there."""

    given: str
    right: tuple[str, ...]
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedChoice:
    """A choice, with all its options in the order in which they were shown."""

    prompt_html: str
    options: tuple[ReviewedOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedNumber:
    """A number that was typed, and the right one."""

    prompt_html: str
    typed: str
    is_readable: bool
    """A number could be read in what was typed."""
    right: Decimal
    unit: str | None
    feedback_html: str | None
    """Said to the right answer, or to a wrong one that the author foresaw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedText:
    """A text that was typed, and the right ones."""

    prompt_html: str
    typed: str
    right: tuple[str, ...]
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedMatching:
    """Pairs that were made."""

    prompt_html: str
    pairs: tuple[ReviewedPair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedOrdering:
    """A sequence, in the right order."""

    prompt_html: str
    entries: tuple[ReviewedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedCloze:
    """A text with its gaps filled."""

    segments: tuple[str | ReviewedGap, ...]
    feedback_html: str | None


Detail = ReviewedChoice | ReviewedNumber | ReviewedText | ReviewedMatching | ReviewedOrdering | ReviewedCloze


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedItem:
    """An item with its key: all that a result page shows of it, in one language."""

    item_id: str
    type: ItemType
    learning_outcome: str | None
    standing: Standing
    score: Decimal
    max_score: Decimal
    explanation_html: str | None
    detail: Detail
