"""A sheet as its pages show it, put together from tool, values and calculation."""

from collections.abc import Mapping

from flask import url_for

from lms.content.tools.calculation import Calculation, Outcome, calculate
from lms.content.tools.model import Computed, Input, InputKind, Section, SheetValues, Show, Table, Tool
from lms.content.tools.values import ValueProblem, value_of
from lms.tools import names, wording
from lms.tools.charting import chart_of, row_label
from lms.tools.rules.rows import removed_row
from lms.tools.rules.standing import standing_of
from lms.tools.rules.values import Kept, Row, SectionValues, section_in, values_in
from lms.tools.views import ChartView, FieldView, RowView, SectionView, ShownView, TabView, TickRow
from lms.tools.writing import LocalWriter, as_typed
from lms.web import charts

BLANK_ROWS = 3
"""Free rows that a new sheet shows."""
MOST_WIDTHS = 7
"""Columns that stand beside each other, those of text counted twice; more are shown as cards."""


class SheetView:
    """One sheet: everything its pages show is made here."""

    def __init__(self, tool: Tool, kept: Kept) -> None:
        self.tool = tool
        self.kept = kept
        self.values: SheetValues = values_in(tool, kept)
        self.writer = LocalWriter()
        self.calculation: Calculation = calculate(tool, self.values, self.writer)

    def tabs(self, sheet_id: str, current: str | None = None) -> tuple[TabView, ...]:
        """All sections."""
        standings = [standing_of(section, self.values) for section in self.tool.sections]
        return tuple(
            TabView(
                number=number,
                title=section.title,
                url=url_for("tools.show_section", sheet_id=sheet_id, section_id=section.id),
                standing=standing.value,
                standing_text=str(wording.STANDINGS[standing]),
                is_current=section.id == current,
            )
            for number, (section, standing) in enumerate(
                zip(self.tool.sections, standings, strict=True), start=1
            )
        )

    def section(
        self,
        section: Section,
        typed: SectionValues | None = None,
        problems: Mapping[str, ValueProblem] | None = None,
    ) -> SectionView:
        """A section to fill in: as it is kept, or as it was typed."""
        shown = typed or self.typed(section)
        problems = problems or {}
        rows = self.rows(section, section.table, shown, problems) if section.table else ()
        return SectionView(
            section=section,
            fields=tuple(
                self.field(one, names.field_name(one), shown.fields, problems) for one in section.fields
            ),
            rows=rows,
            heads=_heads(section.table),
            is_compact=_is_compact(section.table),
            ticks=self.ticks(section, shown),
            results=self.results(section),
            charts=self.charts(section),
            may_add=section.table is not None and len(rows) < section.table.most_rows,
            removed=self.removed(section),
        )

    def typed(self, section: Section) -> SectionValues:
        """A section as somebody would have typed it."""
        present = section_in(self.tool, section, self.kept)
        inputs = {one.id: one for one in (*section.fields, *(section.table.inputs if section.table else ()))}
        rows = tuple({id_: as_typed(inputs[id_], text) for id_, text in row.items()} for row in present.rows)
        fields = {id_: as_typed(inputs[id_], text) for id_, text in present.fields.items()}
        return SectionValues(fields=fields, rows=rows, pairs=present.pairs)

    def field(
        self,
        of: Input,
        name: str,
        typed: Row,
        problems: Mapping[str, ValueProblem],
        *,
        has_select: bool = False,
    ) -> FieldView:
        """A field with what was typed in it and what is wrong with that."""
        error = wording.problem_text(problems[name], of) if name in problems else ""
        return FieldView(name=name, input=of, typed=typed.get(of.id, ""), error=error, has_select=has_select)

    def rows(
        self, section: Section, table: Table, typed: SectionValues, problems: Mapping[str, ValueProblem]
    ) -> tuple[RowView, ...]:
        """The rows of a table; of free ones a few blank ones to begin with."""
        rows = list(typed.rows) if not table.steps else [{}] * table.steps
        if table.is_free:
            rows += [{}] * (min(BLANK_ROWS, table.most_rows) - len(rows))
        return tuple(self.row(section, table, index, rows, problems) for index in range(len(rows)))

    def row(
        self,
        section: Section,
        table: Table,
        index: int,
        rows: list[Row],
        problems: Mapping[str, ValueProblem],
    ) -> RowView:
        """One row with its inputs and what follows from them."""
        fixed = table.fixed[index] if table.fixed else None
        before = table.fixed[index - 1].group if table.fixed and index else ""
        has_select = table.is_free or _is_compact(table)
        cells: list[FieldView | ShownView] = []
        for column in table.columns:
            name = names.cell_name(table, index, column.id)
            if isinstance(column, Input):
                cells.append(self.field(column, name, rows[index], problems, has_select=has_select))
            elif not column.is_hidden:
                cells.append(self.computed_cell(section, column, index, name))
        return RowView(
            number=index + 1,
            legend=fixed.label if fixed else wording.row_name(table, index),
            hint=fixed.hint if fixed else "",
            group=fixed.group if fixed and fixed.group != before else "",
            cells=tuple(cells),
        )

    def computed_cell(self, section: Section, column: Computed, index: int, name: str) -> ShownView:
        """A computed cell; of a row that is not kept yet, a blank one."""
        kept = self.calculation.tables[section.id]
        outcome = kept[index][column.id] if index < len(kept) else Outcome(value=None, text="")
        return _shown(column, outcome, name)

    def ticks(self, section: Section, shown: SectionValues) -> tuple[TickRow, ...]:
        """The ticks of a section, by rows that have a name or a number."""
        of = self.tool.section(section.matrix.of) if section.matrix else None
        if of is None:
            return ()
        rows = self.named_rows(of)
        return tuple(
            TickRow(
                number=first,
                label=label,
                others=tuple(
                    (names.pair_text(first, second), other, (first, second) in shown.pairs)
                    for second, other in rows.items()
                    if second > first
                ),
                count=sum(first in pair for pair in shown.pairs),
            )
            for first, label in rows.items()
        )

    def named_rows(self, section: Section) -> dict[int, str]:
        """Number → name of the rows of a table that have something in them."""
        rows = self.values.tables.get(section.id, ())
        is_free = section.table is not None and section.table.is_free
        return {
            index + 1: row_label(section, rows, index)
            for index, row in enumerate(rows)
            if not is_free or any(row.values())
        }

    def results(self, section: Section) -> tuple[ShownView, ...]:
        """What a section says."""
        return tuple(
            _shown(one, self.calculation.results[one.id], f"result-{one.id}")
            for one in section.results
            if not one.is_hidden
        )

    def charts(self, section: Section) -> tuple[ChartView, ...]:
        """A section's charts, drawn."""
        found = [
            chart_of(self.tool, one, self.values, self.calculation, self.writer) for one in section.charts
        ]
        return tuple(ChartView(chart=one, drawing=charts.draw(one, self.writer.short)) for one in found)

    def removed(self, section: Section) -> str:
        """Name of the row of a section that can be put back."""
        if section.table is None:
            return ""
        row = removed_row(self.tool, self.kept, section.id)
        if row is None:
            return ""
        named = section.table.name_column
        return (row.get(named.id) if named else None) or section.table.row_label

    def written(self, of: Input, kept: str | None) -> str:
        """A value as it is read; "" where it is blank."""
        value = value_of(of, kept)
        return "" if value is None else self.writer.value(value, of)


