"""What a database is told about how to find rows, where it does not see that for itself.

SQLite looks for an index wherever a condition has one, and goes by guesses where two kinds of rows meet.
PostgreSQL counts what its tables hold and knows how many rows most conditions let through. What it is told
here would hide that from it, so it gets plain conditions, unless it is shown to guess worse.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, case, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.functions import FunctionElement


def row_by_row(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    """The same conditions, for none of which SQLite asks an index: it goes along that of the order."""
    return _RowByRow(and_(true(), *conditions))


def row_by_row_everywhere(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    """The same for PostgreSQL too, which gathers members and sorts them where a page is sooner full."""
    return case((and_(true(), *conditions), 1), else_=0) == 1


def unindexed(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The same value, for which SQLite asks no index."""
    return _Unindexed(column)


class _RowByRow(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


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


@compiles(_Unindexed)
def _worked_out(element: _Unindexed, compiler: Any, **how: Any) -> str:
    return f"nullif({compiler.process(element.clauses, **how)}, NULL)"


@compiles(_Unindexed, "postgresql")
def _as_it_is(element: _Unindexed, compiler: Any, **how: Any) -> str:
    return str(compiler.process(element.clauses, **how))
