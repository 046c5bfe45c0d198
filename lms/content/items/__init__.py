"""Question types as data: items with their key, and views of items that have no field for one.

An `Item` is what the compiler makes of a question, in one language. Its key (ids, values) is the
same in every language. A response is plain JSON data; `lms.quiz.rules` judges it.
Types and names follow IMS QTI where it has a word.
"""

from lms.content.items.arranged import (
    CategoriseEntry,
    CategoriseItem,
    Category,
    MatchingItem,
    MatchLeft,
    MatchRight,
    MatrixColumn,
    MatrixItem,
    MatrixRow,
    OrderingEntry,
    OrderingItem,
)
from lms.content.items.base import HAND_GRADED_TYPES, KEYED_TYPES, UNGRADED_TYPES, Case, ItemBase, ItemType
from lms.content.items.choices import ChoiceItem, ChoiceScoring, HotspotArea, HotspotItem, Option
from lms.content.items.opinions import LikertItem, LikertStatement, PollItem, PollOption, ReflectionItem
from lms.content.items.passages import ClozeItem, Gap, GapOption, MarkWordsItem, Word
from lms.content.items.typed import Misconception, NearMiss, NumericItem, NumericVariant, ShortTextItem
from lms.content.items.work import EssayItem, UploadItem

Item = (
    ChoiceItem
    | NumericItem
    | ShortTextItem
    | MatchingItem
    | OrderingItem
    | ClozeItem
    | HotspotItem
    | CategoriseItem
    | MatrixItem
    | MarkWordsItem
    | LikertItem
    | PollItem
    | ReflectionItem
    | EssayItem
    | UploadItem
)

__all__ = [
    "HAND_GRADED_TYPES",
    "KEYED_TYPES",
    "UNGRADED_TYPES",
    "Case",
    "CategoriseEntry",
    "CategoriseItem",
    "Category",
    "ChoiceItem",
    "ChoiceScoring",
    "ClozeItem",
    "EssayItem",
    "Gap",
    "GapOption",
    "HotspotArea",
    "HotspotItem",
    "Item",
    "ItemBase",
    "ItemType",
    "LikertItem",
    "LikertStatement",
    "MarkWordsItem",
    "MatchLeft",
    "MatchRight",
    "MatchingItem",
    "MatrixColumn",
    "MatrixItem",
    "MatrixRow",
    "Misconception",
    "NearMiss",
    "NumericItem",
    "NumericVariant",
    "Option",
    "OrderingEntry",
    "OrderingItem",
    "PollItem",
    "PollOption",
    "ReflectionItem",
    "ShortTextItem",
    "UploadItem",
    "Word",
]
