"""How numbers and days are written in a language of the programme."""

from datetime import date
from decimal import Decimal

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, get_minus_sign_symbol

NO_BREAK = "\N{NO-BREAK SPACE}"


def format_number(number: Decimal, language: str) -> str:
    """A number as the language writes it: `2,000.5`, in Swedish `2 000,5` with a no-break space."""
    locale = _locale_of(language)
    written = format_decimal(number, format=number_pattern(decimals_of(number)), locale=locale)
    return written.replace("-", get_minus_sign_symbol(locale))


def plain_number(number: Decimal) -> str:
    """A number as files write it: with a point, and no more digits than it needs."""
    return f"{number.normalize():f}"


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with: 2 of `1.50`."""
    return max(0, -int(number.as_tuple().exponent))


def number_pattern(decimals: int) -> str:
    """What libraries of languages call a number with groups and so many decimals: `#,##0.00`."""
    return f"#,##0.{'0' * decimals}" if decimals > 0 else "#,##0"


def format_day(day: date, language: str) -> str:
    """A day written out: `31 December 2030`, in Swedish `31 december 2030`."""
    # English is British here; its "long" form would be the American one.
    form = "d MMMM y" if language.startswith("en") else "long"
    return format_date(day, form, locale=_locale_of(language))


def _locale_of(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
