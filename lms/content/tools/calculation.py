"""What comes out of a tool: formulas and filled-in values go in, results and computed cells come out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

from lms.content.tools import expressions as ex
from lms.content.tools.formulas import names_needed, read_formula
from lms.content.tools.model import Computed, Input, Section, SheetValues, Table, Tone, Tool
from lms.content.tools.operations import (
    BlankError,
    Known,
    apply,
    called,
    compared,
    negative,
    number,
    of_column,
    rank,
    running,
    sum_of_products,
)
from lms.content.tools.templates import filled
from lms.content.tools.values import Value, value_of
from lms.content.tools.writing import Writer

LARGEST = Decimal(10) ** 15
"""From here on a number counts as blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One computed value."""

    value: Value | None
    """None: blank."""
    text: str
    """As it is shown; "" where it is blank."""
    tone: Tone = Tone.PLAIN
    warning: str = ""
    """What to say beside the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """Everything a tool computes."""

    results: Mapping[str, Outcome]
    """By id, hidden ones included."""
    tables: Mapping[str, tuple[Mapping[str, Outcome], ...]]
    """Section → for each row the computed columns, hidden ones included; of free rows those filled in."""
    inputs: Mapping[str, Value | None]
    """Fields by id, as they count."""


@dataclass(frozen=True, slots=True)
class _Row:
    section: Section
    table: Table
    index: int


_Key = tuple[str, int, str]
"""Section and row, where it stands in one, and id of something computed or filled in."""


def _key(identifier: str, row: _Row | None) -> _Key:
    return (row.section.id, row.index, identifier) if row else ("", 0, identifier)


def calculate(tool: Tool, values: SheetValues, writer: Writer | None = None) -> Calculation:
    """Work out everything in a tool that has passed its checks; what cannot be worked out is blank."""
    return _Calculator(tool, values, writer or Writer()).calculation()


