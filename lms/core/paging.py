"""Long lists in pages: where a page begins is told by the row it follows, not by how many came before.

The tenth thousandth row costs what the first does, and rows that are added meanwhile move nothing.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, null, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from lms.core.db import db

PAGE_SIZE = 50
COUNTED_UP_TO = 1_000
"""Beyond that a list says "more than": to count on would cost more than the page.

So few rows are found first and then sorted; of more, the index of the order soon meets some.
"""
LONGEST_CURSOR = 2000
LARGEST_NUMBER = 2**63 - 1

Expression: TypeAlias = ColumnElement[Any] | InstrumentedAttribute[Any]
Query: TypeAlias = Select[*tuple[Any, ...]]
Entry = TypeVar("Entry")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Key:
    """What a list is sorted by: an expression that is never NULL, best with an index."""

    expression: Expression
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort. The last key tells all rows apart, such as the id."""

    name: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row that a page follows or precedes; empty for the first page."""

    after: str = ""
    before: str = ""


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
    is_gathered: bool = False,
    size: int = PAGE_SIZE,
    count_up_to: int | None = None,
) -> Page[Row[Any]]:
    """One page of what a query finds, and how much that is: two round trips, one where that is nothing.

    The query must not be DISTINCT, and joins its tables by `join`, not by conditions. A cursor that is none,
    or belongs to another order, gives the first page. `along` finds the same rows, written so that a database
    goes along the index of the order (`row_by_row`, `unindexed`): it is asked where there are many, because
    then a page of them is soon full. Where all may stand at the far end of it, let them be gathered first and
    then sorted, however many they are.
    """
    count_up_to = COUNTED_UP_TO if count_up_to is None else count_up_to
    found = _some_ids(query, order, count_up_to + 1)
    if not found:
        return Page(rows=(), total=0)
    total = len(found)
    are_few = total <= count_up_to
    # What is looked for is found once: of few, the page is made of those that were found.
    along = query if is_gathered or along is None else along
    asked = _these(query, order, found) if are_few else along
    wanted = _Wanted(query=asked, shown=query, order=order, size=size, are_few=are_few or is_gathered)
    rows = _backwards(wanted, cursor.before) if cursor.before and not cursor.after else None
    if rows is None:
        rows = _forwards(wanted, cursor.after) or _forwards(wanted, "") or _Rows()
    return Page(
        rows=tuple(rows.rows),
        total=min(total, count_up_to),
        is_total_exact=total <= count_up_to,
        after=_cursor_of(order, rows.rows[-1]) if rows.is_followed else "",
        before=_cursor_of(order, rows.rows[0]) if rows.is_preceded else "",
    )


def first_of(query: Query, order: Order, size: int, *, are_few: bool) -> Sequence[Row[Any]]:
    """The first rows of a list whose page has said whether there are few; one round trip."""
    wanted = _Wanted(query=query, shown=query, order=order, size=size - 1, are_few=are_few)
    return _fetch(wanted, None, is_backwards=False)


def row_by_row(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    """The same conditions, for none of which an index is asked: a database goes along that of the order."""
    return case((and_(true(), *conditions), 1), else_=0) == 1


def unindexed(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The same value, for which no index is asked."""
    return func.nullif(column, null(), type_=column.type)


