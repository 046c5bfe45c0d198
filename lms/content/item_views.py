"""What a participant may see of an item before submission: views that have no field for a key.

Options, right sides, entries and words of a drop-down are known by their place on the page (`"1"`,
`"2"`, …), never by the author's id: authors often write the right one first, so ids would give it away.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lms.content.items import (
    ChoiceItem,
    ChoiceScoring,
    ClozeItem,
    Gap,
    Item,
    ItemType,
    MatchingItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)

Order = Callable[[str, int], tuple[int, ...]]
"""Name of a list in the item, its length → which of its members stands at each place of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewBase:
    """What every view has."""

    item_id: str
    type: ItemType
    points: Decimal
    prompt_html: str
    hint_html: str | None
    learning_outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Something on the page that can be picked or placed."""

    key: str
    """Its place on the page, from `"1"`."""
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView(ViewBase):
    """Single choice, true/false, multiple choice."""

    options: tuple[Shown, ...]
    scoring: ChoiceScoring
    """How points are earned is told to the learner."""

    @property
    def is_multiple(self) -> bool:
        """Several options can be picked."""
        return self.type is ItemType.MULTIPLE_CHOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericView(ViewBase):
    """A number, with the parameters filled in."""

    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTextView(ViewBase):
    """A word or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingView(ViewBase):
    """Left sides in the author's order, right sides shuffled."""

    lefts: tuple[Shown, ...]
    rights: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingView(ViewBase):
    """Entries in shuffled order."""

    entries: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """A gap: to type into, or with words to choose from."""

    key: str
    """`g1`, `g2`, … in the order of the text."""
    options: tuple[Shown, ...] = ()
    """The words of a drop-down (plain text in `html`); none for a gap to type into."""

    @property
    def is_choice(self) -> bool:
        """It is a drop-down."""
        return bool(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeView(ViewBase):
    """A text with gaps; `prompt_html` is empty, the text stands in the segments."""

    segments: tuple[str | GapView, ...]


ItemView = ChoiceView | NumericView | ShortTextView | MatchingView | OrderingView | ClozeView


def view_of(item: Item, *, variant: int, order: Order) -> ItemView:
    """The item as a participant may see it; `variant` chooses the parameters of a numeric item."""
    base: dict[str, Any] = {
        "item_id": item.id,
        "type": item.type,
        "points": item.points,
        "hint_html": item.hint_html,
        "learning_outcome": item.learning_outcome,
    }
    match item:
        case ChoiceItem():
            options = _shown([option.html for option in item.options], _places(item, order))
            return ChoiceView(**base, prompt_html=item.prompt_html, options=options, scoring=item.scoring)
        case NumericItem():
            chosen = item.variants[variant % len(item.variants)]
            return NumericView(**base, prompt_html=chosen.prompt_html, unit=item.unit)
        case ShortTextItem():
            return ShortTextView(**base, prompt_html=item.prompt_html)
        case MatchingItem():
            rights = _shown([right.html for right in item.rights], _places(item, order))
            lefts = _shown([left.html for left in item.lefts], range(len(item.lefts)))
            return MatchingView(**base, prompt_html=item.prompt_html, lefts=lefts, rights=rights)
        case OrderingItem():
            entries = _shown([entry.html for entry in item.entries], _places(item, order))
            return OrderingView(**base, prompt_html=item.prompt_html, entries=entries)
        case ClozeItem():
            segments = tuple(s if isinstance(s, str) else _gap_view(s, order) for s in item.segments)
            return ClozeView(**base, prompt_html="", segments=segments)
        case _:
            raise NotImplementedError(item.type)


def _shown(htmls: Sequence[str], places: Sequence[int]) -> tuple[Shown, ...]:
    return tuple(Shown(key=str(n), html=htmls[index]) for n, index in enumerate(places, 1))


def _gap_view(gap: Gap, order: Order) -> GapView:
    texts = [option.text for option in gap.options]
    return GapView(key=gap.id, options=_shown(texts, _gap_places(gap, order)))


def _places(item: ChoiceItem | MatchingItem | OrderingItem, order: Order) -> tuple[int, ...]:
    """Which member of the item's shuffled list stands at each place of the page."""
    if isinstance(item, ChoiceItem):
        count = len(item.options)
        return order("options", count) if item.shuffle else tuple(range(count))
    return (
        order("rights", len(item.rights))
        if isinstance(item, MatchingItem)
        else order("entries", len(item.entries))
    )


def _gap_places(gap: Gap, order: Order) -> tuple[int, ...]:
    return order(gap.id, len(gap.options)) if gap.options else ()


class WrongKeysError(ValueError):
    """What was posted names places that are not on the page, or has another shape."""


def response_from_keys(item: Item, posted: Mapping[str, Any], *, order: Order) -> dict[str, Any]:
    """A response in ids, from one in the keys of the page; raises WrongKeysError.

    Posted and returned have the same shape, which `lms.content.items` describes for each item class:
    `{"chosen": ["2"]}` becomes `{"chosen": ["a"]}`.
    """
    match item:
        case ChoiceItem():
            ids = _by_key([option.id for option in item.options], _places(item, order))
            chosen = {_found(ids, key) for key in _list(posted.get("chosen", []))}
            return {"chosen": sorted(chosen)}
        case NumericItem():
            return {"value": _text(posted.get("value", ""))}
        case ShortTextItem():
            return {"text": _text(posted.get("text", ""))}
        case MatchingItem():
            lefts = _by_key([left.id for left in item.lefts], range(len(item.lefts)))
            rights = _by_key([right.id for right in item.rights], _places(item, order))
            pairs = _dict(posted.get("pairs", {})).items()
            return {"pairs": {_found(lefts, left): _found(rights, right) for left, right in pairs if right}}
        case OrderingItem():
            ids = _by_key([entry.id for entry in item.entries], _places(item, order))
            given = [_found(ids, key) for key in _list(posted.get("order", []))]
            if len(set(given)) != len(given):
                raise WrongKeysError("an entry stands there twice")
            return {"order": given}
        case ClozeItem():
            return {"gaps": dict(_gap_ids(item, _dict(posted.get("gaps", {})), order))}
        case _:
            raise NotImplementedError(item.type)


def keys_from_response(item: Item, response: Mapping[str, Any], *, order: Order) -> dict[str, Any]:
    """A saved response in the keys of the page, to show it again; what the item no longer has is left out."""
    match item:
        case ChoiceItem():
            keys = _by_id([option.id for option in item.options], _places(item, order))
            return {"chosen": [keys[chosen] for chosen in response.get("chosen", []) if chosen in keys]}
        case NumericItem():
            return {"value": str(response.get("value", ""))}
        case ShortTextItem():
            return {"text": str(response.get("text", ""))}
        case MatchingItem():
            lefts = _by_id([left.id for left in item.lefts], range(len(item.lefts)))
            rights = _by_id([right.id for right in item.rights], _places(item, order))
            pairs = response.get("pairs", {}).items()
            return {"pairs": {lefts[a]: rights[b] for a, b in pairs if a in lefts and b in rights}}
        case OrderingItem():
            keys = _by_id([entry.id for entry in item.entries], _places(item, order))
            return {"order": [keys[entry] for entry in response.get("order", []) if entry in keys]}
        case ClozeItem():
            return {"gaps": dict(_gap_keys(item, response.get("gaps", {}), order))}
        case _:
            raise NotImplementedError(item.type)


def _by_key(ids: Sequence[str], places: Sequence[int]) -> dict[str, str]:
    return {str(n): ids[index] for n, index in enumerate(places, 1)}


def _by_id(ids: Sequence[str], places: Sequence[int]) -> dict[str, str]:
    return {identifier: key for key, identifier in _by_key(ids, places).items()}


def _gap_ids(item: ClozeItem, posted: Mapping[str, Any], order: Order) -> list[tuple[str, str]]:
    gaps = {gap.id: gap for gap in item.segments if isinstance(gap, Gap)}
    found = []
    for key, value in posted.items():
        if key not in gaps:
            raise WrongKeysError(f"there is no gap {key!r}")
        gap, text = gaps[key], _text(value)
        if gap.options and text:
            ids = _by_key([option.id for option in gap.options], _gap_places(gap, order))
            text = _found(ids, text)
        found.append((key, text))
    return found


def _gap_keys(item: ClozeItem, saved: Mapping[str, Any], order: Order) -> list[tuple[str, str]]:
    found = []
    for gap in (gap for gap in item.segments if isinstance(gap, Gap)):
        value = str(saved.get(gap.id, ""))
        if gap.options:
            value = _by_id([option.id for option in gap.options], _gap_places(gap, order)).get(value, "")
        if value:
            found.append((gap.id, value))
    return found


def _found(ids: Mapping[str, str], key: object) -> str:
    if not isinstance(key, str) or key not in ids:
        raise WrongKeysError(f"there is nothing at place {str(key)[:20]!r}")
    return ids[key]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise WrongKeysError("a text is expected")
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise WrongKeysError("a list is expected")
    return value


def _dict(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise WrongKeysError("keys and values are expected")
    return value
