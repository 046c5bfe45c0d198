"""How a tool becomes a workbook: read me, sections, charts, and an example with the same formulas."""

from datetime import datetime
from io import BytesIO

from lms.content.tools.calculation import calculate
from lms.content.tools.model import Example, SheetValues, Tool
from lms.content.tools.writing import Writer
from lms.core.workbook import Workbook, Worksheet, plain
from lms.tools.spreadsheet.charts import ChartSheet
from lms.tools.spreadsheet.lists import SHEET as LISTS
from lms.tools.spreadsheet.lists import Lists
from lms.tools.spreadsheet.plan import Plan, make_plan
from lms.tools.spreadsheet.sheets import Filling, SectionWriter
from lms.tools.spreadsheet.styles import A4, Styles, row_height
from lms.tools.spreadsheet.words import SheetWords

_NAMES, _TEXTS = 30, 90
"""Widths of the read me in characters."""
_ALWAYS = datetime(2026, 1, 1)
"""When every workbook says it was made, so that the same tool gives the same bytes."""


def write_spreadsheet(
    tool: Tool,
    values: SheetValues,
    *,
    title: str = "",
    made: str = "",
    words: SheetWords | None = None,
    writer: Writer | None = None,
    with_example: bool = False,
) -> bytes:
    """The bytes of an `.xlsx` with the values filled in; the same arguments always give the same bytes.

    `title` is the sheet's own name, `made` a line that says when and by whom it was filled in.
    """
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": plain(title or tool.title), "created": _ALWAYS})
    _Book(book, tool, words or SheetWords(), writer or Writer()).write(
        values, title, made, with_example=with_example
    )
    book.close()
    return buffer.getvalue()


class _Book:
    def __init__(self, book: Workbook, tool: Tool, words: SheetWords, writer: Writer) -> None:
        self.book = book
        self.tool = tool
        self.words = words
        self.writer = writer
        self.styles = Styles(book)
        self.taken = {words.read_me, words.charts, LISTS}

    def write(self, values: SheetValues, title: str, made: str, *, with_example: bool) -> None:
        plan = make_plan(self.tool, taken=frozenset(self.taken))
        example = self.tool.examples[0] if with_example and self.tool.examples else None
        self.taken |= {section.sheet for section in plan.sections.values()}
        self.read_me(plan, title, made, example)
        self.lists = Lists(self.book, self.words)
        self.filling(plan, values, self.words.charts)
        if example is not None:
            self.example(example)
        self.lists.hide()

    def example(self, example: Example) -> None:
        name = f"{self.words.example} – {self.words.charts}"
        prefix = f"{self.words.example} – "
        plan = make_plan(self.tool, prefix=prefix, taken=frozenset(self.taken | {name}))
        self.filling(plan, example.values, name, title=example.name)

    def filling(self, plan: Plan, values: SheetValues, charts: str, *, title: str = "") -> None:
        filling = Filling(plan=plan, values=values, calculation=calculate(self.tool, values, self.writer))
        for section in plan.sections.values():
            SectionWriter(self.book, self.styles, self.lists, self.words, filling, section).write()
        if any(section.charts for section in self.tool.sections):
            filled = {section: len(rows) for section, rows in values.tables.items()}
            ChartSheet(self.book, self.styles, plan, charts, title or self.words.charts).write(filled)

    def read_me(self, plan: Plan, title: str, made: str, example: Example | None) -> None:
        sheet, styles, words = self.book.add_worksheet(self.words.read_me), self.styles, self.words
        sheet.set_column(0, 0, _NAMES)
        sheet.set_column(1, 1, _TEXTS)
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, title or self.tool.title, styles.title)
        texts = [self.tool.summary, *filter(None, (made, words.legal if self.tool.is_legal else ""))]
        for row, text in enumerate(texts, 1):
            sheet.merge_range(row, 0, row, 1, text, styles.text)
            sheet.set_row(row, row_height((text, _NAMES + _TEXTS)))
        row = self.contents(sheet, plan, self.legend(sheet, len(texts) + 2))
        if example is not None:
            sheet.write_string(row, 0, example.name, styles.heading)
            note = " ".join(filter(None, (words.invented, example.note)))
            sheet.write_string(row, 1, note, styles.text)
            sheet.set_row(row, row_height((note, _TEXTS), (example.name, _NAMES)))
        sheet.protect()

    def contents(self, sheet: Worksheet, plan: Plan, row: int) -> int:
        sheet.write_string(row, 0, self.words.sheets, self.styles.heading)
        for n, section in enumerate(plan.sections.values(), row + 1):
            sheet.write_url(n, 0, f"internal:'{section.sheet}'!A1", string=section.sheet)
            sheet.write_string(n, 1, section.section.intro, self.styles.text)
            sheet.set_row(n, row_height((section.section.intro, _TEXTS)))
        return row + len(plan.sections) + 2

    def legend(self, sheet: Worksheet, row: int) -> int:
        words, styles = self.words, self.styles
        sheet.write_string(row, 0, words.how, styles.heading)
        sheet.write_blank(row + 1, 0, None, styles.sample(is_input=True))
        sheet.write_string(row + 1, 1, words.inputs, styles.text)
        sheet.write_blank(row + 2, 0, None, styles.sample(is_input=False))
        sheet.write_string(row + 2, 1, words.computed, styles.text)
        sheet.write_string(row + 3, 1, words.blank, styles.text)
        sheet.write_string(row + 4, 1, words.protected, styles.text)
        sheet.set_row(row + 4, row_height((words.protected, _TEXTS)))
        return row + 6
