"""The charts of a tool, drawn by the spreadsheet from its own cells, together on one sheet."""

from collections.abc import Iterator
from typing import Any

from lms.content.tools.model import Chart, ChartKind, Table
from lms.core.workbook import Workbook, Worksheet, address
from lms.tools.spreadsheet.plan import VALUE, Plan, SectionPlan
from lms.tools.spreadsheet.styles import A4, Styles

COLOURS = ("#0F5C73", "#C77700", "#5B7F3A", "#7A4E8A", "#8A9BA3", "#A8442F")
_KINDS: dict[ChartKind, dict[str, str]] = {
    ChartKind.BAR: {"type": "bar"},
    ChartKind.STACKED: {"type": "bar", "subtype": "stacked"},
    ChartKind.LINE: {"type": "line"},
    ChartKind.RADAR: {"type": "radar", "subtype": "with_markers"},
}
_HEIGHT, _WIDTH = 380, 760
_ROWS_EACH = 21
_VALUES_COLUMN = 14
_MOST_POINTS = 10
"""Free rows drawn where fewer are filled in."""


class ChartSheet:
    """Writes one sheet with all charts of a filling."""

    def __init__(self, book: Workbook, styles: Styles, plan: Plan, name: str, title: str) -> None:
        self.book = book
        self.sheet: Worksheet = book.add_worksheet(name)
        self.name = name
        self.styles = styles
        self.plan = plan
        self.helper_row = 1
        self.sheet.write_string(0, 0, title, styles.title)

    def write(self, filled: dict[str, int]) -> None:
        """All charts; `filled` says how many rows of each free table are filled in."""
        charts = [chart for section in self.plan.tool.sections for chart in section.charts]
        for number, chart in enumerate(charts):
            drawn: Any = self.book.add_chart(dict(_KINDS[chart.kind]))
            for series in self._series(chart, filled):
                drawn.add_series(series)
            drawn.set_title({"name": _title(chart), "name_font": {"size": 13}, "overlay": False})
            drawn.set_size({"width": _WIDTH, "height": _HEIGHT})
            if chart.kind in (ChartKind.BAR, ChartKind.STACKED):
                drawn.set_y_axis({"reverse": True})
            if len(chart.series) <= 1:
                drawn.set_legend({"none": True})
            self.sheet.insert_chart(2 + number * _ROWS_EACH, 0, drawn, {"description": chart.title})
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.protect()

    def _series(self, chart: Chart, filled: dict[str, int]) -> Iterator[dict[str, Any]]:
        if chart.values:
            yield self._single_values(chart)
            return
        plan = self.plan.sections[chart.rows or ""]
        table = plan.section.table
        assert table is not None, "the tool has passed its checks"
        count = max(filled.get(plan.section.id, 0), min(table.length, _MOST_POINTS))
        first, last = plan.rows[0], plan.rows[count - 1]
        names = _names_column(plan, table)
        for number, column in enumerate(chart.series):
            place = plan.columns[column]
            yield {
                "name": [plan.sheet, plan.header, place],
                "categories": [plan.sheet, first, names, last, names],
                "values": [plan.sheet, first, place, last, place],
                **_colours(chart, number),
            }

    def _single_values(self, chart: Chart) -> dict[str, Any]:
        """Single values stand apart on their sheets; a copy of them stands beside the chart."""
        start = self.helper_row
        for name in chart.values:
            found, one = self.plan.single(name), self.plan.tool.named(name)
            assert found is not None
            assert one is not None
            cell = address(found[1], VALUE)
            self.sheet.write_string(self.helper_row, _VALUES_COLUMN, one.label, self.styles.text)
            self.sheet.write_formula(self.helper_row, _VALUES_COLUMN + 1, f"='{found[0]}'!{cell}")
            self.helper_row += 1
        last, column = self.helper_row - 1, _VALUES_COLUMN
        self.helper_row += 1
        return {
            "categories": [self.name, start, column, last, column],
            "values": [self.name, start, column + 1, last, column + 1],
            **_colours(chart, 0),
        }


def _names_column(plan: SectionPlan, table: Table) -> int:
    if not table.is_free:
        return 0
    return plan.columns[table.name_column.id] if table.name_column else 0


def _title(chart: Chart) -> str:
    unit = f" ({chart.unit})" if chart.unit else ""
    return f"{chart.title}{unit}"


def _colours(chart: Chart, number: int) -> dict[str, Any]:
    colour = COLOURS[number % len(COLOURS)]
    if chart.kind in (ChartKind.LINE, ChartKind.RADAR):
        return {"line": {"color": colour, "width": 2.25}}
    return {"fill": {"color": colour}, "gap": 60}
