"""Numbers and dates of tools in the reader's language: how they are written, and how they are read."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from flask_babel import format_decimal, get_locale

from lms.content.tools.model import Computed, Input, InputKind
from lms.content.tools.values import Value
from lms.content.tools.writing import Writer, rounded
from lms.content.written_numbers import decimals_of, number_pattern
from lms.core.numbers import readings
from lms.web.filters import show_day

LARGEST = 20
"""Power of ten up to which numbers are written out."""

MOST_DIGITS = 40
"""Digits of a number that is typed: more than can be kept, so that too many get an answer of their own."""


class LocalWriter(Writer):
    """Writes values as people do in the language of the page."""

    def number(self, value: Decimal, decimals: int) -> str:
        """`1,234.50` or `1 234,50`."""
        if value.adjusted() > LARGEST:
            mantissa = rounded(value.scaleb(-value.adjusted()), 2)
            return f"{self.number(mantissa, 2)} · 10^{value.adjusted()}"
        return _formatted(rounded(value, decimals), decimals).replace("-", "−")

    def short(self, value: Decimal) -> str:
        """A number of an axis or a sum: no more decimals than help to read it."""
        decimals = 0 if abs(value) >= 100 else 2 if abs(value) >= 1 else 4
        return self.number(value, decimals_of(rounded(value, decimals).normalize()))

    def date(self, value: date) -> str:
        """`10 June 2026`."""
        return show_day(value)

    def value(self, value: Value | None, of: Input | Computed) -> str:
        """A value with its unit; a year without a sign for thousands."""
        if isinstance(value, Decimal) and _is_year(value, of):
            return f"{value:f}"
        return super().value(value, of)


def _is_year(value: Decimal, of: Input | Computed) -> bool:
    return of.decimals == 0 and not of.unit and 1900 <= value < 2200 and value == value.to_integral_value()


def as_typed(field: Input, kept: str) -> str:
    """What is kept as somebody would type it in their language."""
    if field.kind not in (InputKind.NUMBER, InputKind.PERCENT):
        return kept
    number = Decimal(kept)
    if _is_year(number, field):
        return f"{number:f}"
    return _formatted(number, decimals_of(number))


def _formatted(number: Decimal, decimals: int) -> str:
    with localcontext() as context:
        context.prec = 2 * MOST_DIGITS
        return str(format_decimal(number, number_pattern(decimals)))


def read_number(typed: str, field: Input) -> str | None:
    """A typed number in the form in which it is kept; None where it can't be read as one.

    `1,234` is one thousand and something where the language's decimal sign is a point, else a fraction.
    """
    found = readings(typed, _units_of(field))
    if not found:
        return None
    number = _exact(found[0] if len(found) == 1 or _decimal_sign() in typed else found[-1])
    return None if number is None else f"{number:f}"


def _decimal_sign() -> str:
    locale = get_locale()
    return str(locale.number_symbols["latn"]["decimal"]) if locale is not None else "."


def _units_of(field: Input) -> frozenset[str]:
    if field.kind is InputKind.PERCENT:
        return frozenset({"%"})
    # A name for no unit at all keeps a sign for per cent from being taken as one.
    parts = [field.unit, *field.unit.split(), *field.unit.split("/")]
    return frozenset(part for part in parts if part) or frozenset({""})


def _exact(number: Fraction) -> Decimal | None:
    with localcontext() as context:
        context.prec = 2 * MOST_DIGITS
        value = Decimal(number.numerator) / Decimal(number.denominator)
        if Fraction(value) != number:
            return None
        whole = value == value.to_integral_value()
        return value.quantize(Decimal(1)) + 0 if whole else value.normalize()
