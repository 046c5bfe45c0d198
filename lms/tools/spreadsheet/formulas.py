"""How a formula of a tool is said in a spreadsheet, so that both come to the same.

A formula of ours is blank when a value it needs is blank, so every formula asks for that first.
Comparisons look at nine decimals, because a spreadsheet counts in binary numbers.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lms.content.tools import expressions as ex
from lms.content.tools.formulas import read_formula
from lms.content.tools.kinds import Kind, Scope, kind_of_shown
from lms.content.tools.model import Case, Computed, Input, InputKind, Show
from lms.content.tools.templates import pieces
from lms.core.workbook import address
from lms.tools.spreadsheet.plan import VALUE, Plan, SectionPlan

BLANK = '"…"'
_LONGEST_TEXT = 250
"""Characters of a text inside a formula; spreadsheets take 255."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Says formulas for one place: a sheet, and in it perhaps a row of the sheet's table."""

    plan: Plan
    here: SectionPlan
    index: int | None = None
    """Which row of the table, from 0; None outside tables."""

    def value(self, computed: Computed) -> str:
        """The formula of a computed value, with its `=`."""
        if computed.formula is None:
            said = self._choice(computed.cases)
        else:
            tree = read_formula(computed.formula)
            said = self._guarded(tree, f'IFERROR({self._say(tree)},"")', '""')
        return "=" + self._present(said)

    def condition(self, formula: str) -> str:
        """A condition, without `=`; false where it has no value."""
        tree = read_formula(formula)
        return self._guarded(tree, f"IFERROR({self._say(tree)},FALSE)", "FALSE")

    def _choice(self, cases: Iterable[Case]) -> str:
        """The text of the first case that holds."""
        said = '""'
        for case in reversed(tuple(cases)):
            text = self.template(case.say)
            said = text if case.when is None else f"IF({self.condition(case.when)},{text},{said})"
        return said

    def _present(self, said: str) -> str:
        """In a free row nothing is computed before something was filled in."""
        table = self.here.section.table
        if self.index is None or table is None or not table.is_free:
            return said
        cells = ",".join(self._cell(self.here, self.index, column.id) for column in table.inputs)
        return f'IF(COUNTA({cells})=0,"",{said})'

    def _guarded(self, tree: ex.Expression, said: str, otherwise: str) -> str:
        names = [self._say(name) for name in ex.required_names(tree) if not self._is_literal(name)]
        if not names:
            return said
        blanks = ",".join(f'{name}=""' for name in names)
        return f"IF(OR({blanks}),{otherwise},{said})"

    # addresses

    def _is_literal(self, name: ex.Name | ex.Cell) -> bool:
        """A number that the row has from the tool itself."""
        return (
            isinstance(name, ex.Name)
            and self._own_column(name.id) is None
            and self._literal(name.id) is not None
        )

    def _literal(self, name: str) -> str | None:
        table = self.here.section.table
        if self.index is None or table is None:
            return None
        if table.fixed and name in table.fixed[self.index].values:
            return f"{table.fixed[self.index].values[name]:f}"
        return str(self.index + 1) if name == "row" else None

    def _own_column(self, name: str) -> int | None:
        return self.here.columns.get(name) if self.index is not None else None

    def _on(self, plan: SectionPlan) -> str:
        return "" if plan is self.here else f"'{plan.sheet}'!"

    def _cell(self, plan: SectionPlan, index: int, column: str) -> str:
        place = address(plan.rows[index], plan.columns[column])
        return self._on(plan) + place

    def _column(self, section: str, column: str) -> str:
        plan = self.plan.sections[section]
        return self._range(plan, plan.columns[column], 0, len(plan.rows) - 1)

    def _range(self, plan: SectionPlan, column: int, first: int, last: int) -> str:
        start = address(plan.rows[first], column)
        end = address(plan.rows[last], column)
        return f"{self._on(plan)}{start}:{end}"

    def _name(self, name: str) -> str:
        if self._own_column(name) is not None and self.index is not None:
            return self._cell(self.here, self.index, name)
        if (literal := self._literal(name)) is not None:
            return literal
        found = self.plan.single(name)
        assert found is not None, "the tool has passed its checks"
        sheet, row = found
        place = address(row, VALUE)
        return place if sheet == self.here.sheet else f"'{sheet}'!{place}"

    def _of(self, name: str) -> Input | Computed | None:
        table = self.here.section.table
        own = table.column(name) if table and self.index is not None else None
        return own or self.plan.tool.named(name)

    # expressions

    def _say(self, tree: ex.Expression) -> str:
        match tree:
            case ex.Number():
                return f"{tree.value:f}"
            case ex.Text():
                return quoted(tree.value)
            case ex.Blank():
                return '""'
            case ex.Name():
                return self._name(tree.id)
            case ex.Cell():
                return self._fixed_cell(tree)
            case ex.IsBlank():
                return f'({self._say(tree.of)}="")'
            case ex.ColumnCall() | ex.RowCall() | ex.MatrixCall():
                return self._function(tree)
            case ex.Call():
                return _call(tree.function, [self._say(one) for one in tree.arguments])
            case ex.Signed():
                return f"(-({self._say(tree.of)}))"
            case ex.Arithmetic():
                sign = "^" if tree.sign == "**" else tree.sign
                return f"({self._say(tree.left)}{sign}{self._say(tree.right)})"
        return self._decision(tree)

    def _decision(self, tree: ex.Comparison | ex.Both | ex.Not | ex.Choice) -> str:
        match tree:
            case ex.Comparison():
                return self._comparison(tree)
            case ex.Both():
                left, right = self._say(tree.left), self._say(tree.right)  # AND() would look at both sides
                return f"IF({left},{right},FALSE)" if tree.sign == "and" else f"IF({left},TRUE,{right})"
            case ex.Not():
                return f"NOT({self._say(tree.of)})"
            case ex.Choice():
                return f"IF({self._say(tree.condition)},{self._say(tree.then)},{self._say(tree.otherwise)})"

    def _fixed_cell(self, name: ex.Cell) -> str:
        plan = self.plan.sections[name.section]
        table = plan.section.table
        assert table is not None, "the tool has passed its checks"
        index = next(n for n, row in enumerate(table.fixed) if row.id == name.row)
        return self._cell(plan, index, name.id)

    def _comparison(self, tree: ex.Comparison) -> str:
        sign = {"==": "=", "!=": "<>"}.get(tree.sign, tree.sign)
        left, right = self._operand(tree.left, tree.right), self._operand(tree.right, tree.left)
        scope = Scope(self.plan.tool, self.here.section if self.index is not None else None)
        if scope.kind(tree.left) is Kind.NUMBER:
            left, right = f"ROUND({left},9)", f"ROUND({right},9)"
        return f"({left}{sign}{right})"

    def _operand(self, tree: ex.Expression, other: ex.Expression) -> str:
        """One side of a comparison; of a choice the spreadsheet shows labels where we keep ids."""
        if not isinstance(tree, ex.Text) or not isinstance(other, ex.Name | ex.Cell):
            return self._say(tree)
        scope = Scope(self.plan.tool, self.here.section if self.index is not None else None)
        field = scope.input_of(other)
        if field is None or field.kind is not InputKind.CHOICE:
            return self._say(tree)
        return quoted(next(option.label for option in field.options if option.id == tree.value))

    def _function(self, tree: ex.ColumnCall | ex.RowCall | ex.MatrixCall) -> str:
        if isinstance(tree, ex.ColumnCall):
            return _column_call(tree.function, [self._column(*column) for column in tree.columns])
        if isinstance(tree, ex.MatrixCall):
            return self._matrix_function(tree)
        column, index = self.here.columns[tree.id], self.index or 0
        if tree.function == "running":
            return f"SUM({self._range(self.here, column, 0, index)})"
        own, all_of_them = self._cell(self.here, index, tree.id), self._column(self.here.section.id, tree.id)
        return f"RANK({own},{all_of_them},0)"

    def _matrix_function(self, tree: ex.MatrixCall) -> str:
        plan = self.plan.sections[tree.id]
        count = len(plan.rows)
        if tree.function == "ties":
            first = address(plan.rows[0], 1)
            last = address(plan.rows[-1], count)
            return f"SUM({self._on(plan)}{first}:{last})"
        index = self.index or 0
        row_start = address(plan.rows[index], 1)
        row_end = address(plan.rows[index], count)
        column = self._range(plan, index + 1, 0, count - 1)
        return f"(SUM({self._on(plan)}{row_start}:{row_end})+SUM({column}))"

    # texts

    def template(self, template: str) -> str:
        """A text with the values of the names in it."""
        parts: list[str] = []
        for n, piece in enumerate(pieces(template)):
            if n % 2:
                parts.append(self._written(piece))
            else:
                parts += _literal(piece)
        return "&".join(parts) or '""'

    def _written(self, name: str) -> str:
        cell, of = self._name(name), self._of(name)
        if of is None:
            return f"({cell})"
        return f'IF({cell}="",{BLANK},{_shown(cell, of)})'


