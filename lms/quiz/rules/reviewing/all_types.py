"""From any answered item to what is shown of it."""

from collections.abc import Sequence
from fractions import Fraction

from lms.content.items import (
    CategoriseItem,
    ChoiceItem,
    ClozeItem,
    EssayItem,
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
)
from lms.quiz.rules import drawing, responses, scoring
from lms.quiz.rules.hints import after_hint, price_of
from lms.quiz.rules.responses import Extent, Response
from lms.quiz.rules.reviewed import Detail, ReviewedItem, Standing
from lms.quiz.rules.reviewing import arranging, opinions, passages, picking, writing


def review(
    versions: Sequence[Item],
    shown: Item,
    response: Response | None,
    *,
    variant: int,
    seed: str,
    took_hint: bool = False,
) -> ReviewedItem:
    """The item as written in one language, with the response judged by all of them."""
    share = scoring.share(versions, response, variant=variant)
    most = scoring.most_points(shown)
    return ReviewedItem(
        item_id=shown.id,
        type=shown.type,
        learning_outcome=shown.learning_outcome,
        standing=_standing(shown, response, share),
        score=scoring.points(after_hint(share, versions[0], took_hint=took_hint), most),
        max_score=most,
        case=shown.case,
        hint_cost=price_of(versions[0], took_hint=took_hint),
        explanation_html=shown.explanation_html,
        detail=_detail(versions, shown, response or {}, variant, seed),
    )


def _standing(item: Item, response: Response | None, share: Fraction) -> Standing:
    if responses.extent(item, response) is Extent.OPEN:
        return Standing.OPEN
    if not scoring.is_scored(item):
        return Standing.ANSWERED
    if share == scoring.EVERYTHING:
        return Standing.RIGHT
    return Standing.PARTLY if share else Standing.WRONG


def _detail(versions: Sequence[Item], item: Item, given: Response, variant: int, seed: str) -> Detail:
    order = drawing.order_of(item.id, seed)
    match item:
        case ChoiceItem() | HotspotItem():
            return picking.reviewed(item, given, order)
        case NumericItem() | ShortTextItem():
            return writing.reviewed(versions, item, given, variant)
        case MatchingItem() | OrderingItem() | CategoriseItem() | MatrixItem():
            return arranging.reviewed(item, given, order)
        case ClozeItem() | MarkWordsItem():
            return passages.reviewed(versions, item, given)
        case LikertItem() | PollItem() | ReflectionItem() | EssayItem() | UploadItem():
            return opinions.reviewed(item, given)
