"""How a formula of a tool is read: text goes in, a tree comes out.

Formulas are written by trainers, so they are never given to the language's own evaluator.
"""

import re
from decimal import Decimal
from functools import lru_cache

from lms.content.arithmetic import FormulaError, Token, tokens
from lms.content.tools.expressions import (
    Arithmetic,
    Blank,
    Both,
    Call,
    Cell,
    Choice,
    ColumnCall,
    Comparison,
    Expression,
    IsBlank,
    MatrixCall,
    Name,
    Not,
    Number,
    RowCall,
    Signed,
    Text,
    required_names,
)

MAX_LENGTH = 600
MAX_DEPTH = 30

COLUMN_FUNCTIONS = {"sum": 1, "mean": 1, "count": 1, "min": 1, "max": 1, "sumproduct": 2}
"""Name → how many columns it takes."""
ROW_FUNCTIONS = frozenset({"running", "rank"})
"""Take a column of the row's own table."""
MATRIX_FUNCTIONS = frozenset({"ties", "degree"})
SCALAR_FUNCTIONS = {
    "min": (2, 12), "max": (2, 12), "round": (2, 2), "floor": (1, 1), "ceil": (1, 1), "abs": (1, 1),
    "sqrt": (1, 1), "months_later": (2, 2),
}  # fmt: skip
"""Name → least and most arguments."""

WORDS = frozenset({"and", "or", "not", "if", "else", "none"})
"""No name can be one of them."""

