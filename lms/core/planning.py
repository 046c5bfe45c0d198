"""What a database is told about how to find rows, where it does not see that for itself.

SQLite looks for an index wherever a condition has one, and goes by guesses where two kinds of rows meet.
PostgreSQL counts what its tables hold and knows how many rows most conditions let through. What it is told
here would hide that from it, so it gets plain conditions, unless it is shown to guess worse.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, and_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.functions import FunctionElement

from lms.core.paging import Expression


def row_by_row(conditions: Iterable[ColumnElement[bool]], *, on_both: bool = False) -> ColumnElement[bool]:
    """The same conditions, for none of which SQLite asks an index: it goes along that of the order.

    So does PostgreSQL where it is told to (`on_both`): of people of a word, or of members, it would gather
    all though a page is sooner full.
    """
    return (_RowByRowOnBoth if on_both else _RowByRow)(and_(true(), *conditions))


def unindexed(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The same value, for which SQLite asks no index."""
    return _Unindexed(column)


def is_among(value: Expression, values: Select[Any], *, are_few: bool) -> ColumnElement[bool]:
    """Whether a plain query of one column finds this value, looked up row by row.

    PostgreSQL is quicker where it gathers all that are found, unless they are very many.
    """
    (found,) = values.selected_columns
    one_of_them = values.where(found == value)
    return by_database(one_of_them.exists(), value.in_(values)) if are_few else is_there(one_of_them)


def is_there(query: Select[Any]) -> ColumnElement[bool]:
    """EXISTS, in words that keep PostgreSQL from gathering whatever is there for any row.

    The column of the query must never be NULL.
    """
    return query.limit(1).scalar_subquery().is_not(None)


def by_database(sqlite: ColumnElement[bool], postgresql: ColumnElement[bool]) -> ColumnElement[bool]:
    """Two ways to say the same, one for each database."""
    return _ByDatabase(sqlite, postgresql)


class _RowByRow(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


class _RowByRowOnBoth(_RowByRow):
    inherit_cache = True


class _ByDatabase(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """It brings its own brackets: compared with 1, as SQLAlchemy would, it would hide its indexes."""
        return self


class _Unindexed(FunctionElement[Any]):
    inherit_cache = True

    def __init__(self, column: InstrumentedAttribute[Any]) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(_RowByRow)
def _in_one(element: _RowByRow, compiler: Any, **how: Any) -> str:
    return f"CASE WHEN ({compiler.process(element.clauses, **how)}) THEN 1 ELSE 0 END = 1"


@compiles(_RowByRow, "postgresql")
def _plainly(element: _RowByRow, compiler: Any, **how: Any) -> str:
    return f"({compiler.process(element.clauses, **how)})"


@compiles(_RowByRowOnBoth, "postgresql")
def _unseen(element: _RowByRowOnBoth, compiler: Any, **how: Any) -> str:
    """Of a truth value that it cannot see into, PostgreSQL takes half the rows to have it."""
    return f"CASE WHEN ({compiler.process(element.clauses, **how)}) THEN true ELSE false END"


@compiles(_ByDatabase)
def _first(element: _ByDatabase, compiler: Any, **how: Any) -> str:
    return f"({compiler.process(element.clauses.clauses[0], **how)})"


@compiles(_ByDatabase, "postgresql")
def _second(element: _ByDatabase, compiler: Any, **how: Any) -> str:
    return f"({compiler.process(element.clauses.clauses[1], **how)})"


@compiles(_Unindexed)
def _worked_out(element: _Unindexed, compiler: Any, **how: Any) -> str:
    return f"nullif({compiler.process(element.clauses, **how)}, NULL)"


@compiles(_Unindexed, "postgresql")
def _as_it_is(element: _Unindexed, compiler: Any, **how: Any) -> str:
    return str(compiler.process(element.clauses, **how))
