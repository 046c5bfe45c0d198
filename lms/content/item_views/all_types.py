"""From any item to its view, and between the keys of its page and the ids of a response."""

from collections.abc import Mapping
from typing import Any

from lms.content.item_views import arranging, passages, picking, rating, writing
from lms.content.item_views.arranging import CategoriseView, MatchingView, MatrixView, OrderingView
from lms.content.item_views.base import Order
from lms.content.item_views.passages import ClozeView, MarkWordsView
from lms.content.item_views.picking import ChoiceView, HotspotView, PollView
from lms.content.item_views.rating import LikertView
from lms.content.item_views.writing import EssayView, NumericView, ReflectionView, ShortTextView, UploadView
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

ItemView = (
    ChoiceView
    | NumericView
    | ShortTextView
    | MatchingView
    | OrderingView
    | ClozeView
    | HotspotView
    | CategoriseView
    | MatrixView
    | MarkWordsView
    | LikertView
    | PollView
    | ReflectionView
    | EssayView
    | UploadView
)


def view_of(item: Item, *, variant: int, order: Order) -> ItemView:
    """The item as a participant may see it; `variant` chooses the parameters of a numeric item."""
    match item:
        case ChoiceItem() | HotspotItem() | PollItem():
            return picking.view(item, order)
        case MatchingItem() | OrderingItem() | CategoriseItem() | MatrixItem():
            return arranging.view(item, order)
        case ClozeItem() | MarkWordsItem():
            return passages.view(item, order)
        case NumericItem() | ShortTextItem() | ReflectionItem() | EssayItem() | UploadItem():
            return writing.view(item, variant)
        case LikertItem():
            return rating.view(item)


def response_from_keys(item: Item, posted: Mapping[str, Any], *, order: Order) -> dict[str, Any]:
    """A response in ids, from one in the keys of the page; raises WrongKeysError.

    Posted and returned have the same shape, which `lms.content.items` describes for each item class:
    `{"chosen": ["2"]}` becomes `{"chosen": ["a"]}`.
    """
    match item:
        case ChoiceItem() | HotspotItem() | PollItem():
            return dict(picking.response(item, posted, order))
        case MatchingItem() | OrderingItem() | CategoriseItem() | MatrixItem():
            return dict(arranging.response(item, posted, order))
        case ClozeItem() | MarkWordsItem():
            return dict(passages.response(item, posted, order))
        case NumericItem() | ShortTextItem() | ReflectionItem() | EssayItem() | UploadItem():
            return dict(writing.response(item, posted))
        case LikertItem():
            return dict(rating.response(item, posted))


def keys_from_response(item: Item, response: Mapping[str, Any], *, order: Order) -> dict[str, Any]:
    """A saved response in the keys of the page, to show it again; what the item no longer has is left out."""
    match item:
        case ChoiceItem() | HotspotItem() | PollItem():
            return dict(picking.keys(item, response, order))
        case MatchingItem() | OrderingItem() | CategoriseItem() | MatrixItem():
            return arranging.keys(item, response, order)
        case ClozeItem() | MarkWordsItem():
            return passages.keys(item, response, order)
        case NumericItem() | ShortTextItem() | ReflectionItem() | EssayItem() | UploadItem():
            return writing.keys(item, response)
        case LikertItem():
            return dict(rating.keys(item, response))
