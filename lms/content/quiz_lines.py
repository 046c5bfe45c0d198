"""Which line of an item is what: prompt, answers with their feedback, parameter table, hint, explanation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lms.content.item_sources import Passage
from lms.content.problems import Notes
from lms.content.quiz_kinds import (
    ANSWERS,
    EXAMPLES,
    FEEDBACK,
    HINT,
    QUOTED,
    SCALE,
    AnswerKind,
    SourceLine,
    first_answer,
    kind_of,
)

_WITHOUT_ANSWERS = (AnswerKind.GAPS, AnswerKind.WORDS, AnswerKind.TEXT)
"""What stands indented below such a question is feedback to the whole of it."""
_TOP_OF_TABLE = 2
"""A head and a row of dashes."""
_CLEAR_MARKS = (
    AnswerKind.ONE,
    AnswerKind.MANY,
    AnswerKind.VALUE,
    AnswerKind.PAIR,
    AnswerKind.SORTED,
    AnswerKind.ENTRY,
)
"""Lines like these are meant as answers, whatever they stand in."""


@dataclass(slots=True)
class Answer:
    """One answer line with what stands indented below it."""

    mark: str
    line: int
    column: int
    texts: list[str]
    feedback_lines: list[str] = field(default_factory=list)
    feedback_line: int = 0
    feedback_column: int = 0

    @property
    def passage(self) -> Passage:
        """The text of the answer."""
        return Passage("\n".join(self.texts).strip(), self.line, self.column)

    @property
    def feedback(self) -> Passage | None:
        """The feedback, or None."""
        text = "\n".join(self.feedback_lines).strip()
        return Passage(text, self.feedback_line, self.feedback_column) if text else None


@dataclass(slots=True)
class RawItem:
    """An item whose lines are sorted, and whose answers are not yet understood."""

    kind: AnswerKind | None
    prompt: Passage
    answers: list[Answer] = field(default_factory=list)
    table: list[SourceLine] = field(default_factory=list)
    hint: Passage | None = None
    explanation: Passage | None = None
    feedback: Passage | None = None
    """To an item as a whole whose answers stand in its text."""
    scale: SourceLine | None = None
    """Of statements to agree with."""


def sort_lines(lines: Sequence[SourceLine], notes: Notes, *, given: str | None = None) -> RawItem:
    """Sort the lines below an item's heading; `given` is the type that stands in it."""
    kind = kind_of(lines, given)
    start = first_answer(lines, kind)
    hints = [line for line in lines[:start] if HINT.match(line.text)]
    prompt_lines = [line for line in lines[:start] if line.text.strip()]
    _refuse_feedback_in_prompt(prompt_lines, kind, notes)
    first = prompt_lines[0].number if prompt_lines else (lines[0].number if lines else 1)
    texts = ["" if line in hints else line.text for line in lines[:start] if line.number >= first]
    text = "\n".join(texts)
    gone = len(text) - len(text.lstrip("\n"))
    item = RawItem(kind=kind, prompt=Passage(text.strip("\n"), first + gone, 1))
    _Sorter(item, notes).sort([*hints, *lines[start:]])
    return item


def _refuse_feedback_in_prompt(lines: Sequence[SourceLine], kind: AnswerKind | None, notes: Notes) -> None:
    """Feedback belongs to an answer: what stands above it was meant as one, and learners would see both."""
    for before, line in pairwise(lines):
        if FEEDBACK.fullmatch(line.text) and not FEEDBACK.fullmatch(before.text):
            message = (
                "feedback follows, but this line is not written as an answer; it would stand in the question"
            )
            notes.error(before.number, 1, "quiz-answer-unread", message, EXAMPLES.get(kind) if kind else None)


