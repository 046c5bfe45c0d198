"""Views of items that are answered by picking: options, areas of a figure, answers of a poll."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.content.item_views.base import (
    Given,
    Order,
    Shown,
    ViewBase,
    all_found,
    base_of,
    ids_by_key,
    keys_by_id,
    shown,
)
from lms.content.items import ChoiceItem, ChoiceScoring, HotspotArea, HotspotItem, ItemType, PollItem

PickedItem = ChoiceItem | HotspotItem | PollItem


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
class ShownArea(Shown):
    """An area of a figure, in per cent of its width and height."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HotspotView(ViewBase):
    """A figure with areas, numbered as one reads: from above, then from the left."""

    figure_html: str
    options: tuple[ShownArea, ...]
    is_multiple: bool
    scoring: ChoiceScoring


@dataclass(frozen=True, slots=True, kw_only=True)
class PollView(ViewBase):
    """A question to the group, with its answers in the author's order."""

    options: tuple[Shown, ...]
    is_multiple: bool


def view(item: PickedItem, order: Order) -> ChoiceView | HotspotView | PollView:
    """The item without its key."""
    base = base_of(item, item.prompt_html)
    match item:
        case ChoiceItem():
            options = shown([option.html for option in item.options], places(item, order))
            return ChoiceView(**base, options=options, scoring=item.scoring)
        case HotspotItem():
            return HotspotView(
                **base,
                figure_html=item.figure_html,
                options=_areas(item, order),
                is_multiple=item.is_multiple,
                scoring=item.scoring,
            )
        case PollItem():
            options = shown([option.html for option in item.options])
            return PollView(**base, options=options, is_multiple=item.is_multiple)


def response(item: PickedItem, posted: Given, order: Order) -> Given:
    """Ids of what was picked; raises WrongKeysError."""
    return {"chosen": all_found(ids_by_key(_ids(item), places(item, order)), posted.get("chosen", []))}


def keys(item: PickedItem, response: Given, order: Order) -> dict[str, list[str]]:
    """Places of what was picked."""
    by_id = keys_by_id(_ids(item), places(item, order))
    return {"chosen": [by_id[chosen] for chosen in response.get("chosen", []) if chosen in by_id]}


def places(item: PickedItem, order: Order) -> Sequence[int]:
    """Which option or area stands at each place of the page."""
    match item:
        case ChoiceItem():
            count = len(item.options)
            return order("options", count) if item.shuffle else range(count)
        case HotspotItem():
            # Where two areas lie at the same place, the author's order must not decide: it may be telling.
            return _reading_order(item.areas, order("areas", len(item.areas)))
        case PollItem():
            return range(len(item.options))


def _reading_order(areas: Sequence[HotspotArea], places: Sequence[int]) -> list[int]:
    """Row by row from above, in each row from the left; a row is as high as its highest beginning area."""
    rows: list[list[int]] = []
    for place in sorted(places, key=lambda one: areas[one].y):
        middle = areas[place].y + areas[place].height / 2
        if rows and middle <= areas[rows[-1][0]].y + areas[rows[-1][0]].height:
            rows[-1].append(place)
        else:
            rows.append([place])
    return [place for row in rows for place in sorted(row, key=lambda one: areas[one].x)]


def _ids(item: PickedItem) -> list[str]:
    return [one.id for one in (item.areas if isinstance(item, HotspotItem) else item.options)]


def _areas(item: HotspotItem, order: Order) -> tuple[ShownArea, ...]:
    return tuple(_area(str(n), item.areas[place]) for n, place in enumerate(places(item, order), 1))


def _area(key: str, area: HotspotArea) -> ShownArea:
    return ShownArea(key=key, html=area.html, x=area.x, y=area.y, width=area.width, height=area.height)
