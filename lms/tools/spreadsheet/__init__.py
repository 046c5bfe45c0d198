"""A tool as a spreadsheet with live formulas."""

from lms.tools.spreadsheet.book import write_spreadsheet
from lms.tools.spreadsheet.words import SheetWords

__all__ = ["SheetWords", "write_spreadsheet"]
