"""What the answers of all types of items have in common, and what every one of them wants."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from lms.content.item_sources import CaseSource, Passage
from lms.content.items import ChoiceScoring, ItemType
from lms.content.problems import Notes
from lms.content.quiz_attributes import Attributes
from lms.content.quiz_kinds import ANSWERS, EXAMPLES, AnswerKind
from lms.content.quiz_lines import RawItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What was read from an item's heading, ready to be put into its source object."""

    id: str
    line: int
    learning_outcome: str | None
    points: Decimal
    scoring: ChoiceScoring | None
    shuffle: bool
    fold_diacritics: bool
    hint_cost: Decimal
    case: CaseSource | None
    attributes: Attributes


class BaseFields(TypedDict):
    """The fields of `ItemSourceBase`."""

    id: str
    type: ItemType
    prompt: Passage
    learning_outcome: str | None
    points: Decimal
    hint: Passage | None
    explanation: Passage | None
    hint_cost: Decimal
    case: CaseSource | None
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
        "hint_cost": common.hint_cost,
        "case": common.case,
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


def refuse_feedback(feedbacks: Iterable[Passage | None], what: str, notes: Notes) -> None:
    """Note feedback to answers of which none is right or wrong."""
    for feedback in feedbacks:
        if feedback is not None:
            message = f"{what}, so nothing is right or wrong; say it as an explanation, with > at the start"
            notes.error(feedback.line, 1, "quiz-feedback-not-here", message, "> What others have found.")


def refuse_answers(raw: RawItem, notes: Notes) -> None:
    """Note options below a question that is answered by writing."""
    for number, text in enumerate(raw.prompt.text.split("\n"), raw.prompt.line):
        if ANSWERS[AnswerKind.AREA].fullmatch(text):
            message = "this type is answered by writing or by files; options would stand in the question"
            notes.error(number, 1, "quiz-answers-not-here", message, EXAMPLES[AnswerKind.TEXT])
            return


def split_texts(text: str) -> list[str]:
    """`quintuple | five-fold` → its texts."""
    return [part for part in (" ".join(piece.split()) for piece in text.split("|")) if part]
