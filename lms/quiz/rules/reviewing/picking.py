"""What was picked, beside what should have been."""

from lms.content.item_views import Order
from lms.content.item_views.picking import places
from lms.content.items import ChoiceItem, HotspotArea, HotspotItem, Option
from lms.quiz.rules import responses
from lms.quiz.rules.responses import Response
from lms.quiz.rules.reviewed import (
    PartStanding,
    ReviewedArea,
    ReviewedChoice,
    ReviewedHotspot,
    ReviewedOption,
)


def reviewed(
    item: ChoiceItem | HotspotItem, given: Response, order: Order
) -> ReviewedChoice | ReviewedHotspot:
    """All options or areas, in the order in which they were shown."""
    chosen = responses.chosen(given)
    shown = places(item, order)
    if isinstance(item, ChoiceItem):
        options = tuple(_option(item.options[place], chosen) for place in shown)
        return ReviewedChoice(prompt_html=item.prompt_html, options=options)
    return ReviewedHotspot(
        prompt_html=item.prompt_html,
        figure_html=item.figure_html,
        options=tuple(_area(str(n), item.areas[place], chosen) for n, place in enumerate(shown, 1)),
        is_multiple=item.is_multiple,
    )


def part_standing(*, was_chosen: bool, is_correct: bool) -> PartStanding:
    """How something turned out that could be picked or left."""
    if was_chosen:
        return PartStanding.RIGHT if is_correct else PartStanding.WRONG
    return PartStanding.MISSED if is_correct else PartStanding.LEFT


def _option(option: Option, chosen: frozenset[str]) -> ReviewedOption:
    was_chosen = option.id in chosen
    return ReviewedOption(
        html=option.html,
        was_chosen=was_chosen,
        standing=part_standing(was_chosen=was_chosen, is_correct=option.is_correct),
        feedback_html=option.feedback_html,
    )


def _area(key: str, area: HotspotArea, chosen: frozenset[str]) -> ReviewedArea:
    was_chosen = area.id in chosen
    return ReviewedArea(
        key=key,
        html=area.html,
        was_chosen=was_chosen,
        standing=part_standing(was_chosen=was_chosen, is_correct=area.is_correct),
        feedback_html=area.feedback_html,
        x=area.x,
        y=area.y,
        width=area.width,
        height=area.height,
    )
