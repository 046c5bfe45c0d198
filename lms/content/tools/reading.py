"""What `tool.yaml` says: a file goes in, a tool comes out, with every problem at its place."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from lms.content.frontmatter import Fields
from lms.content.module_schema import read_format
from lms.content.naming import ASSET_NAME
from lms.content.problems import Notes
from lms.content.tools.checks import check_tool
from lms.content.tools.example_reading import read_examples
from lms.content.tools.input_reading import read_columns, read_input, read_results
from lms.content.tools.model import Chart, ChartKind, ChartLine, FixedRow, Matrix, Section, Table, Tool
from lms.content.tools.places import ID, Places, long_text, read_decimal
from lms.content.yaml_nodes import ListNode, read_yaml

TOOL_FILE = "tool.yaml"
TOOL_NAME = re.compile(r"tool(?:\.(?P<language>[a-z]{2,3}(?:-[A-Z]{2})?))?\.yaml")
MOST_ROWS = 60
MOST_STEPS = 60
MOST_SECTIONS = 12

SECTION_EXAMPLE = (
    "sections:\n  - id: totals\n    title: Totals\n    fields: [{id: jobs, label: Jobs, kind: number}]"
)
ROWS_EXAMPLE = "rows: 20"
_SPREADSHEET = re.compile(r"[a-z0-9][a-z0-9-]*\.xlsx")
TAKEN = frozenset({"spreadsheet"})
"""Addresses beside those of the sections."""


def read_tool(text: str, path: str) -> tuple[Tool | None, Notes]:
    """Read and check a tool; None where it cannot be used."""
    notes = Notes(path)
    node = read_yaml(text, notes)
    if node is None:
        return None, notes
    fields, places = Fields(node, notes), Places(notes)
    read_format(fields)
    sections = tuple(_section(group, places) for group in fields.groups("sections", example=SECTION_EXAMPLE))
    tool = Tool(
        title=fields.text("title", example="title: Cluster mapping sheet", limit=80),
        summary=fields.text("summary", example="summary: What it does for you.", limit=400),
        spreadsheet=fields.text("spreadsheet", example="spreadsheet: mapping-sheet.xlsx", limit=80),
        sections=sections,
        is_legal=fields.yes_or_no("legal"),
    )
    _check_frame(fields, tool)
    examples = read_examples(fields, tool, places)
    fields.close()
    tool = replace(tool, examples=examples)
    if not notes.has_errors:
        check_tool(tool, places)
    return (None if notes.has_errors else tool), notes


def _check_frame(fields: Fields, tool: Tool) -> None:
    if tool.spreadsheet and not (
        _SPREADSHEET.fullmatch(tool.spreadsheet) and ASSET_NAME.fullmatch(tool.spreadsheet)
    ):
        message = "the spreadsheet is named by small letters, digits and hyphens, and ends in .xlsx"
        fields.notes.error(
            *fields.place_of("spreadsheet"), "wrong-name", message, "spreadsheet: mapping-sheet.xlsx"
        )
    if not 1 <= len(tool.sections) <= MOST_SECTIONS:
        message = f"a tool has 1 to {MOST_SECTIONS} sections, this one has {len(tool.sections)}"
        fields.notes.error(*fields.place_of("sections"), "tool-sections", message, SECTION_EXAMPLE)


def _section(fields: Fields, places: Places) -> Section:
    """A section: fields, or a table, or ticks, with results and charts."""
    identifier = places.identifier(fields, "")
    if identifier in TAKEN:
        message = f"“{identifier}” is the address of another page of a sheet"
        places.error(identifier, "wrong-name", message, f"id: {identifier}_part")
    section = Section(
        id=identifier,
        title=fields.text("title", example="title: Industries", limit=60),
        intro=long_text(fields, "intro", limit=1000),
        fields=tuple(
            read_input(group, places, identifier)
            for group in fields.groups("fields", example="fields: [{id: jobs, label: Jobs, kind: number}]")
        ),
        table=_table(fields, places, identifier),
        matrix=_matrix(fields),
        results=read_results(fields, "results", places, identifier),
        charts=tuple(_charts(fields, places, identifier)),
    )
    fields.close()
    if sum(map(bool, (section.fields, section.table, section.matrix))) > 1:
        message = "a section has fields, or a table, or a matrix; make two sections of it"
        fields.notes.error(*fields.place, "tool-section", message, SECTION_EXAMPLE)
    return section


def _table(fields: Fields, places: Places, section: str) -> Table | None:
    group = fields.group("table")
    if group is None:
        return None
    label = group.text("row_label", example="row_label: Industry", limit=40)
    most_rows, fixed = _rows(group, places, section)
    steps = group.integer("steps", least=1, most=MOST_STEPS) if group.has("steps") else 0
    columns = read_columns(group, places, section)
    group.close()
    if sum(map(bool, (most_rows, fixed, steps))) != 1:
        message = "a table has a number of free rows, a list of fixed rows, or steps"
        group.notes.error(*group.place, "tool-rows", message, ROWS_EXAMPLE)
    return Table(row_label=label, columns=columns, most_rows=most_rows, fixed=fixed, steps=steps)


def _rows(group: Fields, places: Places, section: str) -> tuple[int, tuple[FixedRow, ...]]:
    if not group.has("rows"):
        return 0, ()
    if isinstance(group.node.get("rows"), ListNode):
        rows = group.groups("rows", example="rows:\n  - {id: mass, label: Critical mass}")
        return 0, tuple(_fixed_row(row, places, section) for row in rows)
    return group.integer("rows", least=1, most=MOST_ROWS, example=ROWS_EXAMPLE, default=1), ()


def _fixed_row(fields: Fields, places: Places, section: str) -> FixedRow:
    row = FixedRow(
        id=places.identifier(fields, f"{section}.rows", pattern=re.compile(r"[a-z0-9][a-z0-9_]*")),
        label=fields.text("label", example="label: Critical mass", limit=200),
        hint=fields.text("hint", limit=400),
        group=fields.text("group", limit=60),
        values=_numbers(fields),
    )
    fields.close()
    return row


def _numbers(fields: Fields) -> dict[str, Decimal]:
    texts = fields.text_map("values")
    numbers = {}
    for name, text in texts.items():
        number = read_decimal(text)
        if number is None or not ID.fullmatch(name):
            message = f"“{name[:30]}: {text[:30]}” should be a name and a number"
            fields.notes.error(*fields.place_of("values"), "wrong-value", message, "values: {critical: 1}")
        else:
            numbers[name] = number
    return numbers


def _matrix(fields: Fields) -> Matrix | None:
    group = fields.group("matrix")
    if group is None:
        return None
    matrix = Matrix(
        of=group.text("of", example="of: actors", limit=40),
        label=group.text("label", example="label: They have exchanged know-how", limit=120),
    )
    group.close()
    return matrix


def _charts(fields: Fields, places: Places, section: str) -> Iterator[Chart]:
    example = "charts:\n  - {id: quotients, kind: bar, title: Quotients, rows: industries, series: [lq]}"
    for group in fields.groups("charts", example=example):
        chart = Chart(
            id=places.identifier(group, f"{section}.charts"),
            kind=group.word("kind", ChartKind, example="kind: bar") or ChartKind.BAR,
            title=group.text("title", example="title: Location quotients", limit=120),
            rows=group.text("rows", limit=40) or None,
            series=group.texts("series", pattern=ID),
            values=group.texts("values", pattern=ID),
            unit=group.text("unit", limit=20),
            lines=tuple(_lines(group)),
        )
        group.close()
        places.keep(f"{section}.charts.{chart.id}", *group.place)
        yield chart


def _lines(fields: Fields) -> Iterator[ChartLine]:
    for group in fields.groups("lines", example="lines: [{at: 1, label: same share}]"):
        at = group.text("at", example="at: 1", limit=40)
        number = read_decimal(at)
        yield ChartLine(
            label=group.text("label", example="label: same share", limit=40),
            at=number,
            name=None if number is not None else at,
        )
        group.close()
