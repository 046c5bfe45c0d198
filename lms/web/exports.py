"""Lists to take along: the columns are declared once and streamed as CSV or as a workbook.

The answer is written while it is sent, in a read transaction of its own, after that of the request has
ended; what was taken, and by whom, is in the audit log before the first row leaves.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Any, Generic, TypeVar

from flask import Response, abort, request, stream_with_context
from flask_babel import get_timezone
from sqlalchemy import text

from lms.core import audit, clock
from lms.core.db import db, may_write
from lms.core.paging import Query
from lms.core.spreadsheet_text import BYTE_ORDER_MARK, csv_pieces
from lms.core.workbook import Format, Workbook, Worksheet
from lms.web.access import signed_in

Entry = TypeVar("Entry")
Cell = str | int | Decimal | date | datetime | None

ROWS_A_BATCH = 500
LONGEST_SHEET = 1_048_575
"""Rows of a worksheet below its head; more go on in another sheet."""
PIECE = 64 * 1024


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
    name = f"{export.name}-{clock.now().astimezone(get_timezone()):%Y-%m-%d}{made.ending}"
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
        return f"{value.astimezone(get_timezone()):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _Number(value)
    return "" if value is None else value


def _workbook(export: Export[Any]) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "tmpdir": folder, "default_date_format": "yyyy-mm-dd"}
        book = Workbook(file, options)
        _write_sheets(book, export)
        book.close()
        file.seek(0)
        yield from iter(lambda: file.read(PIECE), b"")


def _write_sheets(book: Workbook, export: Export[Any]) -> None:
    rows = iter(export.rows())
    looks = _Looks(book)
    number = 1
    while (first := next(rows, None)) is not None or number == 1:
        sheet = book.add_worksheet(f"{export.title[:25]} {number}" if number > 1 else export.title[:31])
        _begin_sheet(sheet, export, looks)
        for row, entry in enumerate(() if first is None else chain((first,), rows), start=1):
            for place, column in enumerate(export.columns):
                _write(sheet, row, place, column.value(entry), looks)
            if row == LONGEST_SHEET:
                break
        number += 1


class _Looks:
    """How cells look; a workbook knows each by an object of its own."""

    def __init__(self, book: Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})


def _begin_sheet(sheet: Worksheet, export: Export[Any], looks: _Looks) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(export.columns) - 1, 22)
    for place, column in enumerate(export.columns):
        sheet.write_string(0, place, str(column.head), looks.head)


def _write(sheet: Worksheet, row: int, column: int, value: Cell, looks: _Looks) -> None:
    """Texts are written as texts whatever they look like: no formula, no address, no number."""
    if value is None:
        return
    if isinstance(value, datetime):
        local = value.astimezone(get_timezone()).replace(tzinfo=None)
        sheet.write_datetime(row, column, local, looks.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks.day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


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
