"""The words for true and false in the languages around the Baltic Sea; the first of each is written."""

from lms.content.item_sources import OptionSource, Passage

WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (("True",), ("False",)),
    "sv": (("Sant",), ("Falskt",)),
    "da": (("Sandt",), ("Falsk",)),
    "nb": (("Sant",), ("Usant",)),
    "de": (("Richtig", "Wahr"), ("Falsch",)),
    "et": (("Õige", "Tõene"), ("Vale", "Väär")),
    "fi": (("Oikein", "Tosi"), ("Väärin", "Epätosi")),
    "lt": (("Tiesa", "Teisinga"), ("Netiesa", "Klaidinga")),
    "lv": (("Patiesi", "Pareizi"), ("Nepatiesi", "Nepareizi")),
    "pl": (("Prawda",), ("Fałsz",)),
}
_TRUE = frozenset(word.casefold() for true, _ in WORDS.values() for word in true)
_FALSE = frozenset(word.casefold() for _, false in WORDS.values() for word in false)


def true_and_false(language: str) -> tuple[Passage, Passage]:
    """How a language says it; English where it is not known."""
    true, false = WORDS.get(language.split("-")[0], WORDS["en"])
    return Passage(true[0]), Passage(false[0])


def true_option(options: tuple[OptionSource, ...]) -> OptionSource | None:
    """The option that says “true”; None where the options have words of their own."""
    words = {option.text.text.strip().casefold().rstrip("."): option for option in options}
    true = next((option for word, option in words.items() if word in _TRUE), None)
    has_false = any(word in _FALSE for word in words)
    return true if len(options) == 2 and has_false else None
