"""What the rendering of every question needs: a renderer of passages, and the fields that all items have."""

from decimal import Decimal
from typing import Protocol, TypedDict

from lms.content.item_sources import CaseSource, ItemSource, Passage
from lms.content.items import UNGRADED_TYPES, Case, ItemType


class PassageRenderer(Protocol):
    """Makes HTML of the passages of one page, in its language."""

    language: str

    def inline(self, passage: Passage) -> str:
        """One line or paragraph, without a paragraph element."""

    def block(self, passage: Passage) -> str:
        """Paragraphs, tables, formulas."""

    def figure(self, passage: Passage) -> str:
        """A picture alone, without caption and without an element around it."""

    def case(self, source: CaseSource) -> str:
        """The text of a case, in which everything can stand that can stand in a lesson."""


class BaseFields(TypedDict):
    """The fields of `ItemBase`."""

    id: str
    type: ItemType
    learning_outcome: str | None
    points: Decimal
    hint_html: str | None
    explanation_html: str | None
    hint_cost: Decimal
    case: Case | None


def base_of(item: ItemSource, render: PassageRenderer) -> BaseFields:
    """What every item is made with; ungraded ones have no points."""
    return {
        "id": item.id,
        "type": item.type,
        "learning_outcome": item.learning_outcome,
        "points": Decimal(0) if item.type in UNGRADED_TYPES else item.points,
        "hint_html": inline_of(item.hint, render),
        "explanation_html": block_of(item.explanation, render),
        "hint_cost": item.hint_cost,
        "case": Case(id=item.case.id, html=render.case(item.case)) if item.case else None,
    }


def inline_of(passage: Passage | None, render: PassageRenderer) -> str | None:
    """One line as HTML, or None."""
    return None if passage is None else render.inline(passage)


def block_of(passage: Passage | None, render: PassageRenderer) -> str | None:
    """Paragraphs as HTML, or None."""
    return None if passage is None else render.block(passage)
