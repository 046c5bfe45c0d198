"""What an essay or an upload asks for: how many words, which files."""

from lms.content.item_sources import EssaySource, UploadSource
from lms.content.item_sources.work import ENDINGS, MOST_FILES, MOST_MEGABYTES
from lms.content.items import ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, refuse_answers, refuse_feedback
from lms.content.quiz_attributes import MAX_FILES, MAX_MEGABYTES
from lms.content.quiz_lines import RawItem


def read_essay(common: Common, raw: RawItem, notes: Notes) -> EssaySource:
    """A text of some length."""
    refuse_answers(raw, notes)
    refuse_feedback([raw.feedback], "a person grades this", notes)
    least, most = common.attributes.words()
    return EssaySource(**base_of(ItemType.ESSAY, common, raw), least_words=least, most_words=most)


def read_upload(common: Common, raw: RawItem, notes: Notes) -> UploadSource:
    """Files."""
    refuse_answers(raw, notes)
    refuse_feedback([raw.feedback], "a person grades this", notes)
    attributes = common.attributes
    return UploadSource(
        **base_of(ItemType.UPLOAD, common, raw),
        most_files=attributes.number("files", "the number of files is", MOST_FILES, MAX_FILES),
        most_megabytes=attributes.number(
            "size", "the size of a file in megabytes is", MOST_MEGABYTES, MAX_MEGABYTES
        ),
        endings=attributes.endings(ENDINGS),
    )
