"""The few words that the renderer adds by itself, in the languages of the programme.

The compiler knows no gettext: pages are made once per language, not once per reader.
"""

from collections.abc import Mapping

_TITLES: Mapping[str, Mapping[str, str]] = {
    "note": {
        "en": "Note", "sv": "Notera", "da": "Bemærk", "nb": "Merk", "fi": "Huomaa", "et": "Pane tähele",
        "lv": "Ievērojiet", "lt": "Atkreipkite dėmesį", "pl": "Uwaga", "de": "Hinweis",
    },
    "tip": {
        "en": "Tip", "sv": "Tips", "da": "Tip", "nb": "Tips", "fi": "Vinkki", "et": "Nõuanne",
        "lv": "Padoms", "lt": "Patarimas", "pl": "Wskazówka", "de": "Tipp",
    },
    "warning": {
        "en": "Warning", "sv": "Varning", "da": "Advarsel", "nb": "Advarsel", "fi": "Varoitus",
        "et": "Hoiatus", "lv": "Brīdinājums", "lt": "Įspėjimas", "pl": "Ostrzeżenie", "de": "Warnung",
    },
    "example": {
        "en": "Example", "sv": "Exempel", "da": "Eksempel", "nb": "Eksempel", "fi": "Esimerkki",
        "et": "Näide", "lv": "Piemērs", "lt": "Pavyzdys", "pl": "Przykład", "de": "Beispiel",
    },
    "monday": {
        "en": "On Monday", "sv": "På måndag", "da": "På mandag", "nb": "På mandag", "fi": "Maanantaina",
        "et": "Esmaspäeval", "lv": "Pirmdien", "lt": "Pirmadienį", "pl": "W poniedziałek", "de": "Am Montag",
    },
    "legal": {
        "en": "Law", "sv": "Lag", "da": "Jura", "nb": "Lov", "fi": "Laki", "et": "Õigus",
        "lv": "Tiesības", "lt": "Teisė", "pl": "Prawo", "de": "Recht",
    },
}  # fmt: skip
_FOOTNOTES = {
    "en": "Notes", "sv": "Noter", "da": "Noter", "nb": "Noter", "fi": "Viitteet", "et": "Märkused",
    "lv": "Piezīmes", "lt": "Pastabos", "pl": "Przypisy", "de": "Anmerkungen",
}  # fmt: skip
_BACK = {
    "en": "Back to the text", "sv": "Tillbaka till texten", "da": "Tilbage til teksten",
    "nb": "Tilbake til teksten", "fi": "Takaisin tekstiin", "et": "Tagasi teksti juurde",
    "lv": "Atpakaļ uz tekstu", "lt": "Atgal į tekstą", "pl": "Powrót do tekstu", "de": "Zurück zum Text",
}  # fmt: skip


def title_of(kind: str, language: str) -> str:
    """The title of a call-out that was given none."""
    return _in(_TITLES[kind], language)


def footnotes(language: str) -> str:
    """What the list of footnotes is called."""
    return _in(_FOOTNOTES, language)


def back_to_text(language: str) -> str:
    """What the arrow of a footnote says."""
    return _in(_BACK, language)


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language.split("-")[0], words["en"])
