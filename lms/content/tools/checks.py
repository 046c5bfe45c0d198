"""Whether a tool holds together: names, kinds, circles, and whether its examples come out as they say."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lms.content.arithmetic import FormulaError
from lms.content.naming import did_you_mean
from lms.content.tools import expressions as ex
from lms.content.tools.bounds import Node, check_bounds
from lms.content.tools.calculation import Calculation, Outcome, calculate
from lms.content.tools.formulas import read_formula
from lms.content.tools.kinds import Kind, Scope, kind_of_shown
from lms.content.tools.model import Chart, Computed, Example, Input, Section, Tool
from lms.content.tools.places import Places
from lms.content.tools.templates import names_in
from lms.content.tools.writing import rounded, shown_number
from lms.content.written_numbers import decimals_of

MOST_MATRIX_ROWS = 20


def check_tool(tool: Tool, places: Places) -> None:
    """Note everything that is wrong with a tool that has been read without errors."""
    _check_names(tool, places)
    _check_sections(tool, places)
    _check_formulas(tool, places)
    if not places.notes.has_errors:
        needs = _needs(tool)
        _check_circles(needs, places)
        if not places.notes.has_errors:
            check_bounds(tool, places, needs)
    if not places.notes.has_errors:
        for example in tool.examples:
            _check_example(tool, example, places)


def _check_names(tool: Tool, places: Places) -> None:
    """Fields, results and sections share one space of names."""
    seen: dict[str, str] = {}
    for section in tool.sections:
        own = [(section.id, section.id)]
        own += [(one.id, f"{section.id}.{one.id}") for one in section.fields]
        own += [(one.id, f"{section.id}.{one.id}") for one in section.results]
        for name, path in own:
            if name in seen:
                places.error(path, "duplicate-id", f"the id “{name}” is used twice in this tool")
            seen[name] = path


def _check_sections(tool: Tool, places: Places) -> None:
    for section in tool.sections:
        if section.matrix:
            table = tool.table(section.matrix.of)
            if table is None or table.length > MOST_MATRIX_ROWS:
                message = f"a matrix stands between the rows of a table of at most {MOST_MATRIX_ROWS} rows"
                places.error(section.id, "tool-matrix", message, "matrix: {of: actors, label: They have met}")
        for chart in section.charts:
            _check_chart(tool, chart, f"{section.id}.charts.{chart.id}", places)


def _check_chart(tool: Tool, chart: Chart, path: str, places: Places) -> None:
    if (chart.rows is None) == (not chart.values) or (chart.rows is not None and not chart.series):
        message = "a chart has rows and series, or values"
        places.error(path, "tool-chart", message, "rows: industries, series: [lq]")
        return
    table = tool.table(chart.rows) if chart.rows else None
    if chart.rows and table is None:
        places.error(path, "tool-chart", f"there is no table “{chart.rows}”")
    found = {
        name: table.column(name) if table else tool.named(name) for name in (*chart.series, *chart.values)
    }
    found.update({line.name: tool.named(line.name) for line in chart.lines if line.name})
    for name, one in found.items():
        if one is None or not _is_numeric(one):
            places.error(path, "tool-chart", f"there is no number called “{name}” to draw")


def _is_numeric(one: Input | Computed) -> bool:
    return kind_of_shown(one) is Kind.NUMBER


def _formulas(tool: Tool) -> Iterator[tuple[str, Section, Computed, bool]]:
    """Dotted path, section, what is computed, and whether it stands in a row."""
    for section in tool.sections:
        for column in section.table.computed if section.table else ():
            yield f"{section.id}.{column.id}", section, column, True
        for result in section.results:
            yield f"{section.id}.{result.id}", section, result, False


def _check_formulas(tool: Tool, places: Places) -> None:
    for path, section, computed, in_row in _formulas(tool):
        scope = Scope(tool, section if in_row else None)
        if computed.formula is not None:
            _check_formula(computed.formula, kind_of_shown(computed), scope, f"{path}.formula", places)
        for number, case in enumerate(computed.cases, 1):
            _check_text(case.say, scope, f"{path}.cases.{number}", places)
            if case.when is not None:
                _check_formula(case.when, Kind.TRUTH, scope, f"{path}.cases.{number}.when", places)
        if computed.warn and computed.warn.when:
            _check_text(computed.warn.say, scope, f"{path}.warn", places)
            _check_formula(computed.warn.when, Kind.TRUTH, scope, f"{path}.warn.when", places)


def _check_formula(formula: str, wanted: Kind, scope: Scope, path: str, places: Places) -> None:
    try:
        kind = scope.kind(read_formula(formula))
    except FormulaError as error:
        places.error(path, "tool-formula", f"in “{formula[:80]}”, place {error.column}: {error.message}")
        return
    if kind is not wanted and kind is not Kind.ANY:
        message = f"“{formula[:80]}” comes to a {kind}, but a {wanted} is wanted here"
        places.error(path, "tool-formula", message)


def _check_text(template: str, scope: Scope, path: str, places: Places) -> None:
    known = scope.names()
    for name in names_in(template):
        if name not in known:
            message = (
                f"there is nothing called “{name}” that could be written here.{did_you_mean(name, known)}"
            )
            places.error(path, "tool-text", message)


def _needs(tool: Tool) -> dict[Node, tuple[str, set[Node]]]:
    """For everything computed its dotted path and what it needs; a whole column counts as one value."""
    return {
        (section.id if in_row else "", computed.id): (path, set(_needed(section, computed, in_row)))
        for path, section, computed, in_row in _formulas(tool)
    }


def _check_circles(needs: dict[Node, tuple[str, set[Node]]], places: Places) -> None:
    """Values that need themselves."""
    for node, (path, _) in needs.items():
        reached: set[Node] = set()
        waiting = list(needs[node][1])
        while waiting:
            step = waiting.pop()
            if step not in reached and step in needs:
                reached.add(step)
                waiting += needs[step][1]
        if node in reached:
            places.error(path, "tool-circle", f"“{node[1]}” is needed, by way of others, to work itself out")


def _needed(section: Section, computed: Computed, in_row: bool) -> Iterator[Node]:
    texts = [case.say for case in computed.cases]
    formulas = [case.when for case in computed.cases if case.when]
    formulas += [computed.formula] if computed.formula else []
    columns = {column.id for column in section.table.columns} if in_row and section.table else set()
    for name in (name for text in texts for name in names_in(text)):
        yield (section.id, name) if name in columns else ("", name)
    for part in (part for formula in formulas for part in ex.parts(read_formula(formula))):
        match part:
            case ex.Name():
                yield (section.id, part.id) if part.id in columns else ("", part.id)
            case ex.Cell():
                yield part.section, part.id
            case ex.ColumnCall():
                yield from part.columns
            case ex.RowCall():
                yield section.id, part.id


def _check_example(tool: Tool, example: Example, places: Places) -> None:
    calculation = calculate(tool, example.values)
    for path, expected in example.expect.items():
        place = f"examples.{example.id}.{path}"
        found = _find(tool, calculation, path)
        if found is None:
            names = [result.id for result in tool.results]
            message = f"“{path}” is neither a result nor section.row.column.{did_you_mean(path, names)}"
            places.error(place, "tool-example", message, "industries.1.lq: 1.87")
        elif (shown := _as_expected(*found, expected)) != expected:
            message = f"“{path}” comes to {shown or 'nothing'}, but {expected} is expected"
            places.error(place, "tool-example", message)


def _find(tool: Tool, calculation: Calculation, path: str) -> tuple[Computed, Outcome] | None:
    match path.split("."):
        case [name]:
            result = tool.named(name)
            return (result, calculation.results[name]) if isinstance(result, Computed) else None
        case [section_id, row, name]:
            table = tool.table(section_id)
            column = table.column(name) if table else None
            if table is None or not isinstance(column, Computed):
                return None
            ids = [fixed.id for fixed in table.fixed]
            index = ids.index(row) if row in ids else int(row) - 1 if row.isdecimal() else -1
            rows = calculation.tables[section_id]
            return (column, rows[index][name]) if 0 <= index < len(rows) else None
    return None


def _as_expected(computed: Computed, outcome: Outcome, expected: str) -> str:
    """The outcome in the form of what is expected: a number with as many decimals."""
    if not isinstance(outcome.value, Decimal):
        return outcome.text
    try:
        wanted = Decimal(expected)
    except InvalidOperation:
        return outcome.text
    found = rounded(shown_number(outcome.value, computed), decimals_of(wanted))
    return expected if found == wanted else f"{found:f}"
