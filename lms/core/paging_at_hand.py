"""Pages of a list that is at hand as a whole, cut as `lms.core.paging` cuts those of a database.

Texts are compared by their signs. A database of another collation may sort rows otherwise that differ by
nothing but a text, and a cursor of one then repeats or leaves out some of these in the other.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from lms.core import cursors
from lms.core.paging import FIRST, PAGE_SIZE, Cursor, Order, Page, values_at

Entry = TypeVar("Entry")
Values = tuple[Any, ...]


def page_at_hand(
    entries: Iterable[Entry],
    order: Order,
    values_of: Callable[[Entry], Values],
    cursor: Cursor = FIRST,
    *,
    size: int = PAGE_SIZE,
) -> Page[Entry]:
    """One page of these entries; `values_of` gives what an entry has as the keys of the order."""
    rows = [(values_of(one), one) for one in entries]
    for place, key in reversed(list(enumerate(order.keys))):
        rows.sort(key=_at(place), reverse=key.descending)
    start = _start([values for values, _entry in rows], order, cursor, size)
    shown = rows[start : start + size]
    return Page(
        rows=tuple(entry for _values, entry in shown),
        total=len(rows),
        after=cursors.written(order.name, shown[-1][0]) if start + size < len(rows) else "",
        before=cursors.written(order.name, shown[0][0]) if start > 0 else "",
    )


def _at(place: int) -> Callable[[tuple[Values, Any]], Any]:
    return lambda row: row[0][place]


def _start(rows: Sequence[Values], order: Order, cursor: Cursor, size: int) -> int:
    values = values_at(order, cursor)
    if values is None:
        return 0
    facing = order.reversed if cursor.is_backwards else order
    beyond = sum(_lies_behind(facing, row, values) for row in rows)
    if cursor.is_backwards:
        return max(0, beyond - size)
    return len(rows) - beyond if beyond else 0


def _lies_behind(order: Order, row: Values, values: Values) -> bool:
    """It comes after these values: the first key that differs decides."""
    for key, own, other in zip(order.keys, row, values, strict=True):
        if own != other:
            return bool(own < other if key.descending else own > other)
    return False
