"""The only door to the library that writes workbooks."""

import re

from xlsxwriter import workbook, worksheet
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

__all__ = ["Format", "Workbook", "Worksheet", "address", "plain"]

LONGEST_FORMULA = 8192
"""With a longer one, a file does not open."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Worksheet(worksheet.Worksheet):  # type: ignore[misc]
    """A sheet whose texts stay texts, whatever somebody typed."""

    def write_string(self, row: int, column: int, text: str, style: Format | None = None) -> int:
        """Write a text. Without a space behind it the library would take `<r>…</r>` for markup of its own."""
        text = plain(text)
        is_like_markup = text.startswith("<r>") and text.endswith("</r>")
        written: int = super().write_string(row, column, f"{text} " if is_like_markup else text, style)
        return written

    def write_formula(
        self, row: int, column: int, formula: str, style: Format | None = None, value: float | str = 0
    ) -> int:
        """Write a formula with what it comes to; of one too long for a spreadsheet that alone."""
        value = plain(value) if isinstance(value, str) else value
        if len(formula) > LONGEST_FORMULA:
            return self._write_value(row, column, value, style)
        written: int = super().write_formula(row, column, formula, style, value)
        return written

    def _write_value(self, row: int, column: int, value: float | str, style: Format | None) -> int:
        if isinstance(value, str):
            return self.write_string(row, column, value, style)
        written: int = super().write_number(row, column, value, style)
        return written


class Workbook(workbook.Workbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    def add_worksheet(self, name: str | None = None) -> Worksheet:
        """Another sheet."""
        sheet: Worksheet = super().add_worksheet(name, Worksheet)
        return sheet


def plain(text: str) -> str:
    """A text without the signs that would make the file unreadable."""
    return _NOT_IN_XML.sub("", text)


def address(row: int, column: int) -> str:
    """`$B$3`: a cell by row and column, both from 0."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
