"""Where everything of a tool stands in its workbook: sheets, rows and columns, and their addresses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lms.content.tools.model import Computed, Input, Section, Table, Tool

TITLE_ROW, INTRO_ROW, FIRST_ROW = 0, 1, 3
"""Rows count from 0, as the writer of workbooks counts them."""
LABEL, VALUE, REMARK = 0, 1, 2
"""Columns of a field or a result."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlan:
    """The sheet of one section."""

    section: Section
    sheet: str
    results: Mapping[str, int]
    """Id → row."""
    fields: Mapping[str, int]
    header: int
    """The row with the names of columns; -1 without a table or a matrix."""
    rows: tuple[int, ...] = ()
    """Sheet rows of the table's rows; between them stand the headings of groups."""
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The last row used by table or matrix."""
        return self.rows[-1] if self.rows else self.header


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The sheets of one filling of a tool."""

    tool: Tool
    sections: Mapping[str, SectionPlan]

    def single(self, name: str) -> tuple[str, int] | None:
        """Sheet and row of a field or a result."""
        for plan in self.sections.values():
            row = plan.fields.get(name, plan.results.get(name))
            if row is not None:
                return plan.sheet, row
        return None


def make_plan(tool: Tool, *, prefix: str = "", taken: frozenset[str] = frozenset()) -> Plan:
    """One sheet a section, with names that no other sheet of the workbook has."""
    used = {name.casefold() for name in taken}
    sections = {}
    for section in tool.sections:
        sheet = _sheet_name(f"{prefix}{section.title}", used)
        used.add(sheet.casefold())
        sections[section.id] = _section_plan(tool, section, sheet)
    return Plan(tool=tool, sections=sections)


def _sheet_name(title: str, used: set[str]) -> str:
    name = " ".join(_FORBIDDEN.sub(" ", title).split())[:_LONGEST].strip() or "Sheet"
    number = 2
    unique = name
    while unique.casefold() in used:
        unique = f"{name[: _LONGEST - 3]} {number}"
        number += 1
    return unique


def _section_plan(tool: Tool, section: Section, sheet: str) -> SectionPlan:
    """Results stand above a long table, where they are seen, and below fields, which they follow from."""
    fields, row = _below_each_other(section.fields, FIRST_ROW)
    results, row = _below_each_other(section.results, row)
    rows: tuple[int, ...] = ()
    if section.table is not None:
        rows = _table_rows(section.table, row + 1)
    elif section.matrix is not None:
        table = tool.table(section.matrix.of)
        rows = tuple(range(row + 1, row + 1 + (table.length if table else 0)))
    columns = enumerate(section.table.columns, _first_column(section.table)) if section.table else ()
    return SectionPlan(
        section=section,
        sheet=sheet,
        results=results,
        fields=fields,
        header=row if section.table or section.matrix else -1,
        rows=rows,
        columns={column.id: place for place, column in columns},
    )


def _below_each_other(values: Sequence[Input | Computed], first: int) -> tuple[dict[str, int], int]:
    """Id → row of single values; and the next free row, with a blank one between."""
    rows = {one.id: row for row, one in enumerate(values, first)}
    return rows, first + len(rows) + bool(rows)


def _first_column(table: Table) -> int:
    """Fixed rows and steps are named in the column before."""
    return 0 if table.is_free else 1


def _table_rows(table: Table, first: int) -> tuple[int, ...]:
    rows, row, group = [], first, ""
    for n in range(table.length):
        heading = table.fixed[n].group if table.fixed else ""
        if heading and heading != group:
            group, row = heading, row + 1
        rows.append(row)
        row += 1
    return tuple(rows)


def is_hidden(one: Input | Computed) -> bool:
    """It works behind the scenes."""
    return isinstance(one, Computed) and one.is_hidden
