"""The response that earns all points of an item: for example people, benchmarks and tests."""

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Gap,
    HotspotItem,
    Item,
    LikertItem,
    MarkWordsItem,
    MatchingItem,
    MatrixItem,
    NumericItem,
    OrderingItem,
    PollItem,
    ReflectionItem,
    ShortTextItem,
    UploadItem,
    Word,
)
from lms.quiz.rules.responses import Response

WORD = "word"
"""What example people write where anything may be written."""


def right_response(item: Item, variant: int) -> Response:
    """What somebody answers who knows; where nothing is right or wrong, a full answer."""
    match item:
        case ChoiceItem():
            return {"chosen": [option.id for option in item.options if option.is_correct]}
        case HotspotItem():
            return {"chosen": [area.id for area in item.areas if area.is_correct]}
        case NumericItem():
            return {"value": f"{item.variants[variant].answer:f}"}
        case ShortTextItem():
            return {"text": item.answers[0]}
        case MatchingItem() | OrderingItem() | CategoriseItem() | MatrixItem():
            return _arranged(item)
        case ClozeItem():
            gaps = (segment for segment in item.segments if isinstance(segment, Gap))
            return {"gaps": {gap.id: _right_word(gap) for gap in gaps}}
        case MarkWordsItem():
            words = (segment for segment in item.segments if isinstance(segment, Word))
            return {"marked": [word.id for word in words if word.is_correct]}
        case LikertItem() | PollItem() | ReflectionItem() | EssayItem() | UploadItem():
            return _any_full(item)


def _arranged(item: MatchingItem | OrderingItem | CategoriseItem | MatrixItem) -> Response:
    match item:
        case MatchingItem():
            return {"pairs": {left.id: left.right_id for left in item.lefts}}
        case OrderingItem():
            return {"order": [entry.id for entry in item.entries]}
        case CategoriseItem():
            return {"categories": {entry.id: entry.category_id for entry in item.entries}}
        case MatrixItem():
            return {"cells": {row.id: list(row.right_column_ids) for row in item.rows}}


def _right_word(gap: Gap) -> str:
    if gap.answers:
        return gap.answers[0]
    return next(option.id for option in gap.options if option.is_correct)


def _any_full(item: LikertItem | PollItem | ReflectionItem | EssayItem | UploadItem) -> Response:
    match item:
        case LikertItem():
            return {"ratings": {statement.id: str(len(item.scale)) for statement in item.statements}}
        case PollItem():
            return {"chosen": [item.options[0].id]}
        case ReflectionItem():
            return {"text": WORD}
        case EssayItem():
            return {"text": " ".join([WORD] * (item.least_words or 1))}
        case UploadItem():
            return {"files": [WORD]}
