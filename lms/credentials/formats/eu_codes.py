"""Codes of the European vocabularies that credentials use: concept and list, languages, countries. Pure."""

GENERIC = ("http://data.europa.eu/snb/credential/e34929035b", "http://data.europa.eu/snb/credential/25831c2")
ONLINE = (
    "http://data.europa.eu/snb/learning-assessment/920fbb3cbe",
    "http://data.europa.eu/snb/learning-assessment/25831c2",
)
NON_FORMAL = (
    "http://data.europa.eu/snb/learning-setting/e207a81fc7",
    "http://data.europa.eu/snb/learning-setting/25831c2",
)
BASE64 = ("http://data.europa.eu/snb/encoding/6146cde7dd", "http://data.europa.eu/snb/encoding/25831c2")
AUTHORITY = "http://publications.europa.eu/resource/authority"

LANGUAGE_CODES = {
    "da": "DAN",
    "de": "DEU",
    "en": "ENG",
    "et": "EST",
    "fi": "FIN",
    "lt": "LIT",
    "lv": "LAV",
    "pl": "POL",
    "sv": "SWE",
}
COUNTRY_CODES = {
    "AT": "AUT",
    "BE": "BEL",
    "BG": "BGR",
    "CH": "CHE",
    "CY": "CYP",
    "CZ": "CZE",
    "DE": "DEU",
    "DK": "DNK",
    "EE": "EST",
    "ES": "ESP",
    "FI": "FIN",
    "FR": "FRA",
    "GB": "GBR",
    "GR": "GRC",
    "HR": "HRV",
    "HU": "HUN",
    "IE": "IRL",
    "IS": "ISL",
    "IT": "ITA",
    "LI": "LIE",
    "LT": "LTU",
    "LU": "LUX",
    "LV": "LVA",
    "MT": "MLT",
    "NL": "NLD",
    "NO": "NOR",
    "PL": "POL",
    "PT": "PRT",
    "RO": "ROU",
    "SE": "SWE",
    "SI": "SVN",
    "SK": "SVK",
    "UA": "UKR",
}
UNKNOWN_COUNTRY = "OP_DATPRO"
"""What the list of the Publications Office has for data that are not there."""
