"""Items that are answered by typing a number or a word."""

from dataclasses import dataclass
from decimal import Decimal

from lms.content.items.base import ItemBase


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
