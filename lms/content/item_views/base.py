"""What all views have, and how the keys of a page and the ids of an item are told apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lms.content.items import Case, ItemBase, ItemType

Order = Callable[[str, int], tuple[int, ...]]
"""Name of a list in the item, its length → which of its members stands at each place of the page."""

Given = Mapping[str, Any]
"""An answer, in the keys of a page or in ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewBase:
    """What every view has."""

    item_id: str
    type: ItemType
    points: Decimal
    prompt_html: str
    hint_html: str | None
    """A hint that costs points stands here only once it was taken."""
    hint_cost: Decimal
    """What looking at the hint costs; nothing where there is none."""
    learning_outcome: str | None
    case: Case | None
    """The text above the question, where several questions share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Something on the page that can be picked or placed."""

    key: str
    """Its place on the page, from `"1"`."""
    html: str


def base_of(item: ItemBase, prompt_html: str) -> dict[str, Any]:
    """The fields that the views of all types share."""
    return {
        "item_id": item.id,
        "type": item.type,
        "points": item.points,
        "prompt_html": prompt_html,
        "hint_html": None if item.hint_cost else item.hint_html,
        "hint_cost": item.hint_cost if item.hint_html else Decimal(0),
        "learning_outcome": item.learning_outcome,
        "case": item.case,
    }


def shown(htmls: Sequence[str], places: Sequence[int] | None = None) -> tuple[Shown, ...]:
    """What stands at each place of the page; without places, in the author's order."""
    indexes = range(len(htmls)) if places is None else places
    return tuple(Shown(key=str(n), html=htmls[index]) for n, index in enumerate(indexes, 1))


def ids_by_key(ids: Sequence[str], places: Sequence[int] | None = None) -> dict[str, str]:
    """Place on the page → id."""
    indexes = range(len(ids)) if places is None else places
    return {str(n): ids[index] for n, index in enumerate(indexes, 1)}


def keys_by_id(ids: Sequence[str], places: Sequence[int] | None = None) -> dict[str, str]:
    """Id → place on the page."""
    return {identifier: key for key, identifier in ids_by_key(ids, places).items()}


class WrongKeysError(ValueError):
    """What was posted names places that are not on the page, or has another shape."""


def found(ids: Mapping[str, str], key: object) -> str:
    """The id at a place; raises WrongKeysError."""
    if not isinstance(key, str) or key not in ids:
        raise WrongKeysError(f"there is nothing at place {str(key)[:20]!r}")
    return ids[key]


def all_found(ids: Mapping[str, str], keys: object) -> list[str]:
    """The ids at some places, each once and in a fixed order; raises WrongKeysError."""
    return sorted({found(ids, key) for key in list_in(keys)})


def text_in(value: object) -> str:
    """A text; raises WrongKeysError."""
    if not isinstance(value, str):
        raise WrongKeysError("a text is expected")
    return value


def list_in(value: object) -> Sequence[object]:
    """A list; raises WrongKeysError."""
    if not isinstance(value, list | tuple):
        raise WrongKeysError("a list is expected")
    return value


def mapping_in(value: object) -> Mapping[str, Any]:
    """Keys and values; raises WrongKeysError."""
    if not isinstance(value, Mapping):
        raise WrongKeysError("keys and values are expected")
    return value