def sorted_by(query: Query, order: Order) -> Query:
    """The whole list in this order, for what is not shown in pages."""
    return query.order_by(*(_direction(key.expression, key.descending) for key in order.keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    query: Query
    """Finds which rows they are."""
    shown: Query
    """Says what is in them."""
    order: Order
    size: int
    are_few: bool


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: Sequence[Row[Any]] = ()
    is_preceded: bool = False
    is_followed: bool = False


def _some_ids(query: Query, order: Order, most: int) -> Sequence[Any]:
    """What the last key tells rows apart by, of at most so many in no order."""
    last = order.keys[-1].expression
    ids = query.with_only_columns(last, maintain_column_froms=True).order_by(None)
    return db.session.scalars(ids.limit(most)).all()


def _these(query: Query, order: Order, ids: Sequence[Any]) -> Query:
    """The same columns of these rows, without another look at the conditions."""
    shown = [one["expr"] for one in query.column_descriptions]
    rows: Query = select(*shown).select_from(*query.get_final_froms())
    return rows.where(order.keys[-1].expression.in_(ids))


def _forwards(wanted: _Wanted, cursor: str) -> _Rows | None:
    size, values = wanted.size, _values_of(wanted.order, cursor)
    found = _fetch(wanted, values, is_backwards=False)
    if values is not None and not found:
        return None
    return _Rows(found[:size], is_preceded=values is not None, is_followed=len(found) > size)


def _backwards(wanted: _Wanted, cursor: str) -> _Rows | None:
    """None where that would be less than a page: then it is the first one."""
    size, values = wanted.size, _values_of(wanted.order, cursor)
    if values is None:
        return None
    found = _fetch(wanted, values, is_backwards=True)
    if len(found) < size:
        return None
    return _Rows(found[:size][::-1], is_preceded=len(found) > size, is_followed=True)


def _fetch(wanted: _Wanted, values: tuple[Any, ...] | None, *, is_backwards: bool) -> Sequence[Row[Any]]:
    keys = [(key.expression, key.descending != is_backwards) for key in wanted.order.keys]
    query = wanted.query if values is None else wanted.query.where(_lies_behind(keys, values))
    # First which rows, then what is in them: nothing is worked out for rows that are only sorted.
    labels = [key.expression.label(_label(place)) for place, key in enumerate(wanted.order.keys)]
    sorted_by: Query = query.with_only_columns(*labels, maintain_column_froms=True)
    ids = (_ids_of_few if wanted.are_few else _ids_of_many)(sorted_by, keys, wanted.size + 1)
    directions = [_direction(expression, descending) for expression, descending in keys]
    shown = [one["expr"] for one in wanted.shown.column_descriptions]
    rows: Query = select(*shown, *labels).select_from(*wanted.shown.get_final_froms())
    return db.session.execute(rows.where(keys[-1][0].in_(ids)).order_by(*directions)).all()


def _ids_of_many(sorted_by: Query, keys: Sequence[tuple[Expression, bool]], size: int) -> Select[Any]:
    """Along the index of the order, until there are enough."""
    directions = [_direction(expression, descending) for expression, descending in keys]
    return select(sorted_by.order_by(*directions).limit(size).subquery().c[_label(len(keys) - 1)])


def _ids_of_few(sorted_by: Query, keys: Sequence[tuple[Expression, bool]], size: int) -> Select[Any]:
    """All of them, then sorted: along an index of the order a database would look in vain for long."""
    found = sorted_by.cte("found").prefix_with("MATERIALIZED")
    columns = [found.c[_label(place)] for place in range(len(keys))]
    directions = [
        _direction(column, descending) for column, (_, descending) in zip(columns, keys, strict=True)
    ]
    return select(columns[-1]).order_by(*directions).limit(size)


def _direction(expression: Expression, descending: bool) -> ColumnElement[Any]:
    return expression.desc() if descending else expression.asc()


def _lies_behind(keys: Sequence[tuple[Expression, bool]], values: Sequence[Any]) -> ColumnElement[bool]:
    """What comes after these values in this order: the first key decides, among equals the next."""
    branches = []
    for place, (expression, descending) in enumerate(keys):
        same = [key == value for (key, _), value in zip(keys[:place], values[:place], strict=True)]
        further = expression < values[place] if descending else expression > values[place]
        branches.append(and_(*same, further))
    first, descending = keys[0]
    # Follows from the branches, but from this alone a database sees where in its index to begin.
    bound = first <= values[0] if descending else first >= values[0]
    return and_(bound, or_(*branches))


def _label(place: int) -> str:
    return f"sorted_by_{place}"


def _cursor_of(order: Order, row: Row[Any]) -> str:
    values = [getattr(row, _label(place)) for place in range(len(order.keys))]
    text = json.dumps([order.name, *(_plain(value) for value in values)], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _plain(value: Any) -> str | int | bool:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _values_of(order: Order, cursor: str) -> tuple[Any, ...] | None:
    """The values that a cursor holds; None for one that is none of this order."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        text = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        name, *values = json.loads(text.decode())
        if name != order.name:
            return None
        return tuple(_read(key, value) for key, value in zip(order.keys, values, strict=True))
    except (binascii.Error, ValueError, TypeError, InvalidOperation, OverflowError, RecursionError):
        return None


def _read(key: Key, value: Any) -> Any:
    """A value as the database has it; raises ValueError or TypeError where it is of another kind."""
    kind = key.expression.type.python_type
    if issubclass(kind, datetime | date):
        moment = kind.fromisoformat(value)
        if isinstance(moment, datetime) and moment.tzinfo is None:
            raise ValueError("a moment must be aware of its time zone")
        return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
    if issubclass(kind, Decimal):
        return _finite(Decimal(value))
    if type(value) is not (str if issubclass(kind, str) else kind):
        raise TypeError("a value of another kind")
    if isinstance(value, str):
        value.encode()
        if "\0" in value:
            raise ValueError("no database would look this up")
        return kind(value)
    if abs(value) > LARGEST_NUMBER:
        raise ValueError("too large")
    return value


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError("not a number")
    return number
