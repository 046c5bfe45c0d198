"""What may be shown of an item once it was answered: the response beside the key, with its feedback.

Everything here holds keys: it is made only after an attempt was handed in, or a self-check answered.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lms.content.items import Case, ItemType


class Standing(StrEnum):
    """How an answer turned out."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    OPEN = "open"
    """Nothing was answered."""
    ANSWERED = "answered"
    """Something was answered that has no key."""


class PartStanding(StrEnum):
    """How an option, area, cell or word turned out; the words of the component for choices."""

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
class ReviewedArea(ReviewedOption):
    """An area of a figure, with the number and the place it was shown with."""

    key: str
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPair:
    """A left side or an entry, what it was brought together with, and what belongs to it."""

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
class ReviewedRow:
    """A row of a matrix, with how each of its cells turned out."""

    html: str
    cells: tuple[PartStanding, ...]
    """By column."""
    is_right: bool
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedWord:
    """A word that could be marked."""

    text: str
    standing: PartStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedStatement:
    """A statement with the word of the scale that it was given."""

    html: str
    given_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedChoice:
    """A choice, with all its options in the order in which they were shown."""

    prompt_html: str
    options: tuple[ReviewedOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedHotspot:
    """A figure with all its areas."""

    prompt_html: str
    figure_html: str
    options: tuple[ReviewedArea, ...]
    is_multiple: bool


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
    """Pairs that were made, or entries with the groups they were put into."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedMatrix:
    """A matrix with its ticks, in the order in which it was shown."""

    prompt_html: str
    columns: tuple[str, ...]
    rows: tuple[ReviewedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedMarkWords:
    """A text with its words, marked or not."""

    segments: tuple[str | ReviewedWord, ...]
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedRatings:
    """Statements with their ratings; there is no key."""

    prompt_html: str
    statements: tuple[ReviewedStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPoll:
    """What was chosen in a poll; there is no key."""

    prompt_html: str
    chosen: tuple[str, ...]
    """The answers chosen, as HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedWriting:
    """What was written to oneself or for a person who grades it."""

    prompt_html: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedUpload:
    """What was handed in as files."""

    prompt_html: str
    file_ids: tuple[str, ...]


Detail = (
    ReviewedChoice
    | ReviewedHotspot
    | ReviewedNumber
    | ReviewedText
    | ReviewedMatching
    | ReviewedOrdering
    | ReviewedMatrix
    | ReviewedCloze
    | ReviewedMarkWords
    | ReviewedRatings
    | ReviewedPoll
    | ReviewedWriting
    | ReviewedUpload
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedItem:
    """An item with its key: all that a result page shows of it, in one language."""

    item_id: str
    type: ItemType
    learning_outcome: str | None
    standing: Standing
    score: Decimal
    max_score: Decimal
    case: Case | None
    explanation_html: str | None
    detail: Detail
    hint_cost: Decimal = Decimal(0)
    """The share of the points that looking at the hint cost."""
