"""Lists to take along: the columns are declared once and streamed as CSV or as a workbook.

The answer is written while it is sent, in a read transaction of its own, after that of the request has
ended; what was taken, and by whom, is in the audit log before the first row leaves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from flask import Response, abort, request, stream_with_context
from sqlalchemy import text

from lms.core import audit, clock
from lms.core.db import db, may_write
from lms.core.long_workbook import Cell, workbook_pieces
from lms.core.paging import Query
from lms.core.spreadsheet_text import BYTE_ORDER_MARK, csv_pieces
from lms.web.access import signed_in
from lms.web.i18n import time_zone

Entry = TypeVar("Entry")
ROWS_A_BATCH = 500


class FileKind(StrEnum):
    """As what a list can be taken along."""

    XLSX = "xlsx"
    EXCEL_CSV = "excel-csv"
    """For spreadsheets of most of Europe: byte order mark, semicolons, decimal commas, no formulas."""
    CSV = "csv"
    """For programs: UTF-8, commas, nothing changed, codes in place of words."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Entry]):
    """One column of a list."""

    key: str
    head: str
    value: Callable[[Entry], Cell]
    code: Callable[[Entry], Cell] | None = None
    """What programs get where people get words: the same in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export(Generic[Entry]):
    """A list as it is taken along."""

    name: str
    """Begins the file's name and names it in the audit log, such as `enrolments`."""
    title: str
    """Of the worksheet."""
    columns: Sequence[Column[Entry]]
    rows: Callable[[], Iterable[Entry]]
    """Reads the rows; called once, within the stream's own transaction."""


def rows_of(
    query: Query, make: Callable[[Sequence[Any]], Iterable[Any]] = lambda rows: rows
) -> Iterator[Any]:
    """What a query finds, some hundreds at a time; `make` turns such a batch into other rows."""
    found = db.session.execute(query, execution_options={"yield_per": ROWS_A_BATCH})
    for batch in found.partitions():
        yield from make(batch)


def send_export(export: Export[Any], *, filters: dict[str, str] | None = None) -> Response:
    """The answer to a POST whose field `as` says the kind of file; `filters` go into the audit log."""
    try:
        kind = FileKind(request.form.get("as", ""))
    except ValueError:
        abort(422)
    detail: dict[str, object] = {"as": kind.value, "filters": filters or {}}
    audit.record("list.exported", actor_id=signed_in().id, subject=f"list:{export.name}", detail=detail)
    made = _SHAPES[kind]
    body = stream_with_context(_in_transaction(made.pieces(export)))
    response = Response(body, content_type=made.content_type)
    name = f"{export.name}-{clock.now().astimezone(time_zone()):%Y-%m-%d}{made.ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _in_transaction(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The stream's own transaction: reads one state of the database, writes nothing, ends with the stream."""
    may_write.set(False)
    db.session.rollback()
    try:
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            # Somebody's slow line is no reason to break off.
            db.session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '10min'"))
        yield from pieces
    finally:
        db.session.rollback()


def _csv(export: Export[Any]) -> Iterator[bytes]:
    values = [column.code or column.value for column in export.columns]
    rows = ([_for_programs(value(row)) for value in values] for row in export.rows())
    for piece in csv_pieces([column.key for column in export.columns], rows):
        yield piece.encode()


def _for_programs(value: Cell) -> str | int | Decimal:
    if isinstance(value, date):  # a moment too
        return value.isoformat()
    return "" if value is None else value


def _excel_csv(export: Export[Any]) -> Iterator[bytes]:
    rows = ([_for_spreadsheets(column.value(row)) for column in export.columns] for row in export.rows())
    heads = [str(column.head) for column in export.columns]
    yield BYTE_ORDER_MARK.encode()
    for piece in csv_pieces(heads, rows, delimiter=";", is_marked=True):
        yield piece.encode()


class _Number(Decimal):
    """A number as those spreadsheets read it that part columns by semicolons."""

    def __str__(self) -> str:
        return f"{Decimal(self):f}".replace(".", ",")


def _for_spreadsheets(value: Cell) -> str | int | _Number:
    if isinstance(value, datetime):
        return f"{value.astimezone(time_zone()):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _Number(value)
    return "" if value is None else value


def _workbook(export: Export[Any]) -> Iterator[bytes]:
    rows = ([_for_workbooks(column.value(row)) for column in export.columns] for row in export.rows())
    yield from workbook_pieces(export.title, [str(column.head) for column in export.columns], rows)


def _for_workbooks(value: Cell) -> Cell:
    return value.astimezone(time_zone()).replace(tzinfo=None) if isinstance(value, datetime) else value


@dataclass(frozen=True, slots=True)
class _Shape:
    pieces: Callable[[Export[Any]], Iterator[bytes]]
    content_type: str
    ending: str


_SHAPES = {
    FileKind.CSV: _Shape(_csv, "text/csv; charset=utf-8", ".csv"),
    FileKind.EXCEL_CSV: _Shape(_excel_csv, "text/csv; charset=utf-8", "-excel.csv"),
    FileKind.XLSX: _Shape(
        _workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"
    ),
}
