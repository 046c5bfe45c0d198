"""What a trainer wrote for a question, before anything is rendered: a class for each way of answering.

They mirror `lms.content.items`; Markdown stands in passages that remember where they were written.
"""

from lms.content.item_sources.arranged import (
    CategoriseSource,
    EntrySource,
    MatchingSource,
    MatrixSource,
    OrderingSource,
    PairSource,
    RowSource,
)
from lms.content.item_sources.base import OPTION_IDS, CaseSource, ItemSourceBase, Passage
from lms.content.item_sources.choices import AreaSource, ChoiceSource, HotspotSource, OptionSource
from lms.content.item_sources.opinions import LikertSource, PollSource, ReflectionSource
from lms.content.item_sources.passages import ClozeSource, GapSource, MarkWordsSource, WordSource
from lms.content.item_sources.typed import (
    NearMissSource,
    NumericSource,
    ParameterTable,
    ShortTextSource,
    ValueSource,
)
from lms.content.item_sources.work import EssaySource, UploadSource

ItemSource = (
    ChoiceSource
    | NumericSource
    | ShortTextSource
    | MatchingSource
    | OrderingSource
    | ClozeSource
    | HotspotSource
    | CategoriseSource
    | MatrixSource
    | MarkWordsSource
    | LikertSource
    | PollSource
    | ReflectionSource
    | EssaySource
    | UploadSource
)

__all__ = [
    "OPTION_IDS",
    "AreaSource",
    "CaseSource",
    "CategoriseSource",
    "ChoiceSource",
    "ClozeSource",
    "EntrySource",
    "EssaySource",
    "GapSource",
    "HotspotSource",
    "ItemSource",
    "ItemSourceBase",
    "LikertSource",
    "MarkWordsSource",
    "MatchingSource",
    "MatrixSource",
    "NearMissSource",
    "NumericSource",
    "OptionSource",
    "OrderingSource",
    "PairSource",
    "ParameterTable",
    "Passage",
    "PollSource",
    "ReflectionSource",
    "RowSource",
    "ShortTextSource",
    "UploadSource",
    "ValueSource",
    "WordSource",
]
