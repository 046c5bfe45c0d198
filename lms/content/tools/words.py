"""The texts of a tool, each under a dotted path, so that another language can say them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from lms.content.tools.model import (
    Case,
    Chart,
    ChartLine,
    Column,
    Computed,
    Example,
    FixedRow,
    Input,
    Option,
    Section,
    Table,
    Tool,
)


def words_of(tool: Tool) -> dict[str, str]:
    """All texts of a tool by their path, in the order in which they are shown."""
    words: dict[str, str] = {}

    def note(path: str, text: str) -> str:
        if text:
            words[path] = text
        return text

    _Speaker(note).tool(tool)
    return words


def translated(tool: Tool | None, words: Mapping[str, str]) -> Tool | None:
    """The tool with the texts of another language; what is missing there stays as it is."""
    if tool is None or not words:
        return tool
    return _Speaker(lambda path, text: words.get(path, text)).tool(tool)


class _Speaker:
    """Passes through a tool and asks for every text what should stand there."""

    def __init__(self, say: Callable[[str, str], str]) -> None:
        self.say = say

    def tool(self, tool: Tool) -> Tool:
        return replace(
            tool,
            title=self.say("title", tool.title),
            summary=self.say("summary", tool.summary),
            sections=tuple(self.section(section) for section in tool.sections),
            examples=tuple(self.example(example) for example in tool.examples),
        )

    def section(self, section: Section) -> Section:
        path = section.id
        matrix = section.matrix
        return replace(
            section,
            title=self.say(f"{path}.title", section.title),
            intro=self.say(f"{path}.intro", section.intro),
            fields=tuple(self.input(one, f"{path}.{one.id}") for one in section.fields),
            table=self.table(section.table, path) if section.table else None,
            matrix=replace(matrix, label=self.say(f"{path}.matrix", matrix.label)) if matrix else None,
            results=tuple(self.computed(one, f"{path}.{one.id}") for one in section.results),
            charts=tuple(self.chart(one, f"{path}.charts.{one.id}") for one in section.charts),
        )

    def table(self, table: Table, path: str) -> Table:
        columns: tuple[Column, ...] = tuple(
            self.input(one, f"{path}.{one.id}")
            if isinstance(one, Input)
            else self.computed(one, f"{path}.{one.id}")
            for one in table.columns
        )
        return replace(
            table,
            row_label=self.say(f"{path}.row_label", table.row_label),
            columns=columns,
            fixed=tuple(self.fixed_row(row, f"{path}.rows.{row.id}") for row in table.fixed),
        )

    def fixed_row(self, row: FixedRow, path: str) -> FixedRow:
        return replace(
            row,
            label=self.say(f"{path}.label", row.label),
            hint=self.say(f"{path}.hint", row.hint),
            group=self.say(f"{path}.group", row.group),
        )

    def input(self, field: Input, path: str) -> Input:
        return replace(
            field,
            label=self.say(f"{path}.label", field.label),
            hint=self.say(f"{path}.hint", field.hint),
            unit=self.say(f"{path}.unit", field.unit),
            options=tuple(self.options(field.options, path)),
        )

    def options(self, options: Iterable[Option], path: str) -> Iterator[Option]:
        for option in options:
            yield replace(option, label=self.say(f"{path}.options.{option.id}", option.label))

    def computed(self, one: Computed, path: str) -> Computed:
        return replace(
            one,
            label=self.say(f"{path}.label", one.label),
            hint=self.say(f"{path}.hint", one.hint),
            unit=self.say(f"{path}.unit", one.unit),
            cases=tuple(self.case(case, f"{path}.cases.{n}") for n, case in enumerate(one.cases, 1)),
            warn=self.case(one.warn, f"{path}.warn") if one.warn else None,
        )

    def case(self, case: Case, path: str) -> Case:
        return replace(case, say=self.say(path, case.say))

    def chart(self, chart: Chart, path: str) -> Chart:
        return replace(
            chart,
            title=self.say(f"{path}.title", chart.title),
            unit=self.say(f"{path}.unit", chart.unit),
            lines=tuple(self.line(line, f"{path}.lines.{n}") for n, line in enumerate(chart.lines, 1)),
        )

    def line(self, line: ChartLine, path: str) -> ChartLine:
        return replace(line, label=self.say(path, line.label))

    def example(self, example: Example) -> Example:
        path = f"examples.{example.id}"
        return replace(
            example, name=self.say(f"{path}.name", example.name), note=self.say(f"{path}.note", example.note)
        )