_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<word>(?:{"|".join(sorted(WORDS))})(?![A-Za-z0-9_.]))
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<text>'[^'\n]*')
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)
    |(?P<sign>\*\*|==|!=|<=|>=|[-+*/(),<>])
    )""",
    re.VERBOSE,
)


@lru_cache(maxsize=4096)
def read_formula(formula: str) -> Expression:
    """The tree of a formula. Raises FormulaError with the column at which it goes wrong."""
    reader = _Reader(tokens(formula, _TOKEN, MAX_LENGTH))
    tree = reader.choice(0)
    reader.expect_end()
    return tree


@lru_cache(maxsize=4096)
def names_needed(formula: str) -> tuple[Name | Cell, ...]:
    """The single values without which a formula is blank."""
    return required_names(read_formula(formula))


class _Reader:
    """Reads weakest operators first."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.position = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def next(self) -> Token:
        token = self.token
        self.position += 1
        return token

    def take(self, *texts: str) -> Token | None:
        if self.token.kind in ("sign", "word") and self.token.text in texts:
            return self.next()
        return None

    def expect(self, text: str) -> None:
        if self.take(text) is None:
            raise FormulaError(f"“{text}” is expected before {self.found()}", self.token.column)

    def expect_end(self) -> None:
        if self.token.kind != "end":
            raise FormulaError(f"an operator is missing before “{self.token.text}”", self.token.column)

    def found(self) -> str:
        return f"“{self.token.text}”" if self.token.text else "its end"

    def choice(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise FormulaError("it has too many brackets inside each other", self.token.column)
        value = self.either(depth)
        if (word := self.take("if")) is None:
            return value
        condition = self.either(depth)
        self.expect("else")
        return Choice(condition, value, self.choice(depth + 1), word.column)

    def either(self, depth: int) -> Expression:
        value = self.both(depth)
        while word := self.take("or"):
            value = Both("or", value, self.both(depth), word.column)
        return value

    def both(self, depth: int) -> Expression:
        value = self.negation(depth)
        while word := self.take("and"):
            value = Both("and", value, self.negation(depth), word.column)
        return value

    def negation(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise FormulaError("it has too many signs in a row", self.token.column)
        if word := self.take("not"):
            return Not(self.negation(depth + 1), word.column)
        return self.comparison(depth)

    def comparison(self, depth: int) -> Expression:
        left = self.sum(depth)
        if (sign := self.take("==", "!=", "<", "<=", ">", ">=")) is None:
            return left
        return Comparison(sign.text, left, self.sum(depth), sign.column)

    def sum(self, depth: int) -> Expression:
        value = self.product(depth)
        while sign := self.take("+", "-"):
            value = Arithmetic(sign.text, value, self.product(depth), sign.column)
        return value

    def product(self, depth: int) -> Expression:
        value = self.signed(depth)
        while sign := self.take("*", "/"):
            value = Arithmetic(sign.text, value, self.signed(depth), sign.column)
        return value

    def signed(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise FormulaError("it has too many signs in a row", self.token.column)
        if sign := self.take("-"):
            return Signed(self.signed(depth + 1), sign.column)
        return self.power(depth)

    def power(self, depth: int) -> Expression:
        base = self.atom(depth)
        if (sign := self.take("**")) is None:
            return base
        return Arithmetic("**", base, self.signed(depth + 1), sign.column)

    def atom(self, depth: int) -> Expression:
        token = self.token
        if token.kind == "number":
            return Number(Decimal(self.next().text))
        if token.kind == "text":
            return Text(self.next().text[1:-1])
        if self.take("none"):
            return Blank()
        if token.kind == "name":
            self.next()
            return self.call(token, depth) if self.take("(") else _name(token)
        if self.take("("):
            value = self.choice(depth + 1)
            self.expect(")")
            return value
        raise FormulaError(f"a number or a name is expected before {self.found()}", token.column)

    def call(self, function: Token, depth: int) -> Expression:
        arguments = [self.choice(depth + 1)]
        while self.take(","):
            arguments.append(self.choice(depth + 1))
        self.expect(")")
        return _call(function, arguments)


def _name(token: Token) -> Expression:
    match token.text.split("."):
        case [name]:
            return Name(name, token.column)
        case [section, column]:
            return ColumnCall("", ((section, column),), token.column)  # only good inside a function
        case [section, row, column]:
            return Cell(section, row, column, token.column)
    raise FormulaError(f"“{token.text}” has too many points", token.column)


def _call(token: Token, arguments: list[Expression]) -> Expression:
    name = token.text
    if name in COLUMN_FUNCTIONS and all(_is_column(one) for one in arguments):
        return _column_call(token, arguments)
    if name in ROW_FUNCTIONS | MATRIX_FUNCTIONS:
        return _name_call(token, arguments)
    if name == "blank":
        if len(arguments) == 1 and isinstance(arguments[0], Name | Cell):
            return IsBlank(arguments[0])
        raise FormulaError("blank() takes one name", token.column)
    if name not in SCALAR_FUNCTIONS:
        raise FormulaError(f"there is no function “{name}”", token.column)
    least, most = SCALAR_FUNCTIONS[name]
    if not least <= len(arguments) <= most:
        raise FormulaError(
            f"{name}() takes {least if least == most else f'{least} to {most}'} values", token.column
        )
    return Call(name, tuple(arguments), token.column)


def _is_column(tree: Expression) -> bool:
    return isinstance(tree, ColumnCall) and not tree.function


def _column_call(token: Token, arguments: list[Expression]) -> Expression:
    wanted = COLUMN_FUNCTIONS[token.text]
    if len(arguments) != wanted:
        raise FormulaError(f"{token.text}() takes {wanted} column{'s' * (wanted > 1)}", token.column)
    columns = tuple(one.columns[0] for one in arguments if isinstance(one, ColumnCall))
    if len({section for section, _ in columns}) > 1:
        raise FormulaError(f"{token.text}() takes columns of one table", token.column)
    return ColumnCall(token.text, columns, token.column)


def _name_call(token: Token, arguments: list[Expression]) -> Expression:
    if len(arguments) != 1 or not isinstance(arguments[0], Name):
        raise FormulaError(f"{token.text}() takes one name", token.column)
    kind = RowCall if token.text in ROW_FUNCTIONS else MatrixCall
    return kind(token.text, arguments[0].id, token.column)
