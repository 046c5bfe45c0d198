"""Questions without a key, as written."""

from dataclasses import dataclass

from lms.content.item_sources.base import ItemSourceBase, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class LikertSource(ItemSourceBase):
    """`scale: never | sometimes | always`, and statements below it."""

    scale: tuple[Passage, ...]
    statements: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSource(ItemSourceBase):
    """Options of which none is right."""

    options: tuple[Passage, ...]
    is_multiple: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionSource(ItemSourceBase):
    """A question to oneself."""
