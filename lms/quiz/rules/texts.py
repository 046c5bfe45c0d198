"""When two texts are the same answer: case, space, dashes and, if declared, diacritics don't count."""

import re
import unicodedata

_HYPHENS = {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2212"}
_APOSTROPHES = {ord(sign): "'" for sign in "\u2018\u2019\u02bc\u00b4`"}
_LETTERS = {ord("ø"): "o", ord("æ"): "ae", ord("œ"): "oe", ord("ł"): "l", ord("đ"): "d", ord("ð"): "d"}
"""Letters that Unicode doesn't take apart into a letter and a mark."""

_EDGES = " \t\r\n.,;:!?\"'“”„«»‹›()[]"


def is_same(given: str, wanted: str, *, fold_diacritics: bool) -> bool:
    """The given text says what is wanted."""
    return folded(given, fold_diacritics=fold_diacritics) == folded(wanted, fold_diacritics=fold_diacritics)


def folded(text: str, *, fold_diacritics: bool) -> str:
    """The text without all that doesn't count; empty if nothing else was there."""
    plain = unicodedata.normalize("NFKC", text).translate(_HYPHENS).translate(_APOSTROPHES).casefold()
    visible = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    if fold_diacritics:
        visible = _without_marks(visible)
    return re.sub(r" ?- ?", "-", " ".join(visible.split()).strip(_EDGES))


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
