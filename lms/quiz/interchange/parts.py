"""Which parts an item has that a format could lose."""

from collections.abc import Iterator
from decimal import Decimal

from lms.content.item_sources import (
    ChoiceSource,
    ClozeSource,
    HotspotSource,
    ItemSource,
    NumericSource,
    Passage,
    ShortTextSource,
)
from lms.content.items import ChoiceScoring, ItemType
from lms.quiz.interchange.support import Part
from lms.quiz.interchange.words import true_and_false


def parts_of(item: ItemSource, language: str) -> frozenset[Part]:
    """The parts that are there, and those that are not as usual."""
    return frozenset({Part.QUESTION, Part.ANSWERS, *_common(item), *_own(item, language)})


def _common(item: ItemSource) -> Iterator[Part]:
    for part, is_there in {
        Part.EXPLANATION: item.explanation is not None,
        Part.HINT: item.hint is not None,
        Part.HINT_COST: item.hint_cost != 0,
        Part.CASE: item.case is not None,
        Part.OUTCOME: item.learning_outcome is not None,
        Part.POINTS: item.points != Decimal(1),
        Part.FEEDBACK: any(_feedbacks(item)),
    }.items():
        if is_there:
            yield part


def _feedbacks(item: ItemSource) -> Iterator[Passage | None]:
    for name in ("options", "pairs", "areas", "entries", "rows", "misconceptions", "near_misses"):
        for one in getattr(item, name, ()):
            yield getattr(one, "feedback", None)
    yield getattr(getattr(item, "answer", None), "feedback", None)
    yield getattr(item, "feedback", None)


def _own(item: ItemSource, language: str) -> Iterator[Part]:
    found: dict[Part, bool] = {}
    match item:
        case ChoiceSource(type=ItemType.TRUE_FALSE):
            words = tuple(option.text for option in item.options)
            found = {Part.SHUFFLE: item.shuffle, Part.WORDS: words != true_and_false(language)}
        case ChoiceSource():
            is_other = (
                item.type is ItemType.MULTIPLE_CHOICE and item.scoring is not ChoiceScoring.RIGHT_MINUS_WRONG
            )
            found = {Part.SHUFFLE: not item.shuffle, Part.SCORING: is_other}
        case NumericSource():
            found = {
                Part.FORESEEN: bool(item.misconceptions),
                Part.UNIT: item.answer.unit is not None,
                Part.PARAMETERS: item.parameters is not None,
                Part.PERCENT: any(value.is_percent for value in (item.answer, *item.misconceptions)),
            }
        case ShortTextSource():
            found = {Part.FORESEEN: bool(item.near_misses), Part.FOLDING: item.fold_diacritics}
        case ClozeSource():
            found = {Part.FOLDING: item.fold_diacritics}
        case HotspotSource():
            is_other = item.is_multiple and item.scoring is not ChoiceScoring.RIGHT_MINUS_WRONG
            found = {Part.FIGURE: True, Part.SCORING: is_other}
        case _:
            found = {}
    yield from (part for part, is_there in found.items() if is_there)
