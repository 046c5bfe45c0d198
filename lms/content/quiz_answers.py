"""What the answers of all types of items have in common, and what every one of them wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from lms.content.item_sources import Passage
from lms.content.items import ChoiceScoring, ItemType
from lms.content.problems import Notes
from lms.content.quiz_lines import RawItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What was read from an item's heading, ready to be put into its source object."""

    id: str
    line: int
    learning_outcome: str | None
    points: Decimal
    scoring: ChoiceScoring
    shuffle: bool
    fold_diacritics: bool


class BaseFields(TypedDict):
    """The fields of `ItemSourceBase`."""

    id: str
    type: ItemType
    prompt: Passage
    learning_outcome: str | None
    points: Decimal
    hint: Passage | None
    explanation: Passage | None
    line: int


def base_of(kind: ItemType, common: Common, raw: RawItem) -> BaseFields:
    """What every source object of an item is made with."""
    return {
        "id": common.id,
        "type": kind,
        "prompt": raw.prompt,
        "learning_outcome": common.learning_outcome,
        "points": common.points,
        "hint": raw.hint,
        "explanation": raw.explanation,
        "line": common.line,
    }


def check_texts(passages: Sequence[Passage], what: str, notes: Notes) -> None:
    """Note empty texts and texts that stand there twice."""
    seen: dict[str, int] = {}
    for passage in passages:
        text = " ".join(passage.text.split())
        if not text:
            notes.error(passage.line, passage.column, "quiz-empty-text", f"this {what} has no text")
        elif text.casefold() in seen:
            message = f"this {what} has the same text as the one in line {seen[text.casefold()]}"
            notes.error(passage.line, passage.column, "quiz-same-text", message)
        else:
            seen[text.casefold()] = passage.line


def want_feedback(feedback: Passage | None, place: Passage, what: str, notes: Notes) -> None:
    """Note an answer without feedback."""
    if feedback is None:
        message = f"this {what} has no feedback, so a learner who gives it is told nothing"
        notes.warning(
            place.line, place.column, "quiz-no-feedback", message, "    > Why it is right or wrong."
        )


def want_words(common: Common, raw: RawItem, feedback: Passage | None, notes: Notes) -> None:
    """An item of these types is explained as a whole."""
    if feedback is None and raw.explanation is None:
        message = "this item has neither feedback nor an explanation"
        notes.warning(common.line, 1, "quiz-no-feedback", message, "> Why the right answer is right.")


def split_texts(text: str) -> list[str]:
    """`quintuple | five-fold` → its texts."""
    return [part for part in (" ".join(piece.split()) for piece in text.split("|")) if part]
