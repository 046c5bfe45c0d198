"""Items in which the text itself is worked on: gaps to fill, words to mark."""

from dataclasses import dataclass

from lms.content.items.base import ItemBase


@dataclass(frozen=True, slots=True, kw_only=True)
class GapOption:
    """One word of a drop-down gap."""

    id: str
    text: str
    is_correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap to type into (`answers`) or to choose for (`options`); exactly one of the two is filled."""

    id: str
    answers: tuple[str, ...] = ()
    options: tuple[GapOption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeItem(ItemBase):
    """A text with gaps. Response: `{"gaps": {"g1": "boundaries", "g2": "b"}}`: text, or an option's id."""

    segments: tuple[str | Gap, ...]
    """HTML and gaps in turn; the HTML pieces joined around the gaps are one well-formed fragment."""
    fold_diacritics: bool
    feedback_html: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or phrase of the text that can be marked."""

    id: str
    """`w1`, `w2`, … in the order of the text."""
    text: str
    is_correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkWordsItem(ItemBase):
    """A text in which the right words are to be marked. Response: `{"marked": ["w1", …]}`."""

    segments: tuple[str | Word, ...]
    """HTML and words in turn; the HTML pieces joined around the words are one well-formed fragment."""
    feedback_html: str | None
    """Said when exactly the right words are marked."""
