"""What the selects of the account pages offer, named in the reader's language."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from wtforms import SelectChoice  # type: ignore[attr-defined]  # the stubs are older than the library

from lms.core.folding import in_order
from lms.people.rules import WORKING_LANGUAGES
from lms.people.texts import NAME_SHOWN_TEXTS

NAME_SHOWN_CHOICES = [SelectChoice(shown.value, text) for shown, text in NAME_SHOWN_TEXTS.items()]

BALTIC_COUNTRIES = ("SE", "FI", "EE", "LV", "LT", "PL", "DE", "DK", "NO", "IS")
"""Offered first, because most people who learn here work there."""

_NOT_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
)
"""What the locale data names in two letters beside the countries of ISO 3166-1."""

_AREAS = ("Europe", "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Indian", "Pacific")


def country_choices(language: str, *, near: str, elsewhere: str) -> list[SelectChoice]:
    """Countries in two groups with these headings, each by name."""
    names = _country_names(language)
    return [
        *(SelectChoice(code, names[code], optgroup=near) for code in BALTIC_COUNTRIES),
        *(
            SelectChoice(code, names[code], optgroup=elsewhere)
            for code in names
            if code not in BALTIC_COUNTRIES
        ),
    ]


def country_name(code: str, language: str) -> str:
    """A country as people call it in that language; the code where it has no name."""
    return str(Locale.parse(language).territories.get(code, code))


@cache
def _country_names(language: str) -> dict[str, str]:
    """Code → name, in the order of the names."""
    names = ((code, name) for code, name in Locale.parse(language).territories.items() if _is_country(code))
    return dict(sorted(names, key=lambda pair: in_order(pair[1], language)))


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES


def language_choices(language: str) -> list[SelectChoice]:
    """The languages that people may say they work in, by name."""
    names = Locale.parse(language).languages
    named = ((_begun_large(names[code]), code) for code in WORKING_LANGUAGES)
    return [SelectChoice(code, name) for name, code in sorted(named)]


@cache
def time_zone_choices() -> list[SelectChoice]:
    """Time zones by continent, Europe first."""
    zones = sorted(available_timezones())
    found = [
        SelectChoice(zone, zone.partition("/")[2].replace("_", " "), optgroup=area)
        for area in _AREAS
        for zone in zones
        if zone.startswith(f"{area}/")
    ]
    return [*found, SelectChoice("UTC", "UTC", optgroup="UTC")]


def _begun_large(name: str) -> str:
    return name[:1].upper() + name[1:]
