"""Long lists in pages: where a page begins is told by the row it follows, not by how many came before.

The tenth thousandth row costs what the first does, and rows that are added meanwhile move nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    false,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from lms.core import cursors
from lms.core.db import db

PAGE_SIZE = 50
COUNTED_UP_TO = 1_000
"""Beyond that a list says "more than": to count on would cost more than the page.

So few rows are found first and then sorted; of more, the index of the order soon meets some.
"""

Expression: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]
Query: TypeAlias = Select[*tuple[Any, ...]]
Entry = TypeVar("Entry")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Key:
    """What a list is sorted by: an expression that is never NULL, best with an index."""

    expression: Expression
    descending: bool = False

    @property
    def direction(self) -> ColumnElement[Any]:
        """How a query is sorted by it."""
        return self.expression.desc() if self.descending else self.expression.asc()


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort. The last key tells all rows apart, such as the id."""

    name: str
    keys: tuple[Key, ...]

    @property
    def reversed(self) -> "Order":
        """From the last row to the first."""
        return Order(self.name, tuple(Key(key.expression, not key.descending) for key in self.keys))

    def over(self, columns: Iterable[ColumnElement[Any]]) -> "Order":
        """The same order of rows that have its keys as these columns."""
        keys = zip(columns, self.keys, strict=True)
        return Order(self.name, tuple(Key(column, key.descending) for column, key in keys))


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row that a page follows or precedes; empty for the first page."""

    after: str = ""
    before: str = ""

    @property
    def is_backwards(self) -> bool:
        """The page precedes it."""
        return bool(self.before) and not self.after


FIRST = Cursor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Entry]):
    """Some rows of a list."""

    rows: tuple[Entry, ...]
    total: int
    """How many rows the whole list has, as far as they were counted."""
    is_total_exact: bool = True
    after: str = ""
    """Cursor of the page behind this one; empty where this is the last."""
    before: str = ""
    """Cursor of the page before this one; empty where this is the first."""

    def of(self, make: Callable[[Entry], Other]) -> "Page[Other]":
        """The same page with other rows."""
        return self.with_rows(make(row) for row in self.rows)

    def with_rows(self, rows: Any) -> "Page[Any]":
        """The same page with other rows, one for each."""
        return Page(
            rows=tuple(rows),
            total=self.total,
            is_total_exact=self.is_total_exact,
            after=self.after,
            before=self.before,
        )


def page_of(
    query: Query,
    order: Order,
    cursor: Cursor = FIRST,
    *,
    along: Query | None = None,
    lines: Query | None = None,
    is_gathered: bool = False,
    size: int = PAGE_SIZE,
    count_up_to: int | None = None,
    are_many: bool = False,
) -> Page[Row[Any]]:
    """One page of what a query finds, and how much that is: two round trips, one where that is nothing.

    The query must not be DISTINCT, and joins its tables by `join`, not by conditions. A cursor that is none,
    or belongs to another order, gives the first page. `along` finds the same rows, written so that a database
    goes along the index of the order (`lms.core.planning`): it is asked where there are many, because
    then a page of them is soon full. Where all may stand at the far end of that index, `is_gathered` has them
    gathered first and then sorted, however many they are. Whoever knows already that more are found than are
    counted (`are_many`) saves a round trip. `lines` is a query without conditions, of what is shown of the
    rows and the tables of the order; left out, it is worked out from the query, in some milliseconds.
    """
    count_up_to = COUNTED_UP_TO if count_up_to is None else count_up_to
    lines = _lines_of(query) if lines is None else lines
    found = () if are_many else _some(query, order, cursor, count_up_to + 1)
    if not found and not are_many:
        return Page(rows=(), total=0)
    are_few = not are_many and len(found) <= count_up_to
    if are_few:
        rows = _of_few(lines, order, cursor, size, found)
    else:
        asked = query if is_gathered or along is None else along
        wanted = _Wanted(query=asked, lines=lines, order=order, size=size, is_gathered=is_gathered)
        rows = _of_many(wanted, cursor)
    return Page(
        rows=tuple(rows.rows),
        total=len(found) if are_few else count_up_to,
        is_total_exact=are_few,
        after=_cursor_of(order, rows.rows[-1]) if rows.is_followed else "",
        before=_cursor_of(order, rows.rows[0]) if rows.is_preceded else "",
    )


def first_of(query: Query, order: Order, size: int, *, lines: Query) -> Sequence[Row[Any]]:
    """The first rows of a list, along the index of its order; one round trip. `lines` as in `page_of`."""
    wanted = _Wanted(query=query, lines=lines, order=order, size=size - 1, is_gathered=False)
    return _fetch(wanted, None, is_backwards=False)


def sorted_by(query: Query, order: Order) -> Query:
    """The whole list in this order, for what is not shown in pages."""
    return query.order_by(*(key.direction for key in order.keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    query: Query
    """Finds which rows they are."""
    lines: Query
    """Says what is shown of them."""
    order: Order
    size: int
    is_gathered: bool


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: Sequence[Row[Any]] = ()
    is_preceded: bool = False
    is_followed: bool = False


def _some(query: Query, order: Order, cursor: Cursor, most: int) -> Sequence[Row[Any]]:
    """At most so many, whichever they are, in this order: what tells them apart, and on which side they lie.

    That side is true of what lies behind the row that the page follows, or before the one it precedes.
    """
    values = values_at(order, cursor)
    found = _with_keys_alone(query, order).limit(most).subquery()
    over = order.over(_keys_of(found, order))
    facing = over.reversed if cursor.is_backwards else over
    beyond = false() if values is None else _lies_behind(facing, values)
    ids: Query = select(over.keys[-1].expression.label("id"), beyond.label("is_beyond"))
    return db.session.execute(sorted_by(ids, over)).all()


def _of_few(lines: Query, order: Order, cursor: Cursor, size: int, found: Sequence[Row[Any]]) -> _Rows:
    """What is looked for is found once: the page is cut out of those that were found."""
    ids, beyond = [one.id for one in found], sum(one.is_beyond for one in found)
    behind = len(ids) - beyond if beyond else 0
    start = max(0, beyond - size) if cursor.is_backwards else behind
    rows = _shown(lines, order, order.keys[-1].expression.in_(ids[start : start + size]))
    # Others may have removed them meanwhile.
    return _Rows(
        rows, is_preceded=bool(rows) and start > 0, is_followed=bool(rows) and start + size < len(ids)
    )


def _of_many(wanted: _Wanted, cursor: Cursor) -> _Rows:
    values = values_at(wanted.order, cursor)
    rows = _backwards(wanted, values) if cursor.is_backwards else _forwards(wanted, values)
    return rows or _forwards(wanted, None) or _Rows()


def _forwards(wanted: _Wanted, values: tuple[Any, ...] | None) -> _Rows | None:
    size = wanted.size
    found = _fetch(wanted, values, is_backwards=False)
    if values is not None and not found:
        return None
    return _Rows(found[:size], is_preceded=values is not None, is_followed=len(found) > size)


def _backwards(wanted: _Wanted, values: tuple[Any, ...] | None) -> _Rows | None:
    """None where that would be less than a page: then it is the first one."""
    size = wanted.size
    if values is None:
        return None
    found = _fetch(wanted, values, is_backwards=True)
    if len(found) < size:
        return None
    return _Rows(found[:size][::-1], is_preceded=len(found) > size, is_followed=True)


def _fetch(wanted: _Wanted, values: tuple[Any, ...] | None, *, is_backwards: bool) -> Sequence[Row[Any]]:
    order = wanted.order.reversed if is_backwards else wanted.order
    query = wanted.query if values is None else wanted.query.where(_lies_behind(order, values))
    # First which rows, then what is in them: nothing is worked out for rows that are only sorted.
    ids = (_ids_gathered if wanted.is_gathered else _ids_along)(query, order, wanted.size + 1)
    return _shown(wanted.lines, order, order.keys[-1].expression.in_(ids))


def _shown(lines: Query, order: Order, are_these: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """What is shown of these rows, in this order, without another look at the conditions."""
    rows = lines.add_columns(*_labelled(order)).where(are_these)
    return db.session.execute(sorted_by(rows, order)).all()


def _lines_of(query: Query) -> Query:
    """The same query without its conditions."""
    columns = [one["expr"] for one in query.column_descriptions]
    return select(*columns).select_from(*query.get_final_froms())


def _ids_along(query: Query, order: Order, size: int) -> Select[Any]:
    """Along the index of the order, until there are enough."""
    rows = sorted_by(_with_keys_alone(query, order), order).limit(size).subquery()
    return select(_keys_of(rows, order)[-1])


def _ids_gathered(query: Query, order: Order, size: int) -> Select[Any]:
    """All of them, then sorted: along an index of the order a database would look in vain for long."""
    found = _with_keys_alone(query, order).cte("found").prefix_with("MATERIALIZED")
    over = order.over(_keys_of(found, order))
    return sorted_by(select(over.keys[-1].expression), over).limit(size)


def _with_keys_alone(query: Query, order: Order) -> Query:
    """The same rows in no order, and of each what they are sorted by."""
    return query.with_only_columns(*_labelled(order), maintain_column_froms=True).order_by(None)


def _labelled(order: Order) -> list[ColumnElement[Any]]:
    return [key.expression.label(_label(place)) for place, key in enumerate(order.keys)]


def _keys_of(rows: FromClause, order: Order) -> list[ColumnElement[Any]]:
    return [rows.c[_label(place)] for place in range(len(order.keys))]


def _lies_behind(order: Order, values: Sequence[Any]) -> ColumnElement[bool]:
    """What comes after these values in this order: the first key decides, among equals the next."""
    branches: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for key, value in zip(order.keys, values, strict=True):
        further = key.expression < value if key.descending else key.expression > value
        branches.append(and_(*same, further))
        same.append(key.expression == value)
    first = order.keys[0]
    # Follows from the branches, but from this alone a database sees where in its index to begin.
    bound = first.expression <= values[0] if first.descending else first.expression >= values[0]
    return and_(bound, or_(*branches))


def _label(place: int) -> str:
    return f"sorted_by_{place}"


def _cursor_of(order: Order, row: Row[Any]) -> str:
    values = [getattr(row, _label(place)) for place in range(len(order.keys))]
    return cursors.written(order.name, values)


def values_at(order: Order, cursor: Cursor) -> tuple[Any, ...] | None:
    """What the row of a cursor has as the keys of this order; None where it belongs to no row of it."""
    kinds = [key.expression.type.python_type for key in order.keys]
    return cursors.read(cursor.before if cursor.is_backwards else cursor.after, order.name, kinds)
