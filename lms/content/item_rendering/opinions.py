"""What becomes of questions without a key."""

from lms.content.item_rendering.base import PassageRenderer, base_of
from lms.content.item_sources import OPTION_IDS, LikertSource, PollSource, ReflectionSource
from lms.content.items import LikertItem, LikertStatement, PollItem, PollOption, ReflectionItem


def render_likert(item: LikertSource, render: PassageRenderer) -> LikertItem:
    """Statements, and the words of the scale from its lowest point."""
    return LikertItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        statements=tuple(
            LikertStatement(id=f"s{number}", html=render.inline(statement))
            for number, statement in enumerate(item.statements, 1)
        ),
        scale=tuple(render.inline(point) for point in item.scale),
    )


def render_poll(item: PollSource, render: PassageRenderer) -> PollItem:
    """Options, lettered in the author's order."""
    return PollItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        options=tuple(
            PollOption(id=letter, html=render.inline(option))
            for letter, option in zip(OPTION_IDS, item.options, strict=False)
        ),
        is_multiple=item.is_multiple,
    )


def render_reflection(item: ReflectionSource, render: PassageRenderer) -> ReflectionItem:
    """A question to oneself."""
    return ReflectionItem(**base_of(item, render), prompt_html=render.block(item.prompt))
