"""Regions of the countries around the Baltic Sea: NUTS 2024 codes with names in the country's language. Pure.

Codes and names as in Regulation (EC) No 1059/2003 with the amendments of Delegated Regulation (EU) 2023/674;
those of Norway are the statistical regions agreed between Eurostat and the EFTA countries. Each country has
the level at which its regions act: states in Germany (level 1), regions and voivodeships (level 2) in
Denmark, Finland, Norway and Poland, counties or statistical regions (level 3) in Estonia, Latvia, Lithuania
and Sweden.
"""

import re
from collections.abc import Mapping

from lms.core.folding import fold
from lms.core.scopes import Scope, ScopeKind

NUTS_OF: Mapping[str, str] = {"GR": "EL"}
"""Countries that NUTS writes otherwise than ISO 3166-1 does."""
_CODE = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")

REGIONS: Mapping[str, str] = {
    # Denmark
    "DK01": "Hovedstaden",
    "DK02": "Sjælland",
    "DK03": "Syddanmark",
    "DK04": "Midtjylland",
    "DK05": "Nordjylland",
    # Germany
    "DE1": "Baden-Württemberg",
    "DE2": "Bayern",
    "DE3": "Berlin",
    "DE4": "Brandenburg",
    "DE5": "Bremen",
    "DE6": "Hamburg",
    "DE7": "Hessen",
    "DE8": "Mecklenburg-Vorpommern",
    "DE9": "Niedersachsen",
    "DEA": "Nordrhein-Westfalen",
    "DEB": "Rheinland-Pfalz",
    "DEC": "Saarland",
    "DED": "Sachsen",
    "DEE": "Sachsen-Anhalt",
    "DEF": "Schleswig-Holstein",
    "DEG": "Thüringen",
    # Estonia
    "EE001": "Põhja-Eesti",
    "EE004": "Lääne-Eesti",
    "EE008": "Lõuna-Eesti",
    "EE009": "Kesk-Eesti",
    "EE00A": "Kirde-Eesti",
    # Finland
    "FI19": "Länsi-Suomi",
    "FI1B": "Helsinki-Uusimaa",
    "FI1C": "Etelä-Suomi",
    "FI1D": "Pohjois- ja Itä-Suomi",
    "FI20": "Åland",
    # Lithuania
    "LT011": "Vilniaus apskritis",
    "LT021": "Alytaus apskritis",
    "LT022": "Kauno apskritis",
    "LT023": "Klaipėdos apskritis",
    "LT024": "Marijampolės apskritis",
    "LT025": "Panevėžio apskritis",
    "LT026": "Šiaulių apskritis",
    "LT027": "Tauragės apskritis",
    "LT028": "Telšių apskritis",
    "LT029": "Utenos apskritis",
    # Latvia
    "LV005": "Latgale",
    "LV009": "Zemgale",
    "LV00A": "Rīga",
    "LV00B": "Kurzeme",
    "LV00C": "Vidzeme",
    # Norway
    "NO02": "Innlandet",
    "NO06": "Trøndelag",
    "NO07": "Nord-Norge",
    "NO08": "Oslo og Viken",
    "NO09": "Agder og Sør-Østlandet",
    "NO0A": "Vestlandet",
    "NO0B": "Svalbard og Jan Mayen",
    # Poland
    "PL21": "Małopolskie",
    "PL22": "Śląskie",
    "PL41": "Wielkopolskie",
    "PL42": "Zachodniopomorskie",
    "PL43": "Lubuskie",
    "PL51": "Dolnośląskie",
    "PL52": "Opolskie",
    "PL61": "Kujawsko-pomorskie",
    "PL62": "Warmińsko-mazurskie",
    "PL63": "Pomorskie",
    "PL71": "Łódzkie",
    "PL72": "Świętokrzyskie",
    "PL81": "Lubelskie",
    "PL82": "Podkarpackie",
    "PL84": "Podlaskie",
    "PL91": "Warszawski stołeczny",
    "PL92": "Mazowiecki regionalny",
    # Sweden
    "SE110": "Stockholms län",
    "SE121": "Uppsala län",
    "SE122": "Södermanlands län",
    "SE123": "Östergötlands län",
    "SE124": "Örebro län",
    "SE125": "Västmanlands län",
    "SE211": "Jönköpings län",
    "SE212": "Kronobergs län",
    "SE213": "Kalmar län",
    "SE214": "Gotlands län",
    "SE221": "Blekinge län",
    "SE224": "Skåne län",
    "SE231": "Hallands län",
    "SE232": "Västra Götalands län",
    "SE311": "Värmlands län",
    "SE312": "Dalarnas län",
    "SE313": "Gävleborgs län",
    "SE321": "Västernorrlands län",
    "SE322": "Jämtlands län",
    "SE331": "Västerbottens län",
    "SE332": "Norrbottens län",
}
"""The regions to choose from."""

_WIDER: Mapping[str, str] = {
    "LT01": "Sostinės regionas",
    "LT02": "Vidurio ir vakarų Lietuvos regionas",
    "SE1": "Östra Sverige",
    "SE2": "Södra Sverige",
    "SE3": "Norra Sverige",
    "SE11": "Stockholm",
    "SE12": "Östra Mellansverige",
    "SE21": "Småland med öarna",
    "SE22": "Sydsverige",
    "SE23": "Västsverige",
    "SE31": "Norra Mellansverige",
    "SE32": "Mellersta Norrland",
    "SE33": "Övre Norrland",
    "LV00": "Latvija",
    "EE00": "Eesti",
}
"""Those that are made up of them and go by a name."""


def region_name(code: str) -> str:
    """`Vidzeme (LV00C)`; the code alone where no name is known."""
    name = REGIONS.get(code) or _WIDER.get(code)
    return f"{name} ({code})" if name else code


def wider_regions(code: str) -> tuple[str, ...]:
    """Those around a region that go by a name, the widest first; `LV00` around `LV00C`."""
    return tuple(code[:length] for length in range(3, len(code)) if code[:length] in _WIDER)


def regions_of(country: str) -> tuple[str, ...]:
    """Codes of the regions of a country, by name."""
    prefix = NUTS_OF.get(country, country)
    return tuple(sorted((code for code in REGIONS if code.startswith(prefix)), key=_by_name))


def _by_name(code: str) -> str:
    return fold(REGIONS[code])


def scopes_around(country: str, region: str) -> tuple[Scope, ...]:
    """What an organisation lies in: its country, its region and the wider ones."""
    wider = (Scope(ScopeKind.REGION, region[:length]) for length in range(3, len(region) + 1))
    return (Scope(ScopeKind.COUNTRY, country), *wider)


def is_region_of(code: str, country: str) -> bool:
    """The code can be that of a region of the country."""
    return _CODE.fullmatch(code) is not None and code.startswith(NUTS_OF.get(country, country))
