"""What becomes of questions whose answers a person grades."""

from lms.content.item_rendering.base import PassageRenderer, base_of
from lms.content.item_sources import EssaySource, UploadSource
from lms.content.items import EssayItem, UploadItem


def render_essay(item: EssaySource, render: PassageRenderer) -> EssayItem:
    """A text of some length."""
    return EssayItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        least_words=item.least_words,
        most_words=item.most_words,
    )


def render_upload(item: UploadSource, render: PassageRenderer) -> UploadItem:
    """Files."""
    return UploadItem(
        **base_of(item, render),
        prompt_html=render.block(item.prompt),
        most_files=item.most_files,
        most_megabytes=item.most_megabytes,
        endings=item.endings,
    )
