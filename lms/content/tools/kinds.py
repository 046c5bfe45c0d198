"""Which kind of value a formula of a tool comes to, and which names it may use where it stands."""

from dataclasses import dataclass
from enum import StrEnum

from lms.content.arithmetic import FormulaError
from lms.content.naming import did_you_mean
from lms.content.tools import expressions as ex
from lms.content.tools.model import Computed, Input, InputKind, Section, Show, Tool


class Kind(StrEnum):
    """What a formula comes to."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    TRUTH = "condition"
    ANY = "blank"
    """`none` fits everywhere."""


def kind_of_shown(one: Input | Computed) -> Kind:
    """The kind of a field's, a column's or a result's value."""
    if isinstance(one, Computed):
        if one.show is Show.DATE:
            return Kind.DATE
        return Kind.TEXT if one.is_text else Kind.NUMBER
    if one.is_numeric:
        return Kind.NUMBER
    return Kind.DATE if one.kind is InputKind.DATE else Kind.TEXT


@dataclass(frozen=True, slots=True)
class Scope:
    """What a formula sees: the whole tool and, in a row, the row's own columns and numbers."""

    tool: Tool
    section: Section | None
    """The section whose table the row belongs to; None outside rows."""

    def names(self) -> tuple[str, ...]:
        """All single values that can be named."""
        own: list[str] = []
        if self.section and self.section.table:
            table = self.section.table
            own = [column.id for column in table.columns] + ["row"]
            own += [name for row in table.fixed for name in row.values]
        return (*own, *(one.id for one in self.tool.fields), *(one.id for one in self.tool.results))

    def kind(self, tree: ex.Expression) -> Kind:
        """The kind of a formula; raises FormulaError for unknown names and kinds that do not fit."""
        match tree:
            case ex.Number():
                return Kind.NUMBER
            case ex.Text():
                return Kind.TEXT
            case ex.Blank():
                return Kind.ANY
            case ex.Name():
                return self._name(tree)
            case ex.Cell():
                return kind_of_shown(self._cell(tree))
            case ex.IsBlank():
                self.kind(tree.of)
                return Kind.TRUTH
            case ex.ColumnCall() | ex.RowCall() | ex.MatrixCall():
                return self._function(tree)
            case ex.Choice():
                return self._choice(tree)
            case ex.Comparison():
                return self._comparison(tree)
            case ex.Both():
                self._want(tree.left, Kind.TRUTH, tree.column)
                self._want(tree.right, Kind.TRUTH, tree.column)
                return Kind.TRUTH
            case ex.Not():
                self._want(tree.of, Kind.TRUTH, tree.column)
                return Kind.TRUTH
        return self._arithmetic(tree)

    def _arithmetic(self, tree: ex.Signed | ex.Arithmetic | ex.Call) -> Kind:
        if isinstance(tree, ex.Signed):
            self._want(tree.of, Kind.NUMBER, tree.column)
            return Kind.NUMBER
        if isinstance(tree, ex.Call):
            return self._call(tree)
        left, right = self.kind(tree.left), self.kind(tree.right)
        if left is Kind.DATE and tree.sign in ("+", "-") and right in (Kind.NUMBER, Kind.ANY):
            return Kind.DATE
        if left is right is Kind.DATE and tree.sign == "-":
            return Kind.NUMBER
        for kind in (left, right):
            if kind not in (Kind.NUMBER, Kind.ANY):
                raise FormulaError(f"“{tree.sign}” joins numbers, not a {kind}", tree.column)
        return Kind.NUMBER

    def _call(self, tree: ex.Call) -> Kind:
        if tree.function == "months_later":
            self._want(tree.arguments[0], Kind.DATE, tree.column)
            self._want(tree.arguments[1], Kind.NUMBER, tree.column)
            return Kind.DATE
        for argument in tree.arguments:
            self._want(argument, Kind.NUMBER, tree.column)
        return Kind.NUMBER

    def _choice(self, tree: ex.Choice) -> Kind:
        self._want(tree.condition, Kind.TRUTH, tree.column)
        kinds = {self.kind(tree.then), self.kind(tree.otherwise)} - {Kind.ANY}
        if len(kinds) > 1:
            raise FormulaError("both sides of “if” should be of one kind", tree.column)
        return kinds.pop() if kinds else Kind.ANY

    def _comparison(self, tree: ex.Comparison) -> Kind:
        left, right = self.kind(tree.left), self.kind(tree.right)
        if left is not right or left is Kind.TRUTH:
            raise FormulaError(f"a {left} cannot be compared with a {right}", tree.column)
        if left is Kind.TEXT and tree.sign not in ("==", "!="):
            raise FormulaError("texts are equal or not; they have no order", tree.column)
        for one, other in ((tree.left, tree.right), (tree.right, tree.left)):
            self._check_option(one, other, tree.column)
        return Kind.TRUTH

    def _check_option(self, one: ex.Expression, other: ex.Expression, column: int) -> None:
        """A choice is compared with one of its options."""
        if not isinstance(one, ex.Name | ex.Cell) or not isinstance(other, ex.Text):
            return
        field = self.input_of(one)
        if field is None or field.kind is not InputKind.CHOICE:
            return
        known = [option.id for option in field.options]
        if other.value not in known:
            guess = did_you_mean(other.value, known)
            raise FormulaError(f"“{other.value}” is no option of “{field.id}”.{guess}", column)

    def input_of(self, name: ex.Name | ex.Cell) -> Input | None:
        """The field or column to fill in behind a name."""
        one = self._cell(name) if isinstance(name, ex.Cell) else self._one(name.id)
        return one if isinstance(one, Input) else None

    def _want(self, tree: ex.Expression, wanted: Kind, column: int) -> None:
        kind = self.kind(tree)
        if kind not in (wanted, Kind.ANY):
            raise FormulaError(f"a {wanted} is wanted here, not a {kind}", column)

    def _one(self, identifier: str) -> Input | Computed | None:
        if self.section and self.section.table:
            column = self.section.table.column(identifier)
            if column is not None:
                return column
        return self.tool.named(identifier)

    def _name(self, name: ex.Name) -> Kind:
        one = self._one(name.id)
        if one is not None:
            return kind_of_shown(one)
        if name.id not in self.names():
            raise FormulaError(
                f"there is nothing called “{name.id}”.{did_you_mean(name.id, self.names())}", name.column
            )
        rows = self.section.table.fixed if self.section and self.section.table else ()
        if name.id != "row" and not all(name.id in row.values for row in rows):
            raise FormulaError(f"not every row has a value “{name.id}”", name.column)
        return Kind.NUMBER

    def _cell(self, cell: ex.Cell) -> Input | Computed:
        table = self.tool.table(cell.section)
        column = table.column(cell.id) if table else None
        if table is None or column is None or all(row.id != cell.row for row in table.fixed):
            message = f"there is no cell “{cell.section}.{cell.row}.{cell.id}” in a table with fixed rows"
            raise FormulaError(message, cell.column)
        return column

    def _function(self, tree: ex.ColumnCall | ex.RowCall | ex.MatrixCall) -> Kind:
        if isinstance(tree, ex.MatrixCall):
            self._check_matrix(tree)
        elif isinstance(tree, ex.RowCall):
            self._check_row_call(tree)
        else:
            self._check_column_call(tree)
        return Kind.NUMBER

    def _check_matrix(self, tree: ex.MatrixCall) -> None:
        section = self.tool.section(tree.id)
        if section is None or section.matrix is None:
            raise FormulaError(f"there is no matrix “{tree.id}”", tree.column)
        if tree.function == "degree" and (self.section is None or self.section.id != section.matrix.of):
            raise FormulaError(f"degree() is for the rows of “{section.matrix.of}”", tree.column)

    def _check_row_call(self, tree: ex.RowCall) -> None:
        table = self.section.table if self.section else None
        column = table.column(tree.id) if table else None
        if column is None or kind_of_shown(column) is not Kind.NUMBER:
            raise FormulaError(f"{tree.function}() takes a column of numbers in its own row", tree.column)

    def _check_column_call(self, tree: ex.ColumnCall) -> None:
        if not tree.function:
            section, name = tree.columns[0]
            message = (
                f"“{section}.{name}” is a whole column; write sum({section}.{name}) or another function of it"
            )
            raise FormulaError(message, tree.column)
        for section, name in tree.columns:
            table = self.tool.table(section)
            column = table.column(name) if table else None
            if column is None:
                raise FormulaError(f"there is no column “{section}.{name}”", tree.column)
            if tree.function != "count" and kind_of_shown(column) is not Kind.NUMBER:
                raise FormulaError(f"“{section}.{name}” holds no numbers", tree.column)
