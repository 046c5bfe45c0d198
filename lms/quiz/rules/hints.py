"""What a hint costs: a share of the points, stated before it is shown."""

from decimal import Decimal
from fractions import Fraction

from lms.content.items import Item


def price_of(item: Item, *, took_hint: bool) -> Decimal:
    """The share of the points given up: nothing where the hint is free or was left alone."""
    return item.hint_cost if took_hint else Decimal(0)


def after_hint(share: Fraction, item: Item, *, took_hint: bool) -> Fraction:
    """The share of the points that is left of what the answer earned."""
    return share * (1 - Fraction(price_of(item, took_hint=took_hint)))
