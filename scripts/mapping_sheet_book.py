"""What is a workbook of ours like: protected, printable, calm to look at, and the same bytes every time?"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

INK, MUTED, SEA = "14212B", "55636D", "0F5C73"
SEA_SOFT, AMBER_SOFT, AMBER, LINE = "E7F0F3", "FFF3DC", "8A4F00", "C9D3D8"
EPOCH = (2025, 1, 1, 0, 0, 0)
STAMP = "2025-01-01T00:00:00Z"

Value = str | float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its heading, width, and how its cells look and behave."""

    title: str
    width: float
    is_input: bool = True
    number: str = "General"
    wraps: bool = False


class Book:
    """A workbook under construction, and the results that its formulas will have when it is opened."""

    def __init__(self) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.active)  # type: ignore[arg-type]
        self.results: dict[str, dict[str, Value]] = {}

    def add_sheet(
        self, title: str, *, heading: str, hint: str, widths: Iterable[float], colour: str
    ) -> Worksheet:
        """A protected sheet with its heading in A1 and a hint in A2, set up for printing."""
        sheet: Worksheet = self.workbook.create_sheet(title)
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        write(sheet, "A1", heading, font=letters(size=16, bold=True, color=SEA))
        write(sheet, "A2", hint, font=letters(color=MUTED, italic=True))
        sheet.row_dimensions[1].height = 26
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.tabColor = colour
        protect(sheet)
        set_up_print(sheet)
        self.results[title] = {}
        return sheet

    def formula(self, sheet: Worksheet, cell: str, formula: str, result: Value) -> None:
        """Write a formula and remember its result."""
        sheet[cell] = formula
        self.results[sheet.title][cell] = result

    def to_bytes(self) -> bytes:
        """The finished file."""
        raw = io.BytesIO()
        self.workbook.save(raw)
        return freeze(raw.getvalue(), [self.results[name] for name in self.workbook.sheetnames])


def letters(*, size: int = 11, bold: bool = False, italic: bool = False, color: str = INK) -> Font:
    """The one typeface of the sheet."""
    return Font(name="Calibri", size=size, bold=bold, italic=italic, color=color)


def write(
    sheet: Worksheet, cell: str, value: Value, *, font: Font | None = None, wraps: bool = False
) -> None:
    """Put text or a number into a cell."""
    sheet[cell] = value
    sheet[cell].font = font or letters(color=INK)
    sheet[cell].alignment = Alignment(vertical="top" if wraps else "center", wrap_text=wraps)


def protect(sheet: Worksheet) -> None:
    """Lock what is not an input, without a password; widths and heights may still be changed."""
    sheet.protection.enable()
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def set_up_print(sheet: Worksheet) -> None:
    """A4 across, one page wide, with name and page number at the foot."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.6, 0.8
    sheet.page_margins.footer = 0.4
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="Cluster mapping sheet · &A"), right=_HeaderFooterPart(text="&P / &N")
    )


def border() -> Border:
    """Thin lines around a cell."""
    side = Side(style="thin", color=LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def style_input(sheet: Worksheet, cell: str, *, number: str = "General", wraps: bool = False) -> None:
    """A cell to fill in: coloured and unlocked."""
    style_output(sheet, cell, number=number, wraps=wraps)
    sheet[cell].fill = PatternFill("solid", start_color=AMBER_SOFT)
    sheet[cell].protection = Protection(locked=False)


def style_output(sheet: Worksheet, cell: str, *, number: str = "General", wraps: bool = False) -> None:
    """A cell that is computed or fixed."""
    sheet[cell].fill = PatternFill("solid", start_color=SEA_SOFT)
    sheet[cell].border = border()
    sheet[cell].font = letters(color=INK)
    sheet[cell].number_format = number
    sheet[cell].alignment = Alignment(vertical="center", wrap_text=wraps)


def style_row(sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    """Give every cell of a row the look of its column."""
    for number, column in enumerate(columns, start=1):
        cell = f"{get_column_letter(number)}{row}"
        style = style_input if column.is_input else style_output
        style(sheet, cell, number=column.number, wraps=column.wraps)
    sheet.row_dimensions[row].height = 22


def write_heads(sheet: Worksheet, row: int, titles: Sequence[str], *, height: float = 48) -> None:
    """A row of column headings."""
    for number, title in enumerate(titles, start=1):
        cell = sheet.cell(row=row, column=number, value=title)
        cell.font = letters(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=SEA)
        cell.border = border()
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[row].height = height


def allow_list(sheet: Worksheet, cells: str, choices: Iterable[str], what: str) -> None:
    """Accept only one of the choices."""
    rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    explain(rule, what, "Please choose one of the list.")
    sheet.add_data_validation(rule)
    rule.add(cells)


def allow_whole(sheet: Worksheet, cells: str, low: int, high: int, what: str) -> None:
    """Accept only whole numbers from `low` to `high`."""
    rule = DataValidation(
        type="whole", operator="between", formula1=str(low), formula2=str(high), allow_blank=True
    )
    explain(rule, what, f"Please type a whole number from {low} to {high}.")
    sheet.add_data_validation(rule)
    rule.add(cells)


def explain(rule: DataValidation, title: str, message: str) -> None:
    """Say what a cell accepts."""
    rule.errorTitle, rule.error, rule.showErrorMessage = title, message, True


def freeze(data: bytes, results: Sequence[dict[str, Value]]) -> bytes:
    """The same workbook with fixed dates, and with results for viewers that do not compute."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, date_time=EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, frozen_part(name, old.read(name).decode(), results), compresslevel=9)
    return out.getvalue()


def frozen_part(name: str, xml: str, results: Sequence[dict[str, Value]]) -> str:
    """One file of the workbook, made independent of the moment."""
    if name == "docProps/core.xml":
        return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP, xml)
    match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
    return with_results(xml, results[int(match[1]) - 1]) if match else xml


def with_results(xml: str, results: dict[str, Value]) -> str:
    """Store the result beside each formula; the library itself writes formulas only."""

    def fill(match: re.Match[str]) -> str:
        value = results[match["cell"]]
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = escape(value) if isinstance(value, str) else repr(value)
        return f'<c r="{match["cell"]}"{match["style"]}{kind}><f>{match["formula"]}</f><v>{shown}</v></c>'

    pattern = (
        r'<c r="(?P<cell>[A-Z]+\d+)"(?P<style>(?: s="\d+")?)>'
        r"<f>(?P<formula>[^<]*)</f><v ?/?>(?:</v>)?</c>"
    )
    return re.sub(pattern, fill, xml)
