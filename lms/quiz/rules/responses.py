"""What a response says, read from its JSON: never trusted to have the right shape."""

from collections.abc import Mapping
from enum import StrEnum

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    HotspotItem,
    Item,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    PollItem,
    ReflectionItem,
    ShortTextItem,
    UploadItem,
)

Response = Mapping[str, object]
"""A response as stored; its keys by type stand in `lms.content.items`."""


class Extent(StrEnum):
    """How far an item has been answered, right or wrong."""

    OPEN = "open"
    PARTLY = "partly"
    ANSWERED = "answered"


def chosen(response: Response) -> frozenset[str]:
    """Ids of the options or areas picked."""
    return _names(response.get("chosen"))


def marked(response: Response) -> frozenset[str]:
    """Ids of the words marked."""
    return _names(response.get("marked"))


def files(response: Response) -> tuple[str, ...]:
    """Ids of the files handed in, in that order, each once."""
    return _in_order(response.get("files"))


def typed(response: Response) -> str:
    """What was typed as a number or as a text."""
    value = response.get("value", response.get("text"))
    return value if isinstance(value, str) else ""


def word_count(text: str) -> int:
    """How many words a text has: what stands between spaces and line ends."""
    return len(text.split())


def pairs(response: Response) -> dict[str, str]:
    """Left id → right id; what was left open is left out."""
    return _texts(response.get("pairs"))


def categories(response: Response) -> dict[str, str]:
    """Entry id → id of the group it was put into; what was left open is left out."""
    return _texts(response.get("categories"))


def ratings(response: Response) -> dict[str, str]:
    """Statement id → point of the scale; what was left open is left out."""
    return _texts(response.get("ratings"))


def cells(response: Response) -> dict[str, frozenset[str]]:
    """Row id → ids of the columns ticked in it; rows without any are left out."""
    value = response.get("cells")
    if not isinstance(value, Mapping):
        return {}
    ticked = {row: _names(columns) for row, columns in value.items() if isinstance(row, str)}
    return {row: columns for row, columns in ticked.items() if columns}


def gaps(response: Response) -> dict[str, str]:
    """Gap id → what was typed or chosen; empty gaps are left out."""
    return {gap: text for gap, text in _texts(response.get("gaps")).items() if text.strip()}


def order(response: Response) -> tuple[str, ...]:
    """Ids of the entries that were given a place, in that order, each once."""
    return _in_order(response.get("order"))


def extent(item: Item, response: Response | None) -> Extent:
    """How far the item has been answered."""
    if response is None:
        return Extent.OPEN
    given, wanted = _parts(item, response)
    if not given:
        return Extent.OPEN
    return Extent.PARTLY if given < wanted else Extent.ANSWERED


def _parts(item: Item, response: Response) -> tuple[int, int]:
    """How many parts were answered, and how many there are to answer."""
    match item:
        case ChoiceItem() | HotspotItem() | PollItem():
            return len(chosen(response)), 1
        case NumericItem() | ShortTextItem() | ReflectionItem():
            return int(bool(typed(response).strip())), 1
        case MatchingItem() | OrderingItem() | CategoriseItem() | MatrixItem() | LikertItem():
            return _arranged_parts(item, response)
        case ClozeItem():
            return len(gaps(response)), sum(not isinstance(segment, str) for segment in item.segments)
        case MarkWordsItem():
            return len(marked(response)), 1
        case EssayItem():
            return word_count(typed(response)), item.least_words or 1
        case UploadItem():
            return len(files(response)), 1


def _arranged_parts(
    item: MatchingItem | OrderingItem | CategoriseItem | MatrixItem | LikertItem, response: Response
) -> tuple[int, int]:
    match item:
        case MatchingItem():
            return len(pairs(response)), len(item.lefts)
        case OrderingItem():
            return len(order(response)), len(item.entries)
        case CategoriseItem():
            return len(categories(response)), len(item.entries)
        case MatrixItem():
            return len(cells(response)), len(item.rows)
        case LikertItem():
            return len(ratings(response)), len(item.statements)


def _names(value: object) -> frozenset[str]:
    return frozenset(_in_order(value))


def _in_order(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(one for one in value if isinstance(one, str)))


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {
        key: text for key, text in value.items() if isinstance(key, str) and isinstance(text, str) and text
    }
