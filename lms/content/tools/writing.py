"""How values are written for people; in other languages the pages pass a writer of their own."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from lms.content.tools.model import Computed, Input, InputKind, Show
from lms.content.tools.values import Value

_LONG = Context(prec=1200)
"""Holds every number that a formula can give, with its decimals."""

WriteNumber = Callable[[Decimal, int], str]
WriteDate = Callable[[date], str]


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
        return _label_of(of, value)

    def _with_unit(self, value: Decimal, of: Input | Computed) -> str:
        if _is_percent(of):
            share = value * 100
            decimals = 0 if isinstance(of, Input) and share == share.to_integral_value() else of.decimals
            return f"{self.number(share, decimals)} %"
        if isinstance(of, Computed) and of.show is Show.MONEY:
            return f"EUR {self.number(value, of.decimals)}"
        is_whole_input = isinstance(of, Input) and value == value.to_integral_value()
        decimals = 0 if is_whole_input else of.decimals
        unit = f" {of.unit}" if of.unit else ""
        return f"{self.number(value, decimals)}{unit}"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from zero, as spreadsheets do; a zero has no sign."""
    number = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_LONG)
    return number if number else abs(number)


def shown_number(value: Decimal, of: Computed) -> Decimal:
    """The number that stands in what is shown: 7.00 for a share of 0.07."""
    return value * 100 if _is_percent(of) else value


def _is_percent(of: Input | Computed) -> bool:
    return of.show is Show.PERCENT if isinstance(of, Computed) else of.kind is InputKind.PERCENT


def _label_of(of: Input | Computed, value: str) -> str:
    if isinstance(of, Input):
        return next((option.label for option in of.options if option.id == value), value)
    return value
