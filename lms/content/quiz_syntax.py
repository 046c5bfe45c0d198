"""What items a quiz fence holds: headings, attributes and types of the questions in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from lms.content.item_sources import ItemSource
from lms.content.items import ChoiceScoring, ItemType
from lms.content.naming import ITEM_ID, MAX_ID, OUTCOME_ID, did_you_mean, listed
from lms.content.problems import Notes
from lms.content.quiz_answers import Common
from lms.content.quiz_choices import read_choice
from lms.content.quiz_gaps import read_cloze
from lms.content.quiz_lines import EXAMPLES, AnswerKind, RawItem, SourceLine, sort_lines
from lms.content.quiz_lists import read_matching, read_ordering
from lms.content.quiz_numeric import looks_like_value
from lms.content.quiz_values import read_numeric, read_short_text

_Value = TypeVar("_Value")

MAX_POINTS = 100
HEADING_EXAMPLE = "### lq-norrvik  [outcome: B1-O3] [points: 1]"

_HEADING = re.compile(r"###(?!#)\s*(?P<id>[^\s\[]*)(?P<rest>.*)")
_ATTRIBUTE = re.compile(r"\[\s*(?P<key>[A-Za-z-]+)\s*:\s*(?P<value>[^\]\[]*?)\s*\]")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_CHOICES = (ItemType.SINGLE_CHOICE, ItemType.TRUE_FALSE, ItemType.MULTIPLE_CHOICE)
_EVERYWHERE = ("outcome", "points", "type")
_ONLY_FOR = {
    "scoring": (ItemType.MULTIPLE_CHOICE,),
    "shuffle": _CHOICES,
    "fold": (ItemType.SHORT_TEXT, ItemType.CLOZE),
}
_TYPES = {
    AnswerKind.ONE: (ItemType.SINGLE_CHOICE, ItemType.TRUE_FALSE),
    AnswerKind.MANY: (ItemType.MULTIPLE_CHOICE,),
    AnswerKind.VALUE: (ItemType.NUMERIC, ItemType.SHORT_TEXT),
    AnswerKind.PAIR: (ItemType.MATCHING,),
    AnswerKind.GAPS: (ItemType.CLOZE,),
    AnswerKind.ENTRY: (ItemType.ORDERING,),
}


@dataclass(frozen=True, slots=True)
class _Attribute:
    value: str
    column: int


@dataclass(slots=True)
class _Piece:
    """The lines of one item."""

    line: int
    id: str
    attributes: dict[str, _Attribute]
    lines: list[SourceLine] = field(default_factory=list)


def parse_items(lines: Sequence[str], first_line: int, notes: Notes) -> tuple[ItemSource, ...]:
    """Read the items between the two lines of a quiz fence; notes everything that is wrong."""
    pieces = list(_pieces(lines, first_line, notes))
    if not pieces and not notes.has_errors:
        message = "there is no item in this fence"
        notes.error(max(first_line - 1, 1), 1, "quiz-empty", message, HEADING_EXAMPLE)
    items = (_read(piece, notes) for piece in pieces)
    return tuple(item for item in items if item is not None)


def _pieces(lines: Sequence[str], first_line: int, notes: Notes) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for number, text in enumerate(lines, first_line):
        match = _HEADING.fullmatch(text.rstrip())
        if match:
            if piece:
                yield piece
            piece = _Piece(number, match["id"], _attributes(match, number, notes))
        elif piece:
            piece.lines.append(SourceLine(number, text.rstrip()))
        elif text.strip():
            message = "an item begins with ### and its id"
            notes.error(number, 1, "quiz-item-heading", message, HEADING_EXAMPLE)
            piece = _Piece(number, "item", {}, [SourceLine(number, text.rstrip())])
    if piece:
        yield piece


def _attributes(match: re.Match[str], line: int, notes: Notes) -> dict[str, _Attribute]:
    identifier = match["id"]
    if not ITEM_ID.fullmatch(identifier) or len(identifier) > MAX_ID:
        message = "an item has an id of small letters, digits and hyphens, which never changes afterwards"
        notes.error(line, match.start("id") + 1, "quiz-item-id", message, HEADING_EXAMPLE)
    found: dict[str, _Attribute] = {}
    for attribute in _ATTRIBUTE.finditer(match["rest"]):
        column = match.start("rest") + attribute.start() + 1
        key = attribute["key"].lower()
        if key in found:
            notes.error(line, column, "quiz-attribute", f"“{key}” stands here twice")
        found[key] = _Attribute(attribute["value"], column)
    left = _ATTRIBUTE.sub("", match["rest"]).strip()
    if left:
        message = f"“{left[:40]}” is no attribute; they are written [key: value]"
        notes.error(line, match.start("rest") + 1, "quiz-attribute", message, HEADING_EXAMPLE)
    return found


def _read(piece: _Piece, notes: Notes) -> ItemSource | None:
    if not piece.id:
        return None
    raw = sort_lines(piece.lines, notes)
    if raw.kind is None:
        message = "this item has no answers"
        notes.error(piece.line, 1, "quiz-no-answers", message, EXAMPLES[AnswerKind.ONE])
        return None
    kind = _type_of(piece, raw, raw.kind, notes)
    if kind is None:
        return None
    _check_keys(piece, kind, notes)
    return _build(kind, _common(piece, kind, notes), raw, notes)


def _build(kind: ItemType, common: Common, raw: RawItem, notes: Notes) -> ItemSource | None:
    """The item, or None where its answers cannot be read; notes what is wrong."""
    if not raw.prompt.text.strip():
        notes.error(common.line, 1, "quiz-no-prompt", "the question itself is missing above the answers")
        return None
    match kind:
        case ItemType.SINGLE_CHOICE | ItemType.TRUE_FALSE | ItemType.MULTIPLE_CHOICE:
            return read_choice(kind, common, raw, notes)
        case ItemType.NUMERIC:
            return read_numeric(common, raw, notes)
        case ItemType.SHORT_TEXT:
            return read_short_text(common, raw, notes)
        case ItemType.MATCHING:
            return read_matching(common, raw, notes)
        case ItemType.ORDERING:
            return read_ordering(common, raw, notes)
        case ItemType.CLOZE:
            return read_cloze(common, raw, notes)
        case _:
            raise NotImplementedError(kind)


def _type_of(piece: _Piece, raw: RawItem, kind: AnswerKind, notes: Notes) -> ItemType | None:
    possible = _TYPES[kind]
    given = piece.attributes.get("type")
    if given is None:
        if kind is not AnswerKind.VALUE:
            return possible[0]
        first = next((answer for answer in raw.answers if answer.mark == "="), raw.answers[0])
        return ItemType.NUMERIC if looks_like_value(first.passage.text) else ItemType.SHORT_TEXT
    words = [word.value for word in possible]
    if given.value in words:
        return ItemType(given.value)
    message = f"with these answers the type cannot be “{given.value[:40]}”, but {listed(words)}"
    notes.error(piece.line, given.column, "quiz-type", message, f"[type: {words[-1]}]")
    return None


def _check_keys(piece: _Piece, kind: ItemType, notes: Notes) -> None:
    known = (*_EVERYWHERE, *_ONLY_FOR)
    for key, attribute in piece.attributes.items():
        if key not in known:
            message = f"“{key}” is not known here.{did_you_mean(key, known)}"
            notes.error(piece.line, attribute.column, "quiz-attribute", message, f"Known: {', '.join(known)}")
        elif kind not in _ONLY_FOR.get(key, (kind,)):
            types = listed(word.value for word in _ONLY_FOR[key])
            message = f"“{key}” belongs to {types}, not to {kind}"
            notes.error(piece.line, attribute.column, "quiz-attribute", message)


def _common(piece: _Piece, kind: ItemType, notes: Notes) -> Common:
    scoring = _word(piece, "scoring", {word.value: word for word in ChoiceScoring}, notes)
    by_habit = kind is not ItemType.TRUE_FALSE
    shuffle = _word(piece, "shuffle", {"yes": True, "no": False}, notes)
    fold = _word(piece, "fold", {"diacritics": True, "none": False}, notes)
    return Common(
        id=piece.id,
        line=piece.line,
        learning_outcome=_outcome(piece, notes),
        points=_points(piece, notes),
        scoring=ChoiceScoring.EXACT if scoring is None else scoring,
        shuffle=by_habit if shuffle is None else shuffle,
        fold_diacritics=bool(fold),
    )


def _word(piece: _Piece, key: str, words: Mapping[str, _Value], notes: Notes) -> _Value | None:
    attribute = piece.attributes.get(key)
    if attribute is None:
        return None
    if attribute.value not in words:
        guess = did_you_mean(attribute.value, words)
        message = f"“{key}” cannot be “{attribute.value[:40]}”; it is {listed(words)}.{guess}"
        notes.error(piece.line, attribute.column, "quiz-attribute", message, f"[{key}: {next(iter(words))}]")
        return None
    return words[attribute.value]


def _outcome(piece: _Piece, notes: Notes) -> str | None:
    attribute = piece.attributes.get("outcome")
    if attribute is None:
        return None
    if not OUTCOME_ID.fullmatch(attribute.value):
        message = "an item belongs to one learning outcome, named by its id"
        notes.error(piece.line, attribute.column, "quiz-attribute", message, "[outcome: B1-O3]")
        return None
    return attribute.value


def _points(piece: _Piece, notes: Notes) -> Decimal:
    attribute = piece.attributes.get("points")
    if attribute is None:
        return Decimal(1)
    if not _POINTS.fullmatch(attribute.value) or not 0 < Decimal(attribute.value) <= MAX_POINTS:
        message = f"points are a number above 0 and up to {MAX_POINTS}"
        notes.error(piece.line, attribute.column, "quiz-attribute", message, "[points: 1]")
        return Decimal(1)
    return Decimal(attribute.value)