class _Sorter:
    """Goes through the lines from the first answer on."""

    def __init__(self, item: RawItem, notes: Notes) -> None:
        self.item = item
        self.notes = notes
        self.hint: list[SourceLine] = []
        self.explanation: list[SourceLine] = []
        self.whole_feedback: list[SourceLine] = []

    def sort(self, lines: Sequence[SourceLine]) -> None:
        for line in lines:
            if line.text.strip():
                self.take(line)
        self.item.hint = _passage(self.hint, HINT)
        self.item.explanation = _passage(self.explanation, QUOTED)
        self.item.feedback = _passage(self.whole_feedback, FEEDBACK)

    def take(self, line: SourceLine) -> None:
        pattern = ANSWERS.get(self.item.kind) if self.item.kind else None
        if line.text[0].isspace():
            self.take_indented(line)
        elif self.is_top_of_table(line):
            self.item.table.append(line)
        elif pattern and (match := pattern.fullmatch(line.text)):
            self.take_answer(line, match)
        elif self.item.kind is AnswerKind.STATEMENT and not self.item.scale and SCALE.fullmatch(line.text):
            self.item.scale = line
        elif HINT.fullmatch(line.text):
            self.hint.append(line)
        elif QUOTED.fullmatch(line.text):
            self.explanation.append(line)
        elif line.text.startswith("|") and self.item.kind is AnswerKind.VALUE:
            self.item.table.append(line)
        else:
            self.refuse(line)

    def is_top_of_table(self, line: SourceLine) -> bool:
        """The line is one of the first two of a table to tick in."""
        is_cells = self.item.kind is AnswerKind.CELLS and line.text.startswith("|")
        return is_cells and not self.item.answers and len(self.item.table) < _TOP_OF_TABLE

    def take_answer(self, line: SourceLine, match: re.Match[str]) -> None:
        if self.explanation:
            place = self.explanation[-1]
            message = "this stands between answers, so it is feedback: indent it by four spaces"
            self.notes.error(place.number, 1, "quiz-feedback-not-indented", message, f"    {place.text}")
        column = match.start("text") + 1
        self.item.answers.append(Answer(match["mark"], line.number, column, [match["text"]]))

    def take_indented(self, line: SourceLine) -> None:
        match = FEEDBACK.fullmatch(line.text)
        if self.item.kind in _WITHOUT_ANSWERS and match:
            self.whole_feedback.append(line)
        elif not self.item.answers:
            self.refuse(line)
        elif match:
            self.take_feedback(line, match)
        elif (answer := self.item.answers[-1]).feedback_lines:
            answer.feedback_lines.append(line.text.strip())
        else:
            answer.texts.append(line.text.strip())

    def take_feedback(self, line: SourceLine, match: re.Match[str]) -> None:
        answer = self.item.answers[-1]
        if not answer.feedback_lines:
            answer.feedback_line, answer.feedback_column = line.number, match.start("text") + 1
        answer.feedback_lines.append(match["text"])

    def refuse(self, line: SourceLine) -> None:
        kind = self.item.kind
        other = next((k for k in _CLEAR_MARKS if ANSWERS[k].fullmatch(line.text)), None)
        if kind is not None and other is not None:
            message = "an item has answers of one kind; this line belongs to another kind"
            self.notes.error(line.number, 1, "quiz-mixed-answers", message, EXAMPLES[kind])
            return
        message = "this line is no answer, feedback, hint or explanation; the prompt ends at the first answer"
        example = "? a hint\n> an explanation, after the answers"
        self.notes.error(line.number, 1, "quiz-stray-line", message, example)


def _passage(lines: Sequence[SourceLine], pattern: re.Pattern[str]) -> Passage | None:
    matches = [match for line in lines if (match := pattern.fullmatch(line.text))]
    if not matches:
        return None
    texts = list(_with_gaps(lines, [match["text"] for match in matches]))
    text = "\n".join(texts).strip("\n")
    return Passage(text, lines[0].number, matches[0].start("text") + 1) if text.strip() else None


def _with_gaps(lines: Sequence[SourceLine], texts: Sequence[str]) -> Iterator[str]:
    """The texts, with an empty line where lines of the file were left out between them."""
    before = lines[0].number
    for line, text in zip(lines, texts, strict=True):
        if line.number > before + 1:
            yield ""
        yield text
        before = line.number
