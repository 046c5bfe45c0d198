"""What a formula in a numeric item comes to: a tiny arithmetic of its own, in exact decimals.

Formulas are written by trainers, so they are never given to the language's own evaluator. There are
numbers, names, `+ - * / **`, brackets and `round(x, n)`; nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

MAX_LENGTH = 300
MAX_DEPTH = 30
MAX_DECIMALS = 12

_CONTEXT = Context(
    prec=34,
    rounding=ROUND_HALF_UP,
    Emin=-999,
    Emax=999,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>\*\*|[-+*/(),]))"
)


class FormulaError(Exception):
    """The formula cannot be worked out; says why, and at which column of the formula (from 1)."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@dataclass(frozen=True, slots=True)
class Token:
    """A number, name, word or sign of a formula, and where it stands, from 1."""

    kind: str
    text: str
    column: int


def evaluate(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """Work out a formula with the names given.

    Raises FormulaError for anything that isn't one, for unknown names, and for results that don't exist.
    """
    reader = _Reader(tokens(formula, _TOKEN, MAX_LENGTH), values)
    try:
        result = reader.sum(0)
    except (DivisionByZero, InvalidOperation, Overflow):
        raise FormulaError("it has no result that can be written down") from None
    reader.expect_end()
    if not result.is_finite():  # 0 ** -1 is infinite without a signal
        raise FormulaError("it has no result that can be written down")
    return result


def tokens(formula: str, pattern: re.Pattern[str], longest: int) -> list[Token]:
    """A formula cut into the named groups of a pattern, and a last token of the kind `end`."""
    if len(formula) > longest:
        raise FormulaError(f"it is longer than {longest} characters")
    found, position, end = [], 0, len(formula.rstrip())
    while position < end:
        match = pattern.match(formula, position)
        if match is None or match.lastgroup is None:
            unknown = formula[position:].lstrip()[0]
            raise FormulaError(f"“{unknown}” is not part of a formula", position + 1)
        kind = match.lastgroup
        found.append(Token(kind, match[kind], match.start(kind) + 1))
        position = match.end()
    return [*found, Token("end", "", end + 1)]


class _Reader:
    """Works a formula out while reading it, weakest operator first."""

    def __init__(self, tokens: list[Token], values: Mapping[str, Decimal]) -> None:
        self.tokens = tokens
        self.values = values
        self.position = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.position]

    def take(self, *signs: str) -> str | None:
        if self.token.kind != "sign" or self.token.text not in signs:
            return None
        text = self.token.text
        self.position += 1
        return text

    def expect(self, sign: str) -> None:
        if self.take(sign) is None:
            found = f"“{self.token.text}”" if self.token.text else "its end"
            raise FormulaError(f"“{sign}” is expected before {found}", self.token.column)

    def expect_end(self) -> None:
        if self.token.kind != "end":
            raise FormulaError(f"an operator is missing before “{self.token.text}”", self.token.column)

    def sum(self, depth: int) -> Decimal:
        if depth > MAX_DEPTH:
            raise FormulaError("it has too many brackets inside each other", self.token.column)
        value = self.product(depth)
        while sign := self.take("+", "-"):
            other = self.product(depth)
            value = _CONTEXT.add(value, other) if sign == "+" else _CONTEXT.subtract(value, other)
        return value

    def product(self, depth: int) -> Decimal:
        value = self.signed(depth)
        while sign := self.take("*", "/"):
            column = self.token.column
            other = self.signed(depth)
            if sign == "/" and other == 0:
                raise FormulaError("it divides by zero", column)
            value = _CONTEXT.multiply(value, other) if sign == "*" else _CONTEXT.divide(value, other)
        return value

    def signed(self, depth: int) -> Decimal:
        if depth > MAX_DEPTH:
            raise FormulaError("it has too many signs in a row", self.token.column)
        if sign := self.take("-", "+"):
            value = self.signed(depth + 1)
            return _CONTEXT.minus(value) if sign == "-" else value
        return self.power(depth)

    def power(self, depth: int) -> Decimal:
        base = self.atom(depth)
        if self.take("**") is None:
            return base
        return _CONTEXT.power(base, self.signed(depth + 1))

    def atom(self, depth: int) -> Decimal:
        token = self.token
        if token.kind == "number":
            self.position += 1
            return Decimal(token.text)
        if token.kind == "name":
            self.position += 1
            return self.rounded(depth) if token.text == "round" else self.named(token)
        self.expect_value()
        value = self.sum(depth + 1)
        self.expect(")")
        return value

    def expect_value(self) -> None:
        if self.take("(") is None:
            found = f"“{self.token.text}”" if self.token.text else "its end"
            raise FormulaError(f"a number or a name is expected before {found}", self.token.column)

    def named(self, token: Token) -> Decimal:
        if token.text not in self.values:
            known = ", ".join(self.values) or "none"
            raise FormulaError(f"the name “{token.text}” is not in the table ({known})", token.column)
        return self.values[token.text]

    def rounded(self, depth: int) -> Decimal:
        self.expect("(")
        value = self.sum(depth + 1)
        self.expect(",")
        column = self.token.column
        places = self.sum(depth + 1)
        self.expect(")")
        if places != places.to_integral_value() or abs(places) > MAX_DECIMALS:
            raise FormulaError(f"round() takes a whole number of places up to {MAX_DECIMALS}", column)
        return value.quantize(Decimal(1).scaleb(-int(places)), context=_CONTEXT)
