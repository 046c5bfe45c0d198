"""How what was filled in is kept, and what it counts as.

Everything is kept as text in one form, whatever language it was typed in: numbers with a decimal point and
no spaces (`1234.5`), percentages as typed (`40` for 40 %), dates as `2026-06-10`, choices and scales by the
id of the option. What is blank is left out.
"""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lms.content.tools.model import Input, InputKind

Value = Decimal | date | str

MAX_DIGITS = 15
MAX_LINE = 300
MAX_LONG = 4000

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class ValueProblem(StrEnum):
    """Why something cannot be kept."""

    NOT_A_NUMBER = "not-a-number"
    TOO_SMALL = "too-small"
    TOO_LARGE = "too-large"
    TOO_MANY_DIGITS = "too-many-digits"
    NOT_A_DATE = "not-a-date"
    NOT_AN_OPTION = "not-an-option"
    TOO_LONG = "too-long"


def problem_with(field: Input, kept: str) -> ValueProblem | None:
    """Why a text in the form above cannot be the value of a field; None where it can."""
    match field.kind:
        case InputKind.NUMBER | InputKind.PERCENT:
            return _problem_with_number(field, kept)
        case InputKind.DATE:
            return None if _is_date(kept) else ValueProblem.NOT_A_DATE
        case InputKind.CHOICE | InputKind.SCALE:
            is_known = any(option.id == kept for option in field.options)
            return None if is_known else ValueProblem.NOT_AN_OPTION
    limit = MAX_LONG if field.kind is InputKind.LONG else MAX_LINE
    return ValueProblem.TOO_LONG if len(kept) > limit else None


def value_of(field: Input, kept: str | None) -> Value | None:
    """What a field counts as: a number, a date or a text; None where it is blank or cannot be read."""
    if not kept or problem_with(field, kept) is not None:
        return None
    if field.kind is InputKind.PERCENT:
        return Decimal(kept) / 100
    if field.kind in (InputKind.NUMBER, InputKind.SCALE):
        return Decimal(kept)
    return date.fromisoformat(kept) if field.kind is InputKind.DATE else kept


def _problem_with_number(field: Input, kept: str) -> ValueProblem | None:
    if not _NUMBER.fullmatch(kept):
        return ValueProblem.NOT_A_NUMBER
    if len(kept.replace(".", "").lstrip("-0")) > MAX_DIGITS:
        return ValueProblem.TOO_MANY_DIGITS
    if field.least is not None and Decimal(kept) < field.least:
        return ValueProblem.TOO_SMALL
    if field.most is not None and Decimal(kept) > field.most:
        return ValueProblem.TOO_LARGE
    return None


def _is_date(kept: str) -> bool:
    try:
        return date.fromisoformat(kept).isoformat() == kept and 1900 <= int(kept[:4]) <= 2200
    except ValueError:
        return False
