"""The arithmetic of tools: what operators and functions make of single values. Agrees with spreadsheets."""

import calendar
from collections.abc import Callable, Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import reduce

from lms.content.tools.values import Value
from lms.content.tools.writing import rounded

_CONTEXT = Context(prec=34, Emin=-999, Emax=999, traps=[DivisionByZero, InvalidOperation, Overflow])
_NOISE = 9
"""Decimals that count in comparisons, so that we and a spreadsheet's binary numbers agree."""
_FARTHEST = 1200
"""Months that a date can be moved."""

Known = bool | Value


class BlankError(Exception):
    """What is being worked out has no value."""


def number(value: Known) -> Decimal:
    """A number, or BlankError."""
    if isinstance(value, Decimal):
        return value
    raise BlankError


def negative(value: Decimal) -> Decimal:
    """`-x`."""
    return _CONTEXT.minus(value)


def sum_of(numbers: Sequence[Decimal]) -> Decimal:
    """All together."""
    return reduce(_CONTEXT.add, numbers, Decimal(0))


def sum_of_products(left: Sequence[Value | None], right: Sequence[Value | None]) -> Decimal:
    """The products of the pairs in which both are numbers, all together."""
    pairs = zip(left, right, strict=True)
    return sum_of(
        [_CONTEXT.multiply(a, b) for a, b in pairs if isinstance(a, Decimal) and isinstance(b, Decimal)]
    )


def of_column(function: str, numbers: Sequence[Decimal]) -> Decimal:
    """`sum`, `mean`, `min` or `max` of the numbers in a column."""
    total = sum_of(numbers)
    if function == "sum":
        return total
    if not numbers:
        raise BlankError
    if function == "mean":
        return _CONTEXT.divide(total, Decimal(len(numbers)))
    return min(numbers) if function == "min" else max(numbers)


def running(values: Sequence[Value | None], index: int) -> Decimal:
    """The numbers of a column down to a row, all together."""
    return sum_of([value for value in values[: index + 1] if isinstance(value, Decimal)])


def rank(values: Sequence[Value | None], index: int) -> Decimal:
    """The place of a row's number in its column, the highest first."""
    own = values[index]
    if not isinstance(own, Decimal):
        raise BlankError
    return Decimal(1 + sum(isinstance(value, Decimal) and value > own for value in values))


def compared(sign: str, left: Known, right: Known) -> bool:
    """Whether `left sign right` holds."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        left, right = rounded(left, _NOISE), rounded(right, _NOISE)
    if sign in ("==", "!="):
        return (left == right) == (sign == "==")
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)) and not (
        isinstance(left, date) and isinstance(right, date)
    ):
        raise BlankError
    order = (left > right) - (left < right)  # type: ignore[operator]
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[sign]


def apply(sign: str, left: Known, right: Known) -> Decimal | date:
    """`left sign right`."""
    if isinstance(left, date):
        return _moved(sign, left, right)
    return _OPERATIONS[sign](number(left), number(right))


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _CONTEXT.add,
    "-": _CONTEXT.subtract,
    "*": _CONTEXT.multiply,
    "/": _CONTEXT.divide,
    "**": _CONTEXT.power,
}


def _moved(sign: str, day: date, by: Known) -> Decimal | date:
    """Days between two dates, or a date some days later or earlier."""
    if isinstance(by, date):
        return Decimal((day - by).days)
    days = timedelta(days=int(number(by)))
    return day + days if sign == "+" else day - days


def called(function: str, arguments: list[Known]) -> Decimal | date:
    """A function of single values."""
    if function == "months_later":
        return _months_later(arguments[0], number(arguments[1]))
    numbers = [number(value) for value in arguments]
    match function:
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case "round":
            return rounded(numbers[0], max(-9, min(9, int(numbers[1]))))
        case "floor":
            return rounded(numbers[0], _NOISE).to_integral_value(ROUND_FLOOR)
        case "ceil":
            return rounded(numbers[0], _NOISE).to_integral_value(ROUND_CEILING)
        case "sqrt":
            return _CONTEXT.sqrt(numbers[0])
    return abs(numbers[0])


def _months_later(day: Known, months: Decimal) -> date:
    """The same day of another month, or its last day where it has none."""
    if not isinstance(day, date) or abs(months) > _FARTHEST:
        raise BlankError
    count = day.year * 12 + day.month - 1 + int(months)
    year, month = divmod(count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise BlankError
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
