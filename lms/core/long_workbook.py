"""A long list as a workbook that is sent while it is written.

A workbook is an archive of parts, and the library writes it when it has every row. Here it writes a thousand
rows at a time, each batch as a small workbook of its own, and their rows are put one after the other into the
sheets of one archive: what is written leaves after each batch, and no more than that is ever held.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from lms.core.workbook import Format, Workbook, Worksheet

Cell: TypeAlias = str | int | Decimal | date | datetime | None
"""Moments without a zone: a workbook knows none."""

ROWS_A_BATCH = 1_000
BATCHES_A_SHEET = 1_048
"""A sheet ends with its 1,048,576th row; what is left goes on in another."""
LONGEST_NAME = 31
"""Signs in the name of a sheet."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "–"))
WIDTH = 22

_END_OF_ROW, _END_OF_ROWS = b"</row>", b"</sheetData>"
_SIZE = re.compile(rb"<dimension [^>]*>")
"""Optional, and not known before the last row."""


def workbook_pieces(title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A table with a head, piece by piece; texts stay texts, whatever they look like."""
    sent = _Sent()
    with ZipFile(sent, "w", ZIP_DEFLATED) as archive:
        for number, batches in enumerate(_sheets(rows), start=1):
            frame = _frame(title, heads, sheets=number)
            above, below = _around_rows(frame[_part(number)])
            with archive.open(_part(number), "w") as sheet:
                sheet.write(above)
                for place, batch in enumerate(batches):
                    sheet.write(_rows_of(batch, above=1 + place * ROWS_A_BATCH))
                    yield sent.taken()
                sheet.write(below)
        for name, part in frame.items():
            if name not in archive.namelist():
                archive.writestr(name, part)
    yield sent.taken()


def _sheets(rows: Iterable[Sequence[Cell]]) -> Iterator[Iterable[Sequence[Sequence[Cell]]]]:
    """The rows in batches, sheet by sheet; one sheet at least, each to be read before the next."""
    left = iter(rows)
    batches = iter(lambda: list(islice(left, ROWS_A_BATCH)), [])
    yield islice(batches, BATCHES_A_SHEET)
    while first := next(batches, None):
        yield chain((first,), islice(batches, BATCHES_A_SHEET - 1))


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


class _Sent(io.RawIOBase):
    """What was written since it was last asked. Nobody can go back in it, so the archive never tries to."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        piece = bytes(self._held)
        self._held.clear()
        return piece


class _Looks:
    """How cells look."""

    def __init__(self, book: Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})

    def use(self, sheet: Worksheet, row: int) -> None:
        """Write a row with each of them, which is left out again.

        A book numbers looks as they are used, and the numbers must be the same in all books of a file.
        """
        for place, look in enumerate((self.head, self.day, self.moment)):
            sheet.write_blank(row, place, None, look)


def _frame(title: str, heads: Sequence[str], *, sheets: int) -> dict[str, bytes]:
    """The parts of a workbook with so many sheets, on each of them the heads alone."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    looks = _Looks(book)
    for number in range(1, sheets + 1):
        sheet = book.add_worksheet(_name_of(title, number))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, WIDTH)
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, looks.head)
        looks.use(sheet, 1)
    book.close()
    return _parts(file)


def _name_of(title: str, number: int) -> str:
    """What a sheet is called: titles are translated, and not every sign may stand in such a name."""
    ending = f" {number}" if number > 1 else ""
    return title.translate(_NOT_IN_NAMES)[: LONGEST_NAME - len(ending)].strip("' ") + ending


def _around_rows(sheet: bytes) -> tuple[bytes, bytes]:
    """What stands above the rows, the heads included, and below them."""
    head, end_of_head, rest = sheet.partition(_END_OF_ROW)
    return _SIZE.sub(b"", head) + end_of_head, _END_OF_ROWS + rest.partition(_END_OF_ROWS)[2]


def _rows_of(batch: Sequence[Sequence[Cell]], *, above: int) -> bytes:
    """These rows as they stand in a sheet, below so many others."""
    file = io.BytesIO()
    # Only in this mode do texts stand in the rows; else rows would say in what place of the file's texts.
    book = Workbook(file, {"constant_memory": True})
    looks, sheet = _Looks(book), book.add_worksheet()
    looks.use(sheet, 0)
    for number, row in enumerate(batch, start=above):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, looks)
    book.close()
    rows = _parts(file)[_part(1)].partition(_END_OF_ROWS)[0]
    return rows.partition(_END_OF_ROW)[2]


def _parts(file: io.BytesIO) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _write(sheet: Worksheet, row: int, column: int, value: Cell, looks: _Looks) -> None:
    """Texts are written as texts whatever they look like: no formula, no address, no number."""
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, looks.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks.day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)
