"""What a reader of another format hands over: questions as item sources, with what had to change."""

from dataclasses import dataclass

from lms.content.item_sources import ItemSource

MOST_QUESTIONS = 1_000
MOST_ANSWERS = 60
MAX_TEXT = 50_000
"""Characters of one text, pictures inside it not counted."""


class FileRefusedError(Exception):
    """Nothing of the file can be read."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(message)


class QuestionLeftError(Exception):
    """One question cannot be taken; the message says why."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.message = message
        self.line = line
        super().__init__(message)


def refuse_more_questions(count: int, line: int) -> None:
    """Raises FileRefusedError where a file has more questions than are read at once."""
    if count > MOST_QUESTIONS:
        raise FileRefusedError(line, f"the file has more than {MOST_QUESTIONS:,} questions; split it")


def leave_more_answers(count: int) -> None:
    """Raises QuestionLeftError where a question has more answers than anybody reads."""
    if count > MOST_ANSWERS:
        raise QuestionLeftError(f"it has more than {MOST_ANSWERS} answers")


def leave_longer_text(text: str) -> None:
    """Raises QuestionLeftError where a text is longer than one of a question is."""
    if len(text) > MAX_TEXT:
        raise QuestionLeftError(f"a text has {len(text):,} characters; at most {MAX_TEXT:,} are read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the file, taken or left."""

    line: int
    name: str
    """As the file calls it, or the beginning of its words."""
    item: ItemSource | None
    """Its id is what the file wishes for, and may be empty or no id at all."""
    tags: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    """What was adapted, and why."""
    reason: str = ""
    """Why it was left, where it was."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the file that is no question: a category, a character that was taken out."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found in a file, in its order."""

    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...] = ()
