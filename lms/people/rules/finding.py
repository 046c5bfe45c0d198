"""How people and organisations are found: what they are known by, and what was typed for them. Pure."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from lms.core.folding import fold

MOST_TERMS = 6
"""Further words of a search are left out."""

LONGEST_KEY = 160
"""Of the name of an organisation; a folded name can be longer than the name."""

_APART = re.compile(r"[^\w]+|_+")


class WordSource(StrEnum):
    """What a word is found in; where it is in several, the first of these."""

    NAME = "name"
    ORGANISATION = "organisation"
    """As the person says it."""
    ADDRESS = "address"


def organisation_key(name: str) -> str:
    """What an organisation of this name is found and sorted by."""
    return fold(name)[:LONGEST_KEY]


def words_of(*, name: str | None, email: str, organisation: str | None) -> Mapping[str, WordSource]:
    """The words that a person is found by, and where they come from."""
    return {
        **dict.fromkeys([fold(email), *_words(email)], WordSource.ADDRESS),
        **dict.fromkeys(_words(organisation or ""), WordSource.ORGANISATION),
        **dict.fromkeys(_words(name or ""), WordSource.NAME),
    }


def terms_of(typed: str) -> tuple[str, ...]:
    """What each has to be the beginning of a word; an address, whole or begun, stays in one piece."""
    terms: dict[str, None] = {}
    for piece in fold(typed).split():
        is_address = "@" in piece.strip("@")
        terms |= dict.fromkeys([piece] if is_address else _words(piece))
    return tuple(terms)[:MOST_TERMS]


def key_of(*, name: str | None, email: str) -> str:
    """What people are sorted by."""
    return shown_key_of(name) or fold(email)


def shown_key_of(name: str | None) -> str:
    """What they are sorted by for whoever sees no addresses; empty where there is no name."""
    return fold(name or "")


def _words(text: str) -> Iterator[str]:
    return (word for word in _APART.split(fold(text)) if word)
