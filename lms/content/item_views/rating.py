"""Views of items that are answered on a scale."""

from dataclasses import dataclass

from lms.content.item_views.base import (
    Given,
    Shown,
    ViewBase,
    base_of,
    found,
    ids_by_key,
    keys_by_id,
    mapping_in,
    shown,
)
from lms.content.items import LikertItem


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertView(ViewBase):
    """Statements in the author's order, and the points of the scale, lowest first."""

    statements: tuple[Shown, ...]
    scale: tuple[Shown, ...]


def view(item: LikertItem) -> LikertView:
    """The statements and their scale; there is no key."""
    statements = shown([statement.html for statement in item.statements])
    return LikertView(**base_of(item, item.prompt_html), statements=statements, scale=shown(item.scale))


def response(item: LikertItem, posted: Given) -> Given:
    """How each statement was rated, by its id; raises WrongKeysError."""
    statements, points = ids_by_key(_ids(item)), _points(item)
    ratings = mapping_in(posted.get("ratings", {})).items()
    return {"ratings": {found(statements, one): found(points, point) for one, point in ratings if point}}


def keys(item: LikertItem, response: Given) -> dict[str, dict[str, str]]:
    """How each statement was rated, by its place."""
    places, points = keys_by_id(_ids(item)), _points(item)
    saved = response.get("ratings", {}).items()
    return {"ratings": {places[one]: point for one, point in saved if one in places and point in points}}


def _ids(item: LikertItem) -> list[str]:
    return [statement.id for statement in item.statements]


def _points(item: LikertItem) -> dict[str, str]:
    """A point of the scale is the same number on the page as in a response."""
    return {str(point): str(point) for point in range(1, len(item.scale) + 1)}
