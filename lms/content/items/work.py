"""Items that a person grades: a text, or files."""

from dataclasses import dataclass

from lms.content.items.base import ItemBase


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayItem(ItemBase):
    """A text of some length. Response: `{"text": "…"}`."""

    prompt_html: str
    least_words: int | None
    most_words: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadItem(ItemBase):
    """Files. Response: `{"files": ["<id of a stored file>", …]}`."""

    prompt_html: str
    most_files: int
    most_megabytes: int
    """For each file."""
    endings: tuple[str, ...]
    """Kinds of files accepted, by their ending without the dot: `pdf`, `docx`."""
