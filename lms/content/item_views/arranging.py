"""Views of items that are answered by bringing things together or in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lms.content.item_views.base import (
    Given,
    Order,
    Shown,
    ViewBase,
    WrongKeysError,
    all_found,
    base_of,
    found,
    ids_by_key,
    keys_by_id,
    list_in,
    mapping_in,
    shown,
)
from lms.content.items import CategoriseItem, MatchingItem, MatrixItem, OrderingItem

ArrangedItem = MatchingItem | OrderingItem | CategoriseItem | MatrixItem


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingView(ViewBase):
    """Left sides in the author's order, right sides shuffled."""

    lefts: tuple[Shown, ...]
    rights: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingView(ViewBase):
    """Entries in shuffled order."""

    entries: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriseView(ViewBase):
    """Groups in the author's order, which may be a scale; entries shuffled."""

    categories: tuple[Shown, ...]
    entries: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView(ViewBase):
    """Columns in the author's order, which may be a scale; rows shuffled."""

    columns: tuple[Shown, ...]
    rows: tuple[Shown, ...]
    is_multiple: bool


def view(item: ArrangedItem, order: Order) -> MatchingView | OrderingView | CategoriseView | MatrixView:
    """The item without its key."""
    base = base_of(item, item.prompt_html)
    places = shuffled_places(item, order)
    match item:
        case MatchingItem():
            rights = shown([right.html for right in item.rights], places)
            return MatchingView(**base, lefts=shown([left.html for left in item.lefts]), rights=rights)
        case OrderingItem():
            return OrderingView(**base, entries=shown([entry.html for entry in item.entries], places))
        case CategoriseItem():
            entries = shown([entry.html for entry in item.entries], places)
            categories = shown([category.html for category in item.categories])
            return CategoriseView(**base, categories=categories, entries=entries)
        case MatrixItem():
            rows = shown([row.html for row in item.rows], places)
            columns = shown([column.html for column in item.columns])
            return MatrixView(**base, columns=columns, rows=rows, is_multiple=item.is_multiple)


def shuffled_places(item: ArrangedItem, order: Order) -> Sequence[int]:
    """Which member of the item's shuffled list stands at each place of the page."""
    match item:
        case MatchingItem():
            return order("rights", len(item.rights))
        case OrderingItem() | CategoriseItem():
            return order("entries", len(item.entries))
        case MatrixItem():
            return order("rows", len(item.rows))


def response(item: ArrangedItem, posted: Given, order: Order) -> Given:
    """What was brought together, in ids; raises WrongKeysError."""
    firsts, seconds = (ids_by_key(*side) for side in _sides(item, order))
    match item:
        case MatchingItem():
            return {"pairs": _pairs(firsts, seconds, posted.get("pairs", {}))}
        case OrderingItem():
            given = [found(firsts, key) for key in list_in(posted.get("order", []))]
            if len(set(given)) != len(given):
                raise WrongKeysError("an entry stands there twice")
            return {"order": given}
        case CategoriseItem():
            return {"categories": _pairs(firsts, seconds, posted.get("categories", {}))}
        case MatrixItem():
            cells = mapping_in(posted.get("cells", {})).items()
            ticked = {found(firsts, row): all_found(seconds, columns) for row, columns in cells}
            return {"cells": {row: columns for row, columns in ticked.items() if columns}}


def keys(item: ArrangedItem, response: Given, order: Order) -> dict[str, Any]:
    """What was brought together, by places."""
    firsts, seconds = (keys_by_id(*side) for side in _sides(item, order))
    match item:
        case MatchingItem():
            return {"pairs": _known(firsts, seconds, response.get("pairs", {}))}
        case OrderingItem():
            return {"order": [firsts[entry] for entry in response.get("order", []) if entry in firsts]}
        case CategoriseItem():
            return {"categories": _known(firsts, seconds, response.get("categories", {}))}
        case MatrixItem():
            cells = response.get("cells", {}).items()
            return {
                "cells": {
                    firsts[row]: [seconds[column] for column in columns if column in seconds]
                    for row, columns in cells
                    if row in firsts
                }
            }


_Side = tuple[list[str], Sequence[int] | None]


def _sides(item: ArrangedItem, order: Order) -> tuple[_Side, _Side]:
    """What is arranged, and what it is arranged by: the ids, and their places if these are shuffled."""
    places = shuffled_places(item, order)
    match item:
        case MatchingItem():
            return ([left.id for left in item.lefts], None), ([right.id for right in item.rights], places)
        case OrderingItem():
            return ([entry.id for entry in item.entries], places), ([], None)
        case CategoriseItem():
            categories = [category.id for category in item.categories]
            return ([entry.id for entry in item.entries], places), (categories, None)
        case MatrixItem():
            return ([row.id for row in item.rows], places), ([column.id for column in item.columns], None)


def _pairs(firsts: dict[str, str], seconds: dict[str, str], posted: object) -> dict[str, str]:
    return {found(firsts, one): found(seconds, other) for one, other in mapping_in(posted).items() if other}


def _known(firsts: dict[str, str], seconds: dict[str, str], saved: Given) -> dict[str, str]:
    return {firsts[one]: seconds[other] for one, other in saved.items() if one in firsts and other in seconds}
