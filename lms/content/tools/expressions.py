"""What a formula of a tool is made of: trees that both we and a spreadsheet can work out."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotation marks."""

    value: str


@dataclass(frozen=True, slots=True)
class Blank:
    """`none`."""


@dataclass(frozen=True, slots=True)
class Name:
    """A field, a result, a column of the row, a number of the row, or `row`."""

    id: str
    column: int
    """Where it stands in the formula, from 1; so in all trees."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`section.row.column`: a cell of a fixed row."""

    section: str
    row: str
    id: str
    column: int


@dataclass(frozen=True, slots=True)
class ColumnCall:
    """`sum(section.column)`."""

    function: str
    columns: tuple[tuple[str, str], ...]
    """Section and column of each argument."""
    column: int


@dataclass(frozen=True, slots=True)
class RowCall:
    """`running(column)`, `rank(column)`."""

    function: str
    id: str
    column: int


@dataclass(frozen=True, slots=True)
class MatrixCall:
    """`ties(matrix)`, `degree(matrix)`."""

    function: str
    id: str
    column: int


@dataclass(frozen=True, slots=True)
class IsBlank:
    """`blank(name)`."""

    of: "Name | Cell"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of single values."""

    function: str
    arguments: "tuple[Expression, ...]"
    column: int


@dataclass(frozen=True, slots=True)
class Signed:
    """`-x`."""

    of: "Expression"
    column: int


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`a + b` and its like."""

    sign: str
    left: "Expression"
    right: "Expression"
    column: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a >= b` and its like."""

    sign: str
    left: "Expression"
    right: "Expression"
    column: int


@dataclass(frozen=True, slots=True)
class Both:
    """`a and b`, `a or b`."""

    sign: str
    left: "Expression"
    right: "Expression"
    column: int


@dataclass(frozen=True, slots=True)
class Not:
    """`not a`."""

    of: "Expression"
    column: int


@dataclass(frozen=True, slots=True)
class Choice:
    """`a if condition else b`."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"
    column: int


Expression = (
    Number | Text | Blank | Name | Cell | ColumnCall | RowCall | MatrixCall | IsBlank | Call | Signed
    | Arithmetic | Comparison | Both | Not | Choice
)  # fmt: skip


def parts(tree: Expression) -> Iterator[Expression]:
    """The tree and everything in it."""
    yield tree
    for child in children(tree):
        yield from parts(child)


def required_names(tree: Expression) -> tuple[Name | Cell, ...]:
    """The single values without which the formula is blank: all but those that `blank()` asks about."""
    excused = {_key(part.of) for part in parts(tree) if isinstance(part, IsBlank)}
    found = {_key(part): part for part in parts(tree) if isinstance(part, Name | Cell)}
    return tuple(part for key, part in found.items() if key not in excused)


def _key(name: Name | Cell) -> tuple[str, ...]:
    return (name.id,) if isinstance(name, Name) else (name.section, name.row, name.id)


def children(tree: Expression) -> tuple[Expression, ...]:
    """What a tree is made of."""
    match tree:
        case IsBlank() | Signed() | Not():
            return (tree.of,)
        case Call():
            return tree.arguments
        case Arithmetic() | Comparison() | Both():
            return (tree.left, tree.right)
        case Choice():
            return (tree.condition, tree.then, tree.otherwise)
    return ()
