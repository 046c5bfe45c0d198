"""How the sheet of one section is written: labels, cells to fill in, live formulas with their results."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lms.content.tools.calculation import Calculation, Outcome
from lms.content.tools.model import Computed, Input, InputKind, SheetValues, Show, Table
from lms.content.tools.values import value_of
from lms.core.workbook import Format, Workbook, Worksheet, address
from lms.tools.spreadsheet.formulas import Speaker
from lms.tools.spreadsheet.lists import Lists
from lms.tools.spreadsheet.plan import (
    INTRO_ROW,
    LABEL,
    REMARK,
    TITLE_ROW,
    VALUE,
    Plan,
    SectionPlan,
    is_hidden,
)
from lms.tools.spreadsheet.styles import A4, Styles, row_height
from lms.tools.spreadsheet.words import SheetWords

WIDE, NARROW, LONG = 34, 15, 46
_LETTER_HEIGHT, _LONG_HEIGHT = 420, 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """One filling of the tool: what was typed and what comes out."""

    plan: Plan
    values: SheetValues
    calculation: Calculation


class SectionWriter:
    """Writes one sheet."""

    def __init__(
        self,
        book: Workbook,
        styles: Styles,
        lists: Lists,
        words: SheetWords,
        filling: Filling,
        plan: SectionPlan,
    ) -> None:
        self.sheet: Worksheet = book.add_worksheet(plan.sheet)
        self.styles = styles
        self.lists = lists
        self.words = words
        self.filling = filling
        self.plan = plan

    def write(self) -> None:
        """Everything on the sheet."""
        section, sheet = self.plan.section, self.sheet
        sheet.write_string(TITLE_ROW, LABEL, section.title, self.styles.title)
        if section.intro:
            sheet.merge_range(INTRO_ROW, 0, INTRO_ROW, 6, section.intro, self.styles.text)
            sheet.set_row(INTRO_ROW, row_height((section.intro, self._intro_width())))
        self._set_widths()
        for field in section.fields:
            self._write_field(field)
        for result in section.results:
            self._write_result(result)
        if section.table is not None:
            self._write_table(section.table)
        if section.matrix is not None:
            self._write_matrix(section.matrix.of, section.matrix.label)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _intro_width(self) -> int:
        table = self.plan.section.table
        if table is None:
            return WIDE + 6 * 5 if self.plan.section.matrix else 2 * WIDE + LONG
        shown = [
            _width(column, is_first=n == 0) for n, column in enumerate(table.columns) if not is_hidden(column)
        ]
        return sum(shown[:7])

    def _set_widths(self) -> None:
        table = self.plan.section.table
        self.sheet.set_column(LABEL, LABEL, WIDE)
        if table is None:
            width = 5 if self.plan.section.matrix else WIDE
            self.sheet.set_column(VALUE, VALUE, width)
            self.sheet.set_column(REMARK, REMARK, 5 if self.plan.section.matrix else LONG)
            return
        for column in table.columns:
            place = self.plan.columns[column.id]
            options = {"hidden": True} if is_hidden(column) else {}
            self.sheet.set_column(place, place, _width(column, is_first=place == 0), None, options)

    def _write_field(self, field: Input) -> None:
        row = self.plan.fields[field.id]
        self.sheet.write_string(row, LABEL, field.label, self.styles.label)
        self._write_input(row, VALUE, field, self.filling.values.fields)
        remark = " · ".join(part for part in (field.unit, field.hint) if part)
        if remark:
            self.sheet.write_string(row, REMARK, remark, self.styles.remark)
        kept = self.filling.values.fields.get(field.id, "")
        height = row_height((field.label, WIDE), (kept, WIDE), (remark, LONG))
        self.sheet.set_row(row, max(height, _LONG_HEIGHT if field.kind is InputKind.LONG else 0))

    def _write_result(self, result: Computed) -> None:
        row = self.plan.results[result.id]
        speaker = Speaker(plan=self.filling.plan, here=self.plan)
        self.sheet.write_string(row, LABEL, result.label, self.styles.label)
        self._write_formula(row, VALUE, result, speaker, self.filling.calculation.results[result.id])
        if result.unit:
            self.sheet.write_string(row, REMARK, result.unit, self.styles.remark)
        if result.warn and result.warn.when:
            warning = f'=IF({speaker.condition(result.warn.when)},{speaker.template(result.warn.say)},"")'
            said = self.filling.calculation.results[result.id].warning
            self.sheet.write_formula(row, REMARK, warning, self.styles.remark, said)
        if result.show is Show.LETTER:
            self.sheet.set_row(row, _LETTER_HEIGHT)
            self.sheet.set_column(VALUE, VALUE, 90)
        elif result.is_hidden:
            self.sheet.set_row(row, None, None, {"hidden": True})
        else:
            outcome = self.filling.calculation.results[result.id]
            texts = (result.label, WIDE), (outcome.text, WIDE), (outcome.warning, LONG)
            self.sheet.set_row(row, row_height(*texts))

    def _write_formula(
        self, row: int, column: int, one: Computed, speaker: Speaker, outcome: Outcome
    ) -> None:
        self.sheet.write_formula(row, column, speaker.value(one), self.styles.computed(one), _stored(outcome))
        if one.warn and one.warn.when:
            condition = f"={speaker.condition(one.warn.when)}"
            self.sheet.conditional_format(
                row,
                column,
                row,
                column,
                {"type": "formula", "criteria": condition, "format": self.styles.alarm},
            )

    def _write_input(self, row: int, column: int, field: Input, kept: Mapping[str, str]) -> None:
        style = self.styles.input(field)
        self.lists.guard(self.sheet, row, column, field)
        value = value_of(field, kept.get(field.id))
        if value is None:
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, Decimal):
            self.sheet.write_number(row, column, float(value), style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, style)
        else:  # never as a formula, whatever it begins with
            self.sheet.write_string(row, column, field.label_of(value), style)

    def _write_table(self, table: Table) -> None:
        header = self.plan.header
        if not table.is_free:
            self.sheet.write_string(header, 0, table.row_label, self.styles.head)
        for column in table.columns:
            unit = f" ({column.unit})" if column.unit else ""
            place = self.plan.columns[column.id]
            self.sheet.write_string(header, place, f"{column.label}{unit}", self.styles.head)
            if column.hint:
                self.sheet.write_comment(header, place, column.hint, {"x_scale": 2})
        names = ((f"{one.label} {one.unit}", _width(one, is_first=False)) for one in table.columns)
        self.sheet.set_row(header, row_height(*names))
        self.sheet.freeze_panes(header + 1, 1)
        for index in range(table.length):
            self._write_row(table, index)

    def _write_row(self, table: Table, index: int) -> None:
        row = self.plan.rows[index]
        if not table.is_free:
            self._write_name(table, index, row)
        rows = self.filling.values.tables.get(self.plan.section.id, ())
        outcomes = self.filling.calculation.tables[self.plan.section.id]
        speaker = Speaker(plan=self.filling.plan, here=self.plan, index=index)
        for column in table.columns:
            place = self.plan.columns[column.id]
            if isinstance(column, Input):
                self._write_input(row, place, column, rows[index] if index < len(rows) else {})
            else:
                outcome = (
                    outcomes[index][column.id] if index < len(outcomes) else Outcome(value=None, text="")
                )
                self._write_formula(row, place, column, speaker, outcome)
        self._set_row_height(table, index)

    def _set_row_height(self, table: Table, index: int) -> None:
        rows = self.filling.values.tables.get(self.plan.section.id, ())
        kept = rows[index] if index < len(rows) else {}
        texts = [
            (kept.get(one.id, ""), _width(one, is_first=self.plan.columns[one.id] == 0))
            for one in table.inputs
        ]
        if table.fixed:
            fixed = table.fixed[index]
            texts += [(f"{fixed.label}\n{fixed.hint}" if fixed.hint else fixed.label, WIDE)]
        outcomes = self.filling.calculation.tables[self.plan.section.id]
        said = outcomes[index] if index < len(outcomes) else {}
        texts += [
            (said[one.id].text, _width(one, is_first=False)) for one in table.computed if one.id in said
        ]
        self.sheet.set_row(self.plan.rows[index], row_height(*texts))

    def _write_name(self, table: Table, index: int, row: int) -> None:
        if table.steps:
            self.sheet.write_string(row, 0, f"{table.row_label} {index + 1}", self.styles.label)
            return
        fixed = table.fixed[index]
        before = table.fixed[index - 1].group if index else ""
        if fixed.group and fixed.group != before:
            self.sheet.write_string(row - 1, 0, fixed.group, self.styles.heading)
        self.sheet.write_string(row, 0, "\n".join(filter(None, (fixed.label, fixed.hint))), self.styles.label)

    def _write_matrix(self, of: str, label: str) -> None:
        names = self.filling.plan.sections[of]
        table = names.section.table
        assert table is not None, "the tool has passed its checks"
        self.sheet.write_string(self.plan.header, LABEL, label, self.styles.head)
        ticked = set(self.filling.values.matrices.get(self.plan.section.id, ()))
        self.sheet.set_column(1, len(self.plan.rows), 5)
        for index, row in enumerate(self.plan.rows):
            self._write_actor(names, table, index, row)
            for other in range(len(self.plan.rows)):
                self._write_tick(
                    row, other + 1, is_open=other > index, is_ticked=(index + 1, other + 1) in ticked
                )

    def _write_actor(self, names: SectionPlan, table: Table, index: int, row: int) -> None:
        column = table.name_column
        place = names.columns[column.id] if column and table.is_free else 0
        source = f"'{names.sheet}'!{address(names.rows[index], place)}"
        rows = self.filling.values.tables.get(names.section.id, ())
        name = rows[index].get(column.id, "") if column and index < len(rows) else ""
        self.sheet.write_formula(
            row, LABEL, f'={index + 1}&" "&{source}', self.styles.label, f"{index + 1} {name}"
        )
        self.sheet.write_number(self.plan.header, index + 1, index + 1, self.styles.head)

    def _write_tick(self, row: int, column: int, *, is_open: bool, is_ticked: bool) -> None:
        style: Format = self.styles.tick if is_open else self.styles.closed
        if is_open:
            self.lists.guard_tick(self.sheet, row, column)
        if is_ticked:
            self.sheet.write_number(row, column, 1, style)
        else:
            self.sheet.write_blank(row, column, None, style)


def _width(column: Input | Computed, *, is_first: bool) -> int:
    if isinstance(column, Input):
        if column.kind is InputKind.LONG:
            return LONG
        is_wide = is_first or column.kind in (InputKind.TEXT, InputKind.CHOICE)
        return WIDE if is_first else 24 if is_wide else NARROW
    return 28 if column.cases else NARROW


def _stored(outcome: Outcome) -> float | str:
    """What a formula has come to, for programs that show a file without working it out."""
    if isinstance(outcome.value, Decimal):
        return float(outcome.value)
    if isinstance(outcome.value, date):
        return float((outcome.value - date(1899, 12, 30)).days)
    return outcome.value or ""
