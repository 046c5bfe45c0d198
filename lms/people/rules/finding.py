"""How people are found: the words they are known by, and what somebody who looks for them typed. Pure."""

import re
from collections.abc import Iterator

from lms.core.folding import fold

MOST_TERMS = 6
"""Further words of a search are left out."""

_APART = re.compile(r"[^\w]+|_+")


def words_of(*, name: str | None, email: str, organisation: str | None) -> frozenset[str]:
    """The words that a person is found by: of the name, the address and the organisation."""
    return frozenset({fold(email), *_words(f"{name or ''} {email} {organisation or ''}")})


def terms_of(typed: str) -> tuple[str, ...]:
    """What each has to be the beginning of a word; an address, whole or begun, stays in one piece."""
    terms: dict[str, None] = {}
    for piece in fold(typed).split():
        is_address = "@" in piece.strip("@")
        terms |= dict.fromkeys([piece] if is_address else _words(piece))
    return tuple(terms)[:MOST_TERMS]


def key_of(*, name: str | None, email: str) -> str:
    """What people are sorted by."""
    return fold(name or "") or fold(email)


def _words(text: str) -> Iterator[str]:
    return (word for word in _APART.split(fold(text)) if word)
