"""Questions in which the text itself is worked on, as written: gaps to fill, words to mark."""

from dataclasses import dataclass

from lms.content.item_sources.base import ItemSourceBase, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSource:
    """`{{boundaries|edges}}` or, as a drop-down, `{{=caution|neglect}}` (the first is right)."""

    answers: tuple[str, ...]
    is_choice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeSource(ItemSourceBase):
    """A text with gaps; they stand in the prompt."""

    gaps: tuple[GapSource, ...]
    fold_diacritics: bool = False
    feedback: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSource:
    """`[x: a right phrase]` or `[ : a wrong one]`."""

    text: str
    is_correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkWordsSource(ItemSourceBase):
    """A text with words to mark; they stand in the prompt."""

    words: tuple[WordSource, ...]
    feedback: Passage | None = None
