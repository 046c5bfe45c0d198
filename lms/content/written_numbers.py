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
    places = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    written = format_decimal(number, format=pattern, locale=locale)
    return written.replace("-", get_minus_sign_symbol(locale))


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