def _literal(text: str) -> Iterator[str]:
    for n, line in enumerate(text.split("\n")):
        if n:
            yield "CHAR(10)"
        yield from (quoted(line[k : k + _LONGEST_TEXT]) for k in range(0, len(line), _LONGEST_TEXT))


def quoted(text: str) -> str:
    """A text inside a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _shown(cell: str, of: Input | Computed) -> str:
    kind = kind_of_shown(of)
    if kind is Kind.TEXT:
        return cell
    if kind is Kind.DATE:
        return f'YEAR({cell})&"-"&RIGHT("0"&MONTH({cell}),2)&"-"&RIGHT("0"&DAY({cell}),2)'
    number = f"{cell}*100" if of.is_percent else cell
    written = f"FIXED({number},{of.decimals})"
    if isinstance(of, Input):
        written = f"IF(ROUND({number},9)=INT(ROUND({number},9)),FIXED({number},0),{written})"
    if of.is_percent:
        return f'{written}&" %"'
    if of.unit == "EUR" or (isinstance(of, Computed) and of.show is Show.MONEY):
        return f'"EUR "&{written}'
    return f"{written}&{quoted(' ' + of.unit)}" if of.unit else written


def _column_call(function: str, ranges: list[str]) -> str:
    first = ranges[0]
    match function:
        case "sum":
            return f"SUM({first})"
        case "count":
            return f"SUMPRODUCT(--(LEN({first})>0))"
        case "sumproduct":
            return f"SUMPRODUCT({','.join(ranges)})"
    name = {"mean": "AVERAGE", "min": "MIN", "max": "MAX"}[function]
    return f"IF(COUNT({first})=0,NA(),{name}({first}))"


_CALLS: dict[str, Callable[[list[str]], str]] = {
    "min": lambda said: f"MIN({','.join(said)})",
    "max": lambda said: f"MAX({','.join(said)})",
    "round": lambda said: f"ROUND({said[0]},{said[1]})",
    "floor": lambda said: f"INT(ROUND({said[0]},9))",
    "ceil": lambda said: f"(-INT(-ROUND({said[0]},9)))",
    "abs": lambda said: f"ABS({said[0]})",
    "sqrt": lambda said: f"SQRT({said[0]})",
    "months_later": lambda said: f"EDATE({said[0]},{said[1]})",
}


def _call(function: str, said: list[str]) -> str:
    return _CALLS[function](said)
