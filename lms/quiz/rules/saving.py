"""Whether an answer that arrives is written: it may come late, twice, out of order, or from another page.

A load of a page has a random id and counts its saves. The stored answer knows the page and the count that
it came with, and a revision that grows when the answer changes. A page says with each save which revision
it knew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lms.quiz.rules.responses import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an answer comes from."""

    page_id: str | None = None
    """The load of the page; None where nobody said."""
    sequence: int = 0
    """Which save of that page it is."""
    revision: int | None = None
    """The revision that the page knew. None, from a page that knows nothing of revisions: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An answer as it lies there."""

    response: Response | None
    page_id: str | None
    sequence: int
    revision: int


class Arrival(StrEnum):
    """What an answer that arrives is to the one that lies there."""

    OLD = "old"
    """The same page has sent a newer one since."""
    SAME = "same"
    """It says the same."""
    NEW = "new"
    CONFLICT = "conflict"
    """The page did not know the one that lies there: the person decides."""


def arrival_of(stored: Stored, response: Response, origin: Origin) -> Arrival:
    """What an answer is to the one that lies there."""
    is_same_page = origin.page_id is not None and origin.page_id == stored.page_id
    # An equal count is no older: without scripts a page that was gone back to sends its form once more.
    if is_same_page and origin.sequence < stored.sequence:
        return Arrival.OLD
    if said(response) == said(stored.response):
        return Arrival.SAME
    knows_it = origin.revision is None or origin.revision == stored.revision
    return Arrival.NEW if is_same_page or knows_it else Arrival.CONFLICT


def said(value: object) -> object:
    """What a response says, without all that was left empty; None where that is everything."""
    if isinstance(value, Mapping):
        kept = {key: inner for key, one in value.items() if (inner := said(one)) is not None}
        return kept or None
    if isinstance(value, list | tuple):
        return list(value) or None
    return None if value == "" else value