class _Calculator:
    def __init__(self, tool: Tool, values: SheetValues, writer: Writer) -> None:
        self.tool = tool
        self.values = values
        self.writer = writer
        self.memo: dict[_Key, Outcome] = {}
        self.typed: dict[_Key, Value | None] = {}
        self.columns: dict[tuple[str, str], list[Value | None]] = {}
        self.numbers: dict[tuple[object, ...], Decimal] = {}

    def calculation(self) -> Calculation:
        tables = {
            section.id: tuple(
                self.computed_cells(section, section.table, n) for n in range(self.length(section.id))
            )
            for section in self.tool.sections
            if section.table
        }
        return Calculation(
            results={result.id: self.warned(result, None) for result in self.tool.results},
            tables=tables,
            inputs={field.id: self.input_value(field, None) for field in self.tool.fields},
        )

    def computed_cells(self, section: Section, table: Table, index: int) -> dict[str, Outcome]:
        row = _Row(section, table, index)
        return {column.id: self.warned(column, row) for column in table.computed}

    def length(self, section_id: str) -> int:
        """Rows that are there."""
        table = self.tool.table(section_id)
        if table is None:
            return 0
        return min(len(self.rows(section_id)), table.most_rows) if table.is_free else table.length

    def rows(self, section_id: str) -> tuple[Mapping[str, str], ...]:
        return self.values.tables.get(section_id, ())

    def outcome(self, of: Computed, row: _Row | None) -> Outcome:
        key = _key(of.id, row)
        if key not in self.memo:
            self.memo[key] = self.worked_out(of, row)
        return self.memo[key]

    def worked_out(self, of: Computed, row: _Row | None) -> Outcome:
        if row is not None and self.is_absent(row):
            return Outcome(value=None, text="")
        if of.formula is None:
            return self.case(of, row)
        value = _writable(self.formula(of.formula, row))
        return Outcome(value=value, text="" if value is None else self.writer.value(value, of))

    def warned(self, of: Computed, row: _Row | None) -> Outcome:
        """The outcome with its warning, which no formula can ask for and which may speak of everything."""
        outcome = self.outcome(of, row)
        is_there = of.formula is not None and outcome.value is not None
        if is_there and of.warn and of.warn.when and self.holds(of.warn.when, row):
            return replace(outcome, tone=of.warn.tone, warning=self.said(of.warn.say, row))
        return outcome

    def is_absent(self, row: _Row) -> bool:
        """Nothing was filled in in a free row."""
        rows = self.rows(row.section.id)
        return row.table.is_free and (row.index >= len(rows) or not any(rows[row.index].values()))

    def case(self, of: Computed, row: _Row | None) -> Outcome:
        for case in of.cases:
            if case.when is None or self.holds(case.when, row):
                text = self.said(case.say, row)
                return Outcome(value=text, text=text, tone=case.tone)
        return Outcome(value=None, text="")

    def holds(self, condition: str, row: _Row | None) -> bool:
        return self.formula_of(condition, row) is True

    def formula(self, formula: str, row: _Row | None) -> Value | None:
        value = self.formula_of(formula, row)
        return None if isinstance(value, bool) else value

    def formula_of(self, formula: str, row: _Row | None) -> Known | None:
        tree = read_formula(formula)
        try:
            for name in names_needed(formula):
                self.known(name, row)
            return self.evaluate(tree, row)
        except (BlankError, DivisionByZero, InvalidOperation, Overflow, OverflowError):
            return None

    def said(self, template: str, row: _Row | None) -> str:
        return filled(template, lambda name: self.written(name, row))

    def written(self, name: str, row: _Row | None) -> str:
        of, value = self.lookup(name, row)
        if isinstance(of, Input | Computed):
            return self.writer.value(value, of)
        return self.writer.blank if value is None else str(value)

    def lookup(self, name: str, row: _Row | None) -> tuple[Input | Computed | None, Value | None]:
        """A name as seen from a row: its columns, its numbers, its own number, then the whole tool."""
        if row is not None:
            column = row.table.column(name)
            if column is not None:
                return column, self.cell(row, column)
            if row.table.fixed and name in row.table.fixed[row.index].values:
                return None, row.table.fixed[row.index].values[name]
            if name == "row":
                return None, Decimal(row.index + 1)
        of = self.tool.named(name)
        if isinstance(of, Input):
            return of, self.input_value(of, None)
        return of, self.outcome(of, None).value if of else None

    def cell(self, row: _Row, column: Input | Computed) -> Value | None:
        if isinstance(column, Computed):
            return self.outcome(column, row).value
        return self.input_value(column, row)

    def input_value(self, field: Input, row: _Row | None) -> Value | None:
        key = _key(field.id, row)
        if key not in self.typed:
            self.typed[key] = value_of(field, self.kept(field, row))
        return self.typed[key]

    def kept(self, field: Input, row: _Row | None) -> str | None:
        if row is None:
            return self.values.fields.get(field.id)
        rows = self.rows(row.section.id)
        return rows[row.index].get(field.id) if row.index < len(rows) else None

    def known(self, name: ex.Name | ex.Cell, row: _Row | None) -> Value:
        """The value of a single name; raises BlankError."""
        value = self.lookup(name.id, row)[1] if isinstance(name, ex.Name) else self.fixed_cell(name)
        if value is None or value == "":
            raise BlankError
        return value

    def fixed_cell(self, name: ex.Cell) -> Value | None:
        section = self.tool.section(name.section)
        if section is None or section.table is None:
            return None
        table = section.table
        index = next(n for n, fixed in enumerate(table.fixed) if fixed.id == name.row)
        column = table.column(name.id)
        return self.cell(_Row(section, table, index), column) if column else None

    def column(self, section_id: str, column_id: str) -> list[Value | None]:
        key = (section_id, column_id)
        if key not in self.columns:
            self.columns[key] = self.cells(section_id, column_id)
        return self.columns[key]

    def cells(self, section_id: str, column_id: str) -> list[Value | None]:
        section = self.tool.section(section_id)
        if section is None or section.table is None:
            return []
        column = section.table.column(column_id)
        if column is None:
            return []
        return [self.cell(_Row(section, section.table, n), column) for n in range(self.length(section_id))]

    def evaluate(self, tree: ex.Expression, row: _Row | None) -> Known:
        match tree:
            case ex.Number() | ex.Text():
                return tree.value
            case ex.Blank():
                raise BlankError
            case ex.Name() | ex.Cell():
                return self.known(tree, row)
            case ex.IsBlank():
                return self.is_blank(tree, row)
            case ex.ColumnCall():
                return self.once((tree.function, tree.columns), lambda: self.column_function(tree))
            case ex.RowCall():
                key = (tree.function, *_key(tree.id, row))
                return self.once(key, lambda: self.row_function(tree, row))
            case ex.MatrixCall():
                return self.matrix_function(tree, row)
            case ex.Not():
                return not self.truth(tree.of, row)
            case ex.Both():
                return self.both(tree, row)
            case ex.Choice():
                return self.evaluate(tree.then if self.truth(tree.condition, row) else tree.otherwise, row)
            case ex.Comparison():
                return compared(tree.sign, self.evaluate(tree.left, row), self.evaluate(tree.right, row))
        return self.arithmetic(tree, row)

    def arithmetic(self, tree: ex.Signed | ex.Arithmetic | ex.Call, row: _Row | None) -> Known:
        match tree:
            case ex.Signed():
                return negative(number(self.evaluate(tree.of, row)))
            case ex.Arithmetic():
                return apply(tree.sign, self.evaluate(tree.left, row), self.evaluate(tree.right, row))
            case ex.Call():
                return called(tree.function, [self.evaluate(one, row) for one in tree.arguments])

    def is_blank(self, tree: ex.IsBlank, row: _Row | None) -> bool:
        try:
            self.known(tree.of, row)
        except BlankError:
            return True
        return False

    def both(self, tree: ex.Both, row: _Row | None) -> bool:
        if tree.sign == "and":
            return self.truth(tree.left, row) and self.truth(tree.right, row)
        return self.truth(tree.left, row) or self.truth(tree.right, row)

    def truth(self, tree: ex.Expression, row: _Row | None) -> bool:
        return self.evaluate(tree, row) is True

    def once(self, key: tuple[object, ...], work: Callable[[], Decimal]) -> Decimal:
        """What functions of columns come to: many rows ask for the same."""
        if key not in self.numbers:
            self.numbers[key] = work()
        return self.numbers[key]

    def column_function(self, tree: ex.ColumnCall) -> Decimal:
        columns = [self.column(section, column) for section, column in tree.columns]
        if tree.function == "count":
            return Decimal(sum(value is not None and value != "" for value in columns[0]))
        if tree.function == "sumproduct":
            return sum_of_products(*columns)
        return of_column(tree.function, [value for value in columns[0] if isinstance(value, Decimal)])

    def row_function(self, tree: ex.RowCall, row: _Row | None) -> Decimal:
        if row is None:
            raise BlankError
        values = self.column(row.section.id, tree.id)
        return running(values, row.index) if tree.function == "running" else rank(values, row.index)

    def matrix_function(self, tree: ex.MatrixCall, row: _Row | None) -> Decimal:
        pairs = self.values.matrices.get(tree.id, ())
        if tree.function == "ties":
            return Decimal(len(pairs))
        if row is None:
            raise BlankError
        return Decimal(sum(row.index + 1 in pair for pair in pairs))


def _writable(value: Value | None) -> Value | None:
    """Blank for numbers that no page has room for; their digits would not be true either."""
    return None if isinstance(value, Decimal) and abs(value) >= LARGEST else value
