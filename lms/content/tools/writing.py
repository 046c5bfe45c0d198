"""How values are written for people; in other languages the pages pass a writer of their own."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from lms.content.tools.model import Computed, Input, Show
from lms.content.tools.values import Value

_LONG = Context(prec=1200)
"""Holds every number that a formula can give, with its decimals."""


class Writer:
    """Writes values with the numbers and dates of a language; by itself in plain English."""

    blank = "…"
    """What stands for a blank value inside a text."""

    def number(self, value: Decimal, decimals: int) -> str:
        """`1,234.50`."""
        return f"{rounded(value, decimals):,f}"

    def date(self, value: date) -> str:
        """`2026-06-10`."""
        return value.isoformat()

    def value(self, value: Value | None, of: Input | Computed) -> str:
        """A value of a field or a result as it is shown, with its unit."""
        if value is None:
            return self.blank
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, Decimal):
            return self._with_unit(value, of)
        return of.label_of(value) if isinstance(of, Input) else value

    def _with_unit(self, value: Decimal, of: Input | Computed) -> str:
        if of.is_percent:
            share = value * 100
            decimals = 0 if isinstance(of, Input) and share == share.to_integral_value() else of.decimals
            return f"{self.number(share, decimals)} %"
        if isinstance(of, Computed) and of.show is Show.MONEY:
            return f"EUR {self.number(value, of.decimals)}"
        is_whole_input = isinstance(of, Input) and value == value.to_integral_value()
        decimals = 0 if is_whole_input else of.decimals
        number = self.number(value, decimals)
        return f"EUR {number}" if of.unit == "EUR" else f"{number} {of.unit}".rstrip()


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero, as spreadsheets do; a zero has no sign."""
    number = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_LONG)
    return number if number else abs(number)


def shown_number(value: Decimal, of: Computed) -> Decimal:
    """The number that stands in what is shown: 7.00 for a share of 0.07."""
    return value * 100 if of.is_percent else value
