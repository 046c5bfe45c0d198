"""What a participant may see of an item before submission: views that have no field for a key.

Options, right sides, entries, rows and words of a drop-down are known by their place on the page (`"1"`,
`"2"`, …), never by the author's id: authors often write the right one first, so ids would give it away.
A family of types has a file: its views, and the way from the keys of the page to ids and back.
"""

from lms.content.item_views.all_types import ItemView, keys_from_response, response_from_keys, view_of
from lms.content.item_views.arranging import CategoriseView, MatchingView, MatrixView, OrderingView
from lms.content.item_views.base import Order, Shown, ViewBase, WrongKeysError
from lms.content.item_views.passages import ClozeView, GapView, MarkWordsView, WordView
from lms.content.item_views.picking import ChoiceView, HotspotView, PollView, ShownArea
from lms.content.item_views.rating import LikertView
from lms.content.item_views.writing import EssayView, NumericView, ReflectionView, ShortTextView, UploadView

__all__ = [
    "CategoriseView",
    "ChoiceView",
    "ClozeView",
    "EssayView",
    "GapView",
    "HotspotView",
    "ItemView",
    "LikertView",
    "MarkWordsView",
    "MatchingView",
    "MatrixView",
    "NumericView",
    "Order",
    "OrderingView",
    "PollView",
    "ReflectionView",
    "ShortTextView",
    "Shown",
    "ShownArea",
    "UploadView",
    "ViewBase",
    "WordView",
    "WrongKeysError",
    "keys_from_response",
    "response_from_keys",
    "view_of",
]
