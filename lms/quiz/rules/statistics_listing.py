"""Which items a page of statistics lists, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lms.content.items import ItemType
from lms.quiz.rules.statistics_notes import Noted


class Column(StrEnum):
    """What the list can be sorted by."""

    ATTENTION = "attention"
    """What needs a look first; the weakest first among equals."""
    ITEM = "item"
    TRIES = "tries"
    FACILITY = "facility"
    DISCRIMINATION = "discrimination"
    EFFICIENCY = "efficiency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What was asked for."""

    column: Column = Column.ATTENTION
    is_descending: bool = False
    outcome: str = ""
    type: ItemType | None = None
    only_noted: bool = False


def listed(items: Iterable[Noted], by: Listing) -> list[Noted]:
    """The items that are asked for, in order; those without figures at the end."""
    found = [
        one
        for one in items
        if (not by.outcome or one.item.learning_outcome == by.outcome)
        and (by.type is None or one.item.type is by.type)
        and (one.notes or not by.only_noted)
    ]
    known = [one for one in found if _key(one, by.column) is not None]
    known.sort(key=lambda one: (_key(one, by.column) or (), one.item.id), reverse=by.is_descending)
    return known + [one for one in found if _key(one, by.column) is None]


def _key(one: Noted, column: Column) -> tuple[float | str, ...] | None:
    figures = one.figures
    if column is Column.ITEM:
        return (one.item.id,)
    if figures is None:
        return None
    if column is Column.ATTENTION:
        weakness = figures.discrimination if figures.discrimination is not None else 1.0
        return (-one.urgency, weakness)
    value = {
        Column.TRIES: figures.n,
        Column.FACILITY: figures.facility,
        Column.DISCRIMINATION: figures.discrimination,
        Column.EFFICIENCY: figures.efficiency,
    }[column]
    return None if value is None else (value,)
