"""The only door to the library that writes workbooks."""

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

__all__ = ["Format", "Workbook", "Worksheet", "address"]


def address(row: int, column: int) -> str:
    """`$B$3`: a cell by row and column, both from 0."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
