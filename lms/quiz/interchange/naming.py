"""Ids for questions from elsewhere: from their names, valid here, and never one that is taken."""

from lms.content.naming import ITEM_ID, MAX_ID, slug_of

_ROOM_FOR_NUMBER = 6
_MOST_WORDS = 6


def id_for(wish: str, words: str, taken: set[str]) -> str:
    """An id from the name a question has, or from its first words; adds it to those taken."""
    base = wish if ITEM_ID.fullmatch(wish) and len(wish) <= MAX_ID else _short(slug_of(wish[:500]))
    base = base or _short("-".join(slug_of(words[:500]).split("-")[:_MOST_WORDS])) or "question"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base[: MAX_ID - _ROOM_FOR_NUMBER].rstrip('-')}-{number}"
    taken.add(found)
    return found


def _short(slug: str) -> str:
    """Cut at a word, with room for a number behind it."""
    room = MAX_ID - _ROOM_FOR_NUMBER
    if len(slug) <= room:
        return slug
    return slug[:room].rpartition("-")[0].strip("-") or slug[:room].strip("-")