def _shown(of: Computed, outcome: Outcome, id_: str) -> ShownView:
    return ShownView(
        id=id_,
        label=of.label,
        text=outcome.text,
        tone=outcome.tone.value,
        warning=outcome.warning,
        hint=of.hint,
        is_letter=of.show is Show.LETTER,
        is_number=of.formula is not None and not of.is_text,
    )


def shown_columns(table: Table | None) -> tuple[Input | Computed, ...]:
    """The columns that people see."""
    columns = table.columns if table else ()
    return tuple(one for one in columns if isinstance(one, Input) or not one.is_hidden)


def _heads(table: Table | None) -> tuple[str, ...]:
    return tuple(one.label for one in shown_columns(table))


def _is_compact(table: Table | None) -> bool:
    return is_narrow(table) and sum(_room(one) for one in shown_columns(table)) <= MOST_WIDTHS


def is_narrow(table: Table | None) -> bool:
    """The cells of a row have room beside each other on paper."""
    columns = shown_columns(table)
    has_long = any(isinstance(one, Input) and one.kind is InputKind.LONG for one in columns)
    widths = sum(1 + (isinstance(one, Input) and one.kind is InputKind.TEXT) for one in columns)
    return 0 < widths <= MOST_WIDTHS and not has_long


def _room(column: Input | Computed) -> int:
    """How many numbers' room something needs to be filled in or read."""
    if isinstance(column, Input):
        return 2 if column.kind in (InputKind.TEXT, InputKind.DATE, InputKind.CHOICE) else 1
    return 2 if column.cases else 1
