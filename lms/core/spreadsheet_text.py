"""Tables as CSV: for programs as they are, for spreadsheets so that no cell can begin a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take the letters of most of our languages for something else."""
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
ROWS_A_PIECE = 200

_SPLIT_ELSEWHERE = re.compile(r"""([;\t\r\n])(?=[\s"]*[=+\-@])""")
"""Spreadsheets of most of our languages part cells at semicolons, and do not see that a text goes on."""

Cell = str | int | Decimal


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table with a head; texts that would be read as formulas are marked as text."""
    return BYTE_ORDER_MARK + "".join(csv_pieces(head, rows, is_marked=True))


def csv_pieces(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ",", is_marked: bool = False
) -> Iterator[str]:
    """The same piece by piece, so that a long table is never whole in memory."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    show = marked if is_marked else str
    writer.writerow([show(text) for text in head])
    for number, row in enumerate(rows, start=1):
        writer.writerow([show(value) for value in row])
        if number % ROWS_A_PIECE == 0:
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def marked(value: Cell) -> str:
    """A cell that no spreadsheet reads as a formula."""
    if not isinstance(value, str):
        return str(value)
    text = _SPLIT_ELSEWHERE.sub(r"\1'", value)
    return f"'{text}" if value.lstrip().startswith(_STARTS_A_FORMULA) or value != value.lstrip() else text
