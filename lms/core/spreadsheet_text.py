"""Tables as CSV that a spreadsheet opens as they are: no cell can begin a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take the letters of most of our languages for something else."""
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SPLIT_ELSEWHERE = re.compile(r"""([;\t\r\n])(?=[\s"]*[=+\-@])""")
"""Spreadsheets of most of our languages part cells at semicolons, and do not see that a text goes on."""


def csv_of(head: Sequence[str], rows: Iterable[Sequence[str | int | Decimal]]) -> str:
    """A table with a head; texts that would be read as formulas are marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def _cell(value: str | int | Decimal) -> str:
    if not isinstance(value, str):
        return str(value)
    text = _SPLIT_ELSEWHERE.sub(r"\1'", value)
    return f"'{text}" if value.lstrip().startswith(_STARTS_A_FORMULA) or value != value.lstrip() else text
