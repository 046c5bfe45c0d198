"""Views of items in which the text itself is worked on: gaps to fill, words to mark."""

from dataclasses import dataclass
from typing import Any

from lms.content.item_views.base import (
    Given,
    Order,
    Shown,
    ViewBase,
    WrongKeysError,
    all_found,
    base_of,
    found,
    ids_by_key,
    keys_by_id,
    mapping_in,
    shown,
    text_in,
)
from lms.content.items import ClozeItem, Gap, MarkWordsItem, Word

PassageItem = ClozeItem | MarkWordsItem


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """A word or phrase that can be marked."""

    key: str
    """Its place in the text, from `"1"`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkWordsView(ViewBase):
    """A text with words to mark; `prompt_html` is empty, the text stands in the segments."""

    segments: tuple[str | WordView, ...]


def view(item: PassageItem, order: Order) -> ClozeView | MarkWordsView:
    """The text without its key."""
    base = base_of(item, "")
    match item:
        case ClozeItem():
            gaps = tuple(one if isinstance(one, str) else _gap_view(one, order) for one in item.segments)
            return ClozeView(**base, segments=gaps)
        case MarkWordsItem():
            places = keys_by_id(_word_ids(item))
            words = tuple(
                one if isinstance(one, str) else WordView(key=places[one.id], text=one.text)
                for one in item.segments
            )
            return MarkWordsView(**base, segments=words)


def response(item: PassageItem, posted: Given, order: Order) -> Given:
    """What gaps were filled with or which words were marked, in ids; raises WrongKeysError."""
    match item:
        case ClozeItem():
            return {"gaps": dict(_gap_ids(item, mapping_in(posted.get("gaps", {})), order))}
        case MarkWordsItem():
            return {"marked": all_found(ids_by_key(_word_ids(item)), posted.get("marked", []))}


def keys(item: PassageItem, response: Given, order: Order) -> dict[str, Any]:
    """What gaps were filled with or which words were marked, by places."""
    match item:
        case ClozeItem():
            return {"gaps": dict(_gap_keys(item, response.get("gaps", {}), order))}
        case MarkWordsItem():
            places = keys_by_id(_word_ids(item))
            return {"marked": [places[word] for word in response.get("marked", []) if word in places]}


def _word_ids(item: MarkWordsItem) -> list[str]:
    return [one.id for one in item.segments if isinstance(one, Word)]


def _gap_view(gap: Gap, order: Order) -> GapView:
    texts = [option.text for option in gap.options]
    return GapView(key=gap.id, options=shown(texts, _gap_places(gap, order)))


def _gap_places(gap: Gap, order: Order) -> tuple[int, ...]:
    return order(gap.id, len(gap.options)) if gap.options else ()


def _gap_ids(item: ClozeItem, posted: Given, order: Order) -> list[tuple[str, str]]:
    gaps = {gap.id: gap for gap in item.segments if isinstance(gap, Gap)}
    filled = []
    for key, value in posted.items():
        if key not in gaps:
            raise WrongKeysError(f"there is no gap {str(key)[:20]!r}")
        gap, text = gaps[key], text_in(value)
        if gap.options and text:
            text = found(ids_by_key([option.id for option in gap.options], _gap_places(gap, order)), text)
        filled.append((key, text))
    return filled


def _gap_keys(item: ClozeItem, saved: Given, order: Order) -> list[tuple[str, str]]:
    filled = []
    for gap in (gap for gap in item.segments if isinstance(gap, Gap)):
        value = str(saved.get(gap.id, ""))
        if gap.options:
            value = keys_by_id([option.id for option in gap.options], _gap_places(gap, order)).get(value, "")
        if value:
            filled.append((gap.id, value))
    return filled
