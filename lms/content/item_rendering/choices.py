"""What becomes of options and of areas of a figure."""

from lms.content.item_rendering.base import PassageRenderer, base_of, inline_of
from lms.content.item_sources import OPTION_IDS, ChoiceSource, HotspotSource
from lms.content.items import ChoiceItem, HotspotArea, HotspotItem, Option


def render_choice(item: ChoiceSource, render: PassageRenderer) -> ChoiceItem:
    """Options, lettered in the author's order."""
    options = tuple(
        Option(
            id=letter,
            html=render.inline(option.text),
            is_correct=option.is_correct,
            feedback_html=inline_of(option.feedback, render),
        )
        for letter, option in zip(OPTION_IDS, item.options, strict=False)
    )
    return ChoiceItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        options=options,
        scoring=item.scoring,
        shuffle=item.shuffle,
    )


def render_hotspot(item: HotspotSource, render: PassageRenderer) -> HotspotItem:
    """Areas of a figure, lettered in the author's order."""
    areas = tuple(
        HotspotArea(
            id=letter,
            html=render.inline(area.text),
            x=area.x,
            y=area.y,
            width=area.width,
            height=area.height,
            is_correct=area.is_correct,
            feedback_html=inline_of(area.feedback, render),
        )
        for letter, area in zip(OPTION_IDS, item.areas, strict=False)
    )
    return HotspotItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        figure_html=render.figure(item.figure),
        areas=areas,
        is_multiple=item.is_multiple,
        scoring=item.scoring,
    )
