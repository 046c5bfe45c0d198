"""The response that earns all points of an item: for example people, benchmarks and tests."""

from lms.content.items import (
    ChoiceItem,
    ClozeItem,
    Gap,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    ShortTextItem,
)
from lms.quiz.rules.responses import Response


def right_response(item: Item, variant: int) -> Response:
    """What somebody answers who knows."""
    match item:
        case ChoiceItem():
            return {"chosen": [option.id for option in item.options if option.is_correct]}
        case NumericItem():
            return {"value": f"{item.variants[variant].answer:f}"}
        case ShortTextItem():
            return {"text": item.answers[0]}
        case MatchingItem():
            return {"pairs": {left.id: left.right_id for left in item.lefts}}
        case OrderingItem():
            return {"order": [entry.id for entry in item.entries]}
        case ClozeItem():
            gaps = (segment for segment in item.segments if isinstance(segment, Gap))
            return {"gaps": {gap.id: _right_word(gap) for gap in gaps}}
        case _:
            raise NotImplementedError(item.type)


def _right_word(gap: Gap) -> str:
    if gap.answers:
        return gap.answers[0]
    return next(option.id for option in gap.options if option.is_correct)
