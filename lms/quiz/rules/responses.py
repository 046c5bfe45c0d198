"""What a response says, read from its JSON: never trusted to have the right shape."""

from collections.abc import Mapping
from enum import StrEnum

from lms.content.items import (
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)

Response = Mapping[str, object]
"""A response as stored; its keys by type stand in `lms.content.items`."""


class Extent(StrEnum):
    """How far an item has been answered, right or wrong."""

    OPEN = "open"
    PARTLY = "partly"
    ANSWERED = "answered"


def chosen(response: Response) -> frozenset[str]:
    """Ids of the options picked."""
    value = response.get("chosen")
    return frozenset(one for one in value if isinstance(one, str)) if isinstance(value, list) else frozenset()


def typed(response: Response) -> str:
    """What was typed as a number or as a short text."""
    value = response.get("value", response.get("text"))
    return value if isinstance(value, str) else ""


def pairs(response: Response) -> dict[str, str]:
    """Left id → right id; what was left open is left out."""
    return _texts(response.get("pairs"))


def gaps(response: Response) -> dict[str, str]:
    """Gap id → what was typed or chosen; empty gaps are left out."""
    return {gap: text for gap, text in _texts(response.get("gaps")).items() if text.strip()}


def order(response: Response) -> tuple[str, ...]:
    """Ids of the entries that were given a place, in that order, each once."""
    value = response.get("order")
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(one for one in value if isinstance(one, str)))


def extent(item: Item, response: Response | None) -> Extent:
    """How far the item has been answered."""
    if response is None:
        return Extent.OPEN
    given, wanted = _parts(item, response)
    if not given:
        return Extent.OPEN
    return Extent.PARTLY if given < wanted else Extent.ANSWERED


def _parts(item: Item, response: Response) -> tuple[int, int]:
    match item:
        case ChoiceItem():
            return len(chosen(response)), 1
        case NumericItem() | ShortTextItem():
            return int(bool(typed(response).strip())), 1
        case MatchingItem():
            return len(pairs(response)), len(item.lefts)
        case OrderingItem():
            return len(order(response)), len(item.entries)
        case ClozeItem():
            return len(gaps(response)), sum(not isinstance(segment, str) for segment in item.segments)
        case _:
            raise NotImplementedError(item.type)


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {
        key: text for key, text in value.items() if isinstance(key, str) and isinstance(text, str) and text
    }
