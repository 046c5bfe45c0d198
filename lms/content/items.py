"""Question types as data: items with their key, and views of items that have no field for one.

An `Item` is what the compiler makes of a question, in one language. Its key (ids, values) is the
same in every language. A response is plain JSON data; `lms.quiz.rules` judges it.
Types and names follow IMS QTI where it has a word.
"""

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
class ItemBase:
    """What every item has."""

    id: str
    type: ItemType
    learning_outcome: str | None
    points: Decimal
    hint_html: str | None
    explanation_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceItem(ItemBase):
    """Single choice, true/false or multiple choice. Response: `{"chosen": ["a", …]}`."""

    prompt_html: str
    options: tuple[Option, ...]
    scoring: ChoiceScoring
    shuffle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """A wrong value that the author foresaw, and what to say to it."""

    value: Decimal
    tolerance: Decimal
    feedback_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericVariant:
    """A numeric item with one set of parameters filled in."""

    prompt_html: str
    answer: Decimal
    tolerance: Decimal
    """Absolute, in the unit of the answer; a tolerance in per cent is already worked out."""
    misconceptions: tuple[Misconception, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericItem(ItemBase):
    """A number. Response: `{"value": "1,87"}` as typed."""

    variants: tuple[NumericVariant, ...]
    """One for each parameter set; at least one."""
    unit: str | None
    feedback_html: str | None
    """Said to a right answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A wrong text that the author foresaw, and what to say to it."""

    text: str
    feedback_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTextItem(ItemBase):
    """A word or two. Response: `{"text": "…"}`. Case and surrounding space never count."""

    prompt_html: str
    answers: tuple[str, ...]
    near_misses: tuple[NearMiss, ...]
    fold_diacritics: bool
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchLeft:
    """What is to be matched."""

    id: str
    html: str
    right_id: str
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRight:
    """What it may be matched with; a distractor belongs to no left side."""

    id: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingItem(ItemBase):
    """Pairs. Response: `{"pairs": {"l1": "r3", …}}`."""

    prompt_html: str
    lefts: tuple[MatchLeft, ...]
    rights: tuple[MatchRight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingEntry:
    """One entry of an ordering."""

    id: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingItem(ItemBase):
    """A sequence; `entries` stand in the right order. Response: `{"order": ["o2", "o1", …]}`."""

    prompt_html: str
    entries: tuple[OrderingEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapOption:
    """One word of a drop-down gap."""

    id: str
    text: str
    is_correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap to type into (`answers`) or to choose for (`options`); exactly one of the two is filled."""

    id: str
    answers: tuple[str, ...] = ()
    options: tuple[GapOption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeItem(ItemBase):
    """A text with gaps. Response: `{"gaps": {"g1": "boundaries", "g2": "b"}}`: text, or an option's id."""

    segments: tuple[str | Gap, ...]
    """HTML and gaps in turn; the HTML pieces joined around the gaps are one well-formed fragment."""
    fold_diacritics: bool
    feedback_html: str | None


Item = ChoiceItem | NumericItem | ShortTextItem | MatchingItem | OrderingItem | ClozeItem
