"""What each format keeps of each type of item: the one place that says it.

The exporter reports by this table, `docs/quizzes.md` shows it, and a test compares it with what comes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lms.content.items import ItemType
from lms.quiz.interchange.formats import Format


class Part(StrEnum):
    """A part of an item that a format may or may not be able to say; the value completes “… is lost”."""

    QUESTION = "the question"
    ANSWERS = "the answers and which are right"
    FORESEEN = "wrong answers that were foreseen"
    FEEDBACK = "feedback to the answers"
    EXPLANATION = "the explanation"
    HINT = "the hint"
    HINT_COST = "the cost of the hint"
    OUTCOME = "the learning outcome"
    POINTS = "the points"
    SCORING = "how points are shared out"
    SHUFFLE = "whether options are shuffled"
    UNIT = "the unit"
    PERCENT = "a tolerance in per cent (it is worked out)"
    PARAMETERS = "the table of parameters (each row becomes a question)"
    FIGURE = "the figure (its areas are named)"
    FOLDING = "that letters count without their marks"
    WORDS = "words of its own for true and false, or their order"
    CASE = "that items share a case (its text stands in each)"


@dataclass(frozen=True, slots=True)
class Kept:
    """What becomes of one type of item in one format."""

    arrives_as: ItemType | None
    """What it is when it comes back; None where it does not."""
    parts: frozenset[Part]
    """What is the same when it comes back."""
    loses: str
    """In a few words for people; empty where nothing is lost but what all items lose in this format."""


_QUESTION = frozenset({Part.QUESTION, Part.ANSWERS})
_TYPES = ItemType


def _kept(kind: ItemType | None, parts: frozenset[Part], loses: str = "") -> Kept:
    return Kept(kind, parts, loses)


_NO = Kept(None, frozenset(), "not kept")


def _gift() -> Mapping[ItemType, Kept]:
    whole = _QUESTION | {Part.EXPLANATION, Part.OUTCOME}
    fed = whole | {Part.FEEDBACK}
    essay = _kept(None, frozenset({Part.QUESTION}), "becomes an essay, which is not read back")
    return {
        _TYPES.SINGLE_CHOICE: _kept(_TYPES.SINGLE_CHOICE, fed),
        _TYPES.TRUE_FALSE: _kept(_TYPES.TRUE_FALSE, fed, "words of its own for true and false"),
        _TYPES.MULTIPLE_CHOICE: _kept(_TYPES.MULTIPLE_CHOICE, fed, "scoring becomes right minus wrong"),
        _TYPES.NUMERIC: _kept(
            _TYPES.NUMERIC, fed | {Part.FORESEEN}, "unit; a question for each parameter set"
        ),
        _TYPES.SHORT_TEXT: _kept(_TYPES.SHORT_TEXT, fed | {Part.FORESEEN}),
        _TYPES.MATCHING: _kept(_TYPES.MATCHING, whole, "feedback to pairs"),
        _TYPES.ORDERING: _kept(_TYPES.MATCHING, whole - _QUESTION, "becomes matching of places"),
        _TYPES.CLOZE: _kept(_TYPES.CLOZE, whole, "only one gap, not at the end; feedback"),
        _TYPES.HOTSPOT: _kept(_TYPES.MULTIPLE_CHOICE, fed - _QUESTION, "becomes a choice; the figure"),
        _TYPES.CATEGORISE: _kept(_TYPES.MATCHING, whole - _QUESTION, "becomes matching; feedback"),
        _TYPES.MATRIX: _kept(_TYPES.MATCHING, whole - _QUESTION, "becomes matching; several ticks in a row"),
        _TYPES.MARK_WORDS: _kept(_TYPES.MULTIPLE_CHOICE, whole - _QUESTION, "becomes a choice of the words"),
        _TYPES.LIKERT: essay,
        _TYPES.POLL: essay,
        _TYPES.REFLECTION: essay,
        _TYPES.ESSAY: essay,
        _TYPES.UPLOAD: essay,
    }


def _aiken() -> Mapping[ItemType, Kept]:
    return {
        **dict.fromkeys(ItemType, _NO),
        _TYPES.SINGLE_CHOICE: _kept(_TYPES.SINGLE_CHOICE, _QUESTION, "all but plain words and the key"),
        _TYPES.TRUE_FALSE: _kept(_TYPES.TRUE_FALSE, _QUESTION, "all but plain words and the key"),
    }


def _moodle() -> Mapping[ItemType, Kept]:
    more = frozenset({Part.HINT, Part.POINTS})
    table = {kind: _kept(kept.arrives_as, kept.parts | more, kept.loses) for kind, kept in _gift().items()}
    choice = table[_TYPES.SINGLE_CHOICE].parts | {Part.SHUFFLE}
    numeric = table[_TYPES.NUMERIC].parts | {Part.UNIT}
    whole = table[_TYPES.MATCHING].parts
    essay = _kept(None, frozenset({Part.QUESTION}), "becomes an essay, which is not read back")
    return {
        **table,
        _TYPES.SINGLE_CHOICE: _kept(_TYPES.SINGLE_CHOICE, choice),
        _TYPES.MULTIPLE_CHOICE: _kept(_TYPES.MULTIPLE_CHOICE, choice, "scoring becomes right minus wrong"),
        _TYPES.NUMERIC: _kept(_TYPES.NUMERIC, numeric, "a question for each parameter set"),
        _TYPES.ORDERING: _kept(_TYPES.ORDERING, whole),
        _TYPES.CLOZE: _kept(_TYPES.CLOZE, whole, "feedback"),
        **dict.fromkeys((_TYPES.LIKERT, _TYPES.POLL, _TYPES.REFLECTION, _TYPES.ESSAY, _TYPES.UPLOAD), essay),
    }


def _qti() -> Mapping[ItemType, Kept]:
    asked = _QUESTION | {Part.EXPLANATION, Part.OUTCOME, Part.POINTS}
    fed = asked | {Part.FEEDBACK, Part.SCORING, Part.SHUFFLE}
    typed = asked | {Part.FORESEEN, Part.FEEDBACK}
    free = asked - {Part.ANSWERS}
    texts = {
        _TYPES.SINGLE_CHOICE: (fed, ""),
        _TYPES.TRUE_FALSE: (fed | {Part.WORDS}, ""),
        _TYPES.MULTIPLE_CHOICE: (fed, ""),
        _TYPES.NUMERIC: (typed | {Part.UNIT}, "an item for each parameter set, of which one is drawn"),
        _TYPES.SHORT_TEXT: (typed, "letters with marks are told apart"),
        _TYPES.MATCHING: (asked, "feedback to pairs"),
        _TYPES.ORDERING: (asked, "points for a part of the order"),
        _TYPES.CLOZE: (asked | {Part.FEEDBACK}, "letters with marks are told apart"),
        _TYPES.HOTSPOT: (asked | {Part.FEEDBACK, Part.SCORING}, "becomes a choice; the figure"),
        _TYPES.CATEGORISE: (asked, "feedback to entries"),
        _TYPES.MATRIX: (asked, "feedback to rows; wrong ticks take away from other rows"),
        _TYPES.MARK_WORDS: (asked | {Part.FEEDBACK}, ""),
        _TYPES.LIKERT: (free, ""),
        _TYPES.POLL: (free, ""),
        _TYPES.REFLECTION: (free, ""),
        _TYPES.ESSAY: (free, "rubric and limits of length"),
        _TYPES.UPLOAD: (free, "rubric and kinds of files"),
    }
    return {kind: _kept(kind, parts, loses) for kind, (parts, loses) in texts.items()}


KEPT: Mapping[Format, Mapping[ItemType, Kept]] = {
    Format.GIFT: _gift(),
    Format.AIKEN: _aiken(),
    Format.MOODLE_XML: _moodle(),
    Format.QTI: _qti(),
}
