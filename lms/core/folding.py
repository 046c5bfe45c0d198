"""Texts as people look for them: without case, diacritics and stray spaces. Pure."""

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"}
)
"""Letters that Unicode does not take apart."""


def fold(text: str) -> str:
    """`Åsa  Bērziņa` → `asa berzina`: to find a name, to sort by it and to see doubles."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.translate(_LETTERS).split())
