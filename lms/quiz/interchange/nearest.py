"""Items that a format cannot say, as the nearest ones that it can."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

from lms.content.item_sources import (
    ChoiceSource,
    ClozeSource,
    ItemSource,
    MatchingSource,
    NumericSource,
    OptionSource,
    OrderingSource,
    PairSource,
    Passage,
    ShortTextSource,
)
from lms.content.items import ItemType
from lms.content.quiz_kinds import GAP
from lms.quiz.interchange.building import WHOLE
from lms.quiz.interchange.formats import Format
from lms.quiz.interchange.variants import variants_of
from lms.quiz.interchange.words import true_option

_BLANK = "\\_\\_\\_\\_\\_"


def weights_of(item: ChoiceSource) -> tuple[Decimal, ...]:
    """Per cent for each option, so that right picks and wrong picks of a multiple choice weigh the same."""
    share = WHOLE / max(sum(option.is_correct for option in item.options), 1)
    return tuple(share if option.is_correct else -share for option in item.options)


def nearest(item: ItemSource, form: Format, language: str) -> Iterator[ItemSource]:
    """What is written for an item: itself, something near, several questions, or nothing."""
    if form is Format.AIKEN:
        if isinstance(item, ChoiceSource) and item.type is not ItemType.MULTIPLE_CHOICE:
            yield item
        return
    match item:
        case ChoiceSource(type=ItemType.TRUE_FALSE) if true_option(item.options) is None:
            yield replace(item, type=ItemType.SINGLE_CHOICE)
        case NumericSource():
            yield from variants_of(item, language)
        case OrderingSource() if form is Format.GIFT:
            yield _places(item)
        case ClozeSource() if form is Format.GIFT:
            yield from _one_gap(item)
        case _:
            yield item


def _places(item: OrderingSource) -> MatchingSource:
    """Each place of the order with its entry."""
    pairs = tuple(
        PairSource(left=Passage(f"{number}\\."), right=Passage(" ".join(entry.text.split("\n"))))
        for number, entry in enumerate(item.entries, 1)
    )
    return MatchingSource(**_like(item, ItemType.MATCHING), pairs=pairs)


def _one_gap(item: ClozeSource) -> Iterator[ItemSource]:
    """GIFT knows one gap, and only with words behind it; a gap at the end is asked below the text."""
    if len(item.gaps) > 1:
        return
    place = next(match for match in GAP.finditer(item.prompt.text) if match["skip"] is None)
    if item.prompt.text[place.end() :].strip():
        yield item
        return
    (gap,) = item.gaps
    prompt = Passage(item.prompt.text[: place.start()] + _BLANK)
    if not gap.is_choice:
        yield ShortTextSource(**_like(item, ItemType.SHORT_TEXT, prompt), answers=gap.answers)
        return
    options = tuple(
        OptionSource(text=Passage(text), is_correct=not number) for number, text in enumerate(gap.answers)
    )
    yield ChoiceSource(**_like(item, ItemType.SINGLE_CHOICE, prompt), options=options)


class _Common(TypedDict):
    id: str
    type: ItemType
    prompt: Passage
    learning_outcome: str | None
    points: Decimal
    hint: Passage | None
    explanation: Passage | None


def _like(item: ItemSource, kind: ItemType, prompt: Passage | None = None) -> _Common:
    """What an item of another type takes over."""
    return {
        "id": item.id,
        "type": kind,
        "prompt": prompt or item.prompt,
        "learning_outcome": item.learning_outcome,
        "points": item.points,
        "hint": item.hint,
        "explanation": item.explanation,
    }
