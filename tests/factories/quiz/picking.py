"""Items that are answered by picking."""

from decimal import Decimal

from lms.content.items import (
    ChoiceItem,
    ChoiceScoring,
    HotspotArea,
    HotspotItem,
    ItemType,
    Option,
    PollItem,
    PollOption,
)
from tests.factories.quiz.base import LETTERS, base


def choice(
    right: str = "a",
    of: int = 4,
    *,
    item_id: str = "choice",
    kind: ItemType | None = None,
    scoring: ChoiceScoring = ChoiceScoring.EXACT,
    outcome: str | None = "X-O1",
    points: str = "1",
    shuffle: bool = True,
) -> ChoiceItem:
    single = ItemType.SINGLE_CHOICE if len(right) == 1 else ItemType.MULTIPLE_CHOICE
    options = tuple(
        Option(
            id=letter,
            html=f"Option {letter}",
            is_correct=letter in right,
            feedback_html=f"canary-feedback-{item_id}-{letter}",
        )
        for letter in LETTERS[:of]
    )
    return ChoiceItem(
        **base(item_id, kind or single, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        options=options,
        scoring=scoring,
        shuffle=shuffle,
    )


def hotspot(
    right: str = "a",
    of: int = 4,
    *,
    item_id: str = "hotspot",
    multiple: bool | None = None,
    scoring: ChoiceScoring = ChoiceScoring.EXACT,
    outcome: str | None = "X-O1",
    points: str = "1",
) -> HotspotItem:
    areas = tuple(
        HotspotArea(
            id=letter,
            html=f"Area {letter}",
            x=Decimal(10 + 40 * (n % 2)),
            y=Decimal(10 + 30 * (n // 2)),
            width=Decimal(30),
            height=Decimal(20),
            is_correct=letter in right,
            feedback_html=f"canary-feedback-{item_id}-{letter}",
        )
        for n, letter in enumerate(LETTERS[:of])
    )
    return HotspotItem(
        **base(item_id, ItemType.HOTSPOT, outcome, points),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        figure_html='<img src="/figure.svg" alt="A figure">',
        areas=areas,
        is_multiple=len(right) > 1 if multiple is None else multiple,
        scoring=scoring,
    )


def poll(of: int = 3, *, item_id: str = "poll", multiple: bool = False) -> PollItem:
    return PollItem(
        **base(item_id, ItemType.POLL, None, "0"),
        prompt_html=f"<p>Prompt of {item_id}</p>",
        options=tuple(PollOption(id=letter, html=f"Answer {letter}") for letter in LETTERS[:of]),
        is_multiple=multiple,
    )
