"""Texts as people look for them: without case, diacritics and stray spaces. Pure."""

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)
"""Letters that Unicode does not take apart."""


_AFTER_Z = {"sv": "åäö", "fi": "åäö", "da": "æøå", "et": "õäöü"}
"""Letters of their own at the end of the alphabet, by language; elsewhere they follow their plain letter."""


def in_order(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """A key that sorts names as people of that language expect: in Swedish `Åland` follows `Zambia`."""
    last = _AFTER_Z.get(language, "")
    signs = unicodedata.normalize("NFC", text.casefold())
    return tuple(("~", str(last.index(one))) if one in last else (fold(one), one) for one in signs)


def fold(text: str) -> str:
    """`Åsa  Bērziņa` → `asa berzina`: to find a name, to sort by it and to see doubles."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.translate(_LETTERS).split())
