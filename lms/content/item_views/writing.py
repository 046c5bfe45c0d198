"""Views of items that are answered in one's own words, numbers or files."""

from dataclasses import dataclass
from typing import Any

from lms.content.item_views.base import Given, ViewBase, WrongKeysError, base_of, list_in, text_in
from lms.content.items import EssayItem, NumericItem, ReflectionItem, ShortTextItem, UploadItem

WrittenItem = NumericItem | ShortTextItem | ReflectionItem | EssayItem | UploadItem


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericView(ViewBase):
    """A number, with the parameters filled in."""

    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTextView(ViewBase):
    """A word or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionView(ViewBase):
    """A question to oneself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayView(ViewBase):
    """A text of some length."""

    least_words: int | None
    most_words: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadView(ViewBase):
    """Files."""

    most_files: int
    most_megabytes: int
    """For each file."""
    endings: tuple[str, ...]


WrittenView = NumericView | ShortTextView | ReflectionView | EssayView | UploadView


def view(item: WrittenItem, variant: int) -> WrittenView:
    """The item without its key; `variant` chooses the parameters of a number."""
    match item:
        case NumericItem():
            chosen = item.variants[variant % len(item.variants)]
            return NumericView(**base_of(item, chosen.prompt_html), unit=item.unit)
        case ShortTextItem():
            return ShortTextView(**base_of(item, item.prompt_html))
        case ReflectionItem():
            return ReflectionView(**base_of(item, item.prompt_html))
        case EssayItem():
            base = base_of(item, item.prompt_html)
            return EssayView(**base, least_words=item.least_words, most_words=item.most_words)
        case UploadItem():
            return UploadView(
                **base_of(item, item.prompt_html),
                most_files=item.most_files,
                most_megabytes=item.most_megabytes,
                endings=item.endings,
            )


def response(item: WrittenItem, posted: Given) -> Given:
    """What was written or handed in; raises WrongKeysError."""
    match item:
        case NumericItem():
            return {"value": text_in(posted.get("value", ""))}
        case ShortTextItem() | ReflectionItem() | EssayItem():
            return {"text": text_in(posted.get("text", ""))}
        case UploadItem():
            files = [text_in(one) for one in list_in(posted.get("files", []))]
            if len(files) > item.most_files:
                raise WrongKeysError("these are too many files")
            return {"files": files}


def keys(item: WrittenItem, response: Given) -> dict[str, Any]:
    """What was written or handed in: here ids and keys are the same."""
    match item:
        case NumericItem():
            return {"value": str(response.get("value", ""))}
        case ShortTextItem() | ReflectionItem() | EssayItem():
            return {"text": str(response.get("text", ""))}
        case UploadItem():
            return {"files": [str(one) for one in response.get("files", [])]}
