"""A tool's charts with its numbers in them."""

from collections.abc import Sequence
from decimal import Decimal

from lms.content.tools.calculation import Calculation
from lms.content.tools.model import (
    Chart,
    Column,
    Computed,
    Section,
    SheetValues,
    Tool,
)
from lms.content.tools.values import Value, value_of
from lms.content.tools.writing import Writer
from lms.tools.wording import row_name
from lms.web import charts


def chart_of(
    tool: Tool, chart: Chart, values: SheetValues, calculation: Calculation, writer: Writer
) -> charts.Chart:
    """A chart as it stands with these values."""
    return _Charting(tool, values, calculation, writer).chart(chart)


def row_label(section: Section, rows: Sequence[object], index: int) -> str:
    """The name of a row: its own, or what it is called by its number."""
    table = section.table
    assert table
    if table.fixed:
        return table.fixed[index].label
    if table.steps:
        return str(index + 1)
    row = rows[index]
    named = table.name_column
    typed = row.get(named.id, "") if named and isinstance(row, dict) else ""
    return str(typed) or row_name(table, index)


class _Charting:
    def __init__(self, tool: Tool, values: SheetValues, calculation: Calculation, writer: Writer) -> None:
        self.tool, self.values, self.calculation, self.writer = tool, values, calculation, writer

    def chart(self, chart: Chart) -> charts.Chart:
        section = self.tool.section(chart.rows) if chart.rows else None
        columns = self.columns(section, chart.series) if section else self.singles(chart.values)
        is_percent = bool(columns) and columns[0][0].is_percent
        labels, name = self.labels(section, chart)
        return charts.Chart(
            id=chart.id,
            kind=chart.kind,
            title=chart.title,
            labels=labels,
            label_name=name,
            series=tuple(self.series(of, found) for of, found in columns)
            if section
            else self.one_series(chart, columns),
            unit=chart.unit or ("%" if is_percent else ""),
            thresholds=self.thresholds(chart, is_percent=is_percent),
        )

    def labels(self, section: Section | None, chart: Chart) -> tuple[tuple[str, ...], str]:
        if section is None:
            found = [self.tool.named(name) for name in chart.values]
            return tuple(one.label for one in found if one), ""
        assert section.table
        rows = self.values.tables.get(section.id, ())
        labels = tuple(row_label(section, rows, index) for index in self.rows_shown(section))
        return labels, section.table.row_label

    def rows_shown(self, section: Section) -> list[int]:
        """Of free rows those with something in them."""
        assert section.table
        if not section.table.is_free:
            return list(range(section.table.length))
        return [
            index for index, row in enumerate(self.values.tables.get(section.id, ())) if any(row.values())
        ]

    def columns(self, section: Section, ids: Sequence[str]) -> list[tuple[Column, list[Value | None]]]:
        assert section.table
        found = [section.table.column(one) for one in ids]
        shown = self.rows_shown(section)
        return [(of, [self.cell(section, of, index) for index in shown]) for of in found if of]

    def cell(self, section: Section, of: Column, index: int) -> Value | None:
        if isinstance(of, Computed):
            return self.calculation.tables[section.id][index][of.id].value
        rows = self.values.tables.get(section.id, ())
        return value_of(of, rows[index].get(of.id)) if index < len(rows) else None

    def singles(self, ids: Sequence[str]) -> list[tuple[Column, list[Value | None]]]:
        found = [self.tool.named(one) for one in ids]
        return [(of, [self.single(of)]) for of in found if of]

    def single(self, of: Column) -> Value | None:
        if isinstance(of, Computed):
            return self.calculation.results[of.id].value
        return self.calculation.inputs.get(of.id)

    def one_series(
        self, chart: Chart, columns: list[tuple[Column, list[Value | None]]]
    ) -> tuple[charts.Series, ...]:
        parts = [self.series(of, found) for of, found in columns]
        return (
            charts.Series(
                name=chart.title,
                values=tuple(one.values[0] for one in parts),
                texts=tuple(one.texts[0] for one in parts),
            ),
        )

    def series(self, of: Column, found: list[Value | None]) -> charts.Series:
        numbers = [one if isinstance(one, Decimal) else None for one in found]
        factor = 100 if of.is_percent else 1
        return charts.Series(
            name=of.label,
            values=tuple(None if one is None else one * factor for one in numbers),
            texts=tuple("–" if one is None else self.writer.value(one, of) for one in numbers),
        )

    def thresholds(self, chart: Chart, *, is_percent: bool) -> tuple[charts.Threshold, ...]:
        found = []
        for line in chart.lines:
            of = self.tool.named(line.name) if line.name else None
            value = self.single(of) if of else line.at
            if isinstance(value, Decimal):
                label = f"{line.label}: {self.writer.value(value, of)}" if of else line.label
                found.append(charts.Threshold(at=value * (100 if is_percent else 1), label=label))
        return tuple(found)
