"""What becomes of a question as written: the item with its key and its rendered texts."""

from lms.content.item_rendering.arranged import (
    render_categories,
    render_matching,
    render_matrix,
    render_ordering,
)
from lms.content.item_rendering.base import PassageRenderer
from lms.content.item_rendering.choices import render_choice, render_hotspot
from lms.content.item_rendering.opinions import render_likert, render_poll, render_reflection
from lms.content.item_rendering.passages import render_cloze, render_mark_words
from lms.content.item_rendering.typed import render_numeric, render_short_text
from lms.content.item_rendering.work import render_essay, render_upload
from lms.content.item_sources import (
    CategoriseSource,
    ChoiceSource,
    ClozeSource,
    EssaySource,
    HotspotSource,
    ItemSource,
    LikertSource,
    MarkWordsSource,
    MatchingSource,
    MatrixSource,
    NumericSource,
    OrderingSource,
    PollSource,
    ReflectionSource,
    ShortTextSource,
    UploadSource,
)
from lms.content.items import Item

__all__ = ["PassageRenderer", "render_item"]

_WithoutKey = LikertSource | PollSource | ReflectionSource | EssaySource | UploadSource


def render_item(item: ItemSource, render: PassageRenderer) -> Item:
    """The item; raises FormulaError where a formula cannot be worked out."""
    match item:
        case ChoiceSource():
            return render_choice(item, render)
        case NumericSource():
            return render_numeric(item, render)
        case ShortTextSource():
            return render_short_text(item, render)
        case MatchingSource():
            return render_matching(item, render)
        case OrderingSource():
            return render_ordering(item, render)
        case ClozeSource():
            return render_cloze(item, render)
        case HotspotSource():
            return render_hotspot(item, render)
        case CategoriseSource():
            return render_categories(item, render)
        case MatrixSource():
            return render_matrix(item, render)
        case MarkWordsSource():
            return render_mark_words(item, render)
        case _:
            return _render_without_key(item, render)


def _render_without_key(item: _WithoutKey, render: PassageRenderer) -> Item:
    match item:
        case LikertSource():
            return render_likert(item, render)
        case PollSource():
            return render_poll(item, render)
        case ReflectionSource():
            return render_reflection(item, render)
        case EssaySource():
            return render_essay(item, render)
        case UploadSource():
            return render_upload(item, render)
