"""Questions whose answers a person grades, as written."""

from dataclasses import dataclass

from lms.content.item_sources.base import ItemSourceBase

MOST_FILES = 3
MOST_MEGABYTES = 10
ENDINGS = ("pdf", "docx", "odt")


@dataclass(frozen=True, slots=True, kw_only=True)
class EssaySource(ItemSourceBase):
    """`[words: 200-400]`."""

    least_words: int | None = None
    most_words: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadSource(ItemSourceBase):
    """`[files: 3] [size: 10] [accept: pdf, docx]`."""

    most_files: int = MOST_FILES
    most_megabytes: int = MOST_MEGABYTES
    """For each file."""
    endings: tuple[str, ...] = ENDINGS
