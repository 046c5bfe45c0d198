"""Items that are answered by bringing things together or in order."""

from dataclasses import dataclass

from lms.content.items.base import ItemBase


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
class Category:
    """A group that entries are put into."""

    id: str
    """`k1`, `k2`, … in the order of first use."""
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriseEntry:
    """What is to be put into a group."""

    id: str
    """`e1`, `e2`, … in the author's order."""
    html: str
    category_id: str
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriseItem(ItemBase):
    """Entries put into groups. Response: `{"categories": {"e1": "k2", …}}`."""

    prompt_html: str
    categories: tuple[Category, ...]
    entries: tuple[CategoriseEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixColumn:
    """A column of a matrix: what can be said of each row."""

    id: str
    """`c1`, `c2`, …"""
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A row of a matrix: what something is said of."""

    id: str
    """`r1`, `r2`, …"""
    html: str
    right_column_ids: tuple[str, ...]
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixItem(ItemBase):
    """A table with something to tick in every row. Response: `{"cells": {"r1": ["c2"], …}}`."""

    prompt_html: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    is_multiple: bool
    """Several columns can be ticked in a row; otherwise exactly one is right."""
