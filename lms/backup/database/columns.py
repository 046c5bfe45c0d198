"""What columns hold, as the models say, and how such columns are read from and written to either database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Insert,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Select,
    String,
    Table,
    Text,
    bindparam,
    cast,
    insert,
    select,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeEngine

from lms.backup.rules.rows import Kind, TableDigest
from lms.core.db import UtcDateTime

# The first that fits counts: a boolean column is one of integers for some, a float one a numeric one.
_KINDS: tuple[tuple[type[object], Kind], ...] = (
    (UtcDateTime, Kind.MOMENT),
    (Date, Kind.DAY),
    (Boolean, Kind.TRUTH),
    (Integer, Kind.INTEGER),
    (Float, Kind.NUMBER),
    (Numeric, Kind.DECIMAL),
    (LargeBinary, Kind.BYTES),
    (JSON, Kind.JSON),
    (String, Kind.TEXT),
)
_TYPES: dict[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.INTEGER: BigInteger,
    Kind.NUMBER: Float,
    Kind.DECIMAL: Numeric,
    Kind.TRUTH: Boolean,
    Kind.MOMENT: UtcDateTime,
    Kind.DAY: Date,
    Kind.BYTES: LargeBinary,
    Kind.JSON: JSON,
}


@dataclass(frozen=True)
class DumpedTable:
    """A table in a backup, whatever the models of today say of it."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    digest: TableDigest = field(default_factory=TableDigest)
    """What tells its rows apart from others."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Of its columns."""
        return tuple(kind for _, kind in self.columns)

    @cached_property
    def table(self) -> Table:
        """The table for statements: columns, and nothing else."""
        return Table(self.name, MetaData(), *(Column(name, _TYPES[kind]()) for name, kind in self.columns))

    def selection(self) -> Select[*tuple[Any, ...]]:
        """All rows, as `rows.line_of` takes them."""
        return select(*(_read(column, kind) for column, kind in self._typed()))

    def insertion(self, dialect: str) -> Insert:
        """Rows with the names of columns as parameters."""
        return insert(self.table).values(
            {column.name: _bound(column, kind, dialect) for column, kind in self._typed()}
        )

    def parameters(self, values: Sequence[object]) -> dict[str, object]:
        """A row for `insertion`."""
        return {_parameter(name): value for (name, _), value in zip(self.columns, values, strict=True)}

    def _typed(self) -> list[tuple[Column[object], Kind]]:
        return [(self.table.c[name], kind) for name, kind in self.columns]


def dumped(table: Table) -> DumpedTable:
    """A table of the models, as it will stand in the backup."""
    return DumpedTable(table.name, tuple((column.name, kind_of(column)) for column in table.columns))


def kind_of(column: Column[object]) -> Kind:
    """What a column holds; raises TypeError for a type that backups do not know yet."""
    for known, kind in _KINDS:
        if isinstance(column.type, known):
            return kind
    raise TypeError(f"backups cannot keep {column.table.name}.{column.name}: {column.type!r}")


def _read(column: Column[object], kind: Kind) -> ColumnElement[object]:
    return cast(column, Text) if kind is Kind.JSON else column


def _bound(column: Column[object], kind: Kind, dialect: str) -> ColumnElement[Any]:
    if kind is not Kind.JSON:
        return bindparam(_parameter(column.name), type_=column.type)
    as_text: ColumnElement[Any] = bindparam(_parameter(column.name), type_=Text())
    return cast(as_text, JSON) if dialect == "postgresql" else as_text


def _parameter(name: str) -> str:
    return f"of_{name}"  # a column's own name would be taken for a value of the statement
