"""What items a quiz fence holds: headings, cases and types of the questions in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lms.content.item_sources import CaseSource, ItemSource, Passage
from lms.content.items import ItemType
from lms.content.naming import ITEM_ID, MAX_ID, did_you_mean, listed
from lms.content.problems import Notes
from lms.content.quiz_answers import Common
from lms.content.quiz_attributes import HEADING_EXAMPLE, Attributes
from lms.content.quiz_choices import read_choice
from lms.content.quiz_gaps import read_cloze, read_mark_words
from lms.content.quiz_hotspots import read_hotspot
from lms.content.quiz_kinds import EXAMPLES, AnswerKind, SourceLine
from lms.content.quiz_lines import RawItem, sort_lines
from lms.content.quiz_lists import read_categories, read_matching, read_ordering
from lms.content.quiz_matrices import read_matrix
from lms.content.quiz_numeric import looks_like_value
from lms.content.quiz_opinions import read_likert, read_poll, read_reflection
from lms.content.quiz_values import read_numeric, read_short_text
from lms.content.quiz_work import read_essay, read_upload

CASE_EXAMPLE = (
    "### harbour-town [case]\nThe town has 40,000 inhabitants.\n\n"
    "#### harbour-core [outcome: B1-O1]\nWho is the core?"
)

_HEADING = re.compile(r"(?P<marks>####?)(?!#)\s*(?P<id>[^\s\[]*)(?P<rest>.*)")
_TOO_HIGH_OR_LOW = re.compile(r"(?:##?|#{5,})\s.*")
_TYPES = {
    AnswerKind.ONE: (ItemType.SINGLE_CHOICE, ItemType.POLL, ItemType.TRUE_FALSE),
    AnswerKind.MANY: (ItemType.MULTIPLE_CHOICE, ItemType.POLL),
    AnswerKind.AREA: (ItemType.HOTSPOT,),
    AnswerKind.VALUE: (ItemType.NUMERIC, ItemType.SHORT_TEXT),
    AnswerKind.PAIR: (ItemType.MATCHING,),
    AnswerKind.SORTED: (ItemType.CATEGORISE,),
    AnswerKind.CELLS: (ItemType.MATRIX,),
    AnswerKind.GAPS: (ItemType.CLOZE,),
    AnswerKind.WORDS: (ItemType.MARK_WORDS,),
    AnswerKind.ENTRY: (ItemType.ORDERING,),
    AnswerKind.STATEMENT: (ItemType.LIKERT,),
    AnswerKind.TEXT: (ItemType.REFLECTION, ItemType.ESSAY, ItemType.UPLOAD),
}


_WithoutKey = Literal[ItemType.LIKERT, ItemType.POLL, ItemType.REFLECTION, ItemType.ESSAY, ItemType.UPLOAD]


@dataclass(slots=True)
class _Piece:
    """The lines of one item, or of the text of a case."""

    line: int
    id: str
    attributes: Attributes
    is_member: bool = False
    """Its heading says that it belongs to a case."""
    lines: list[SourceLine] = field(default_factory=list)


def parse_items(lines: Sequence[str], first_line: int, notes: Notes) -> tuple[ItemSource, ...]:
    """Read the items between the two lines of a quiz fence; notes everything that is wrong."""
    pieces = list(_pieces(lines, first_line, notes))
    if not pieces and not notes.has_errors:
        message = "there is no item in this fence"
        notes.error(max(first_line - 1, 1), 1, "quiz-empty", message, HEADING_EXAMPLE)
    return tuple(_items(pieces, notes))


def _pieces(lines: Sequence[str], first_line: int, notes: Notes) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for number, text in enumerate(lines, first_line):
        match = _HEADING.fullmatch(text.rstrip())
        if match:
            if piece:
                yield piece
            piece = _opened(match, number, notes)
        elif piece:
            piece.lines.append(SourceLine(number, text.rstrip()))
        elif text.strip():
            message = "an item begins with ### and its id"
            notes.error(number, 1, "quiz-item-heading", message, HEADING_EXAMPLE)
            attributes = Attributes("", number, 1, notes)
            piece = _Piece(number, "item", attributes, lines=[SourceLine(number, text.rstrip())])
    if piece:
        yield piece


def _opened(match: re.Match[str], line: int, notes: Notes) -> _Piece:
    identifier = match["id"]
    if not ITEM_ID.fullmatch(identifier) or len(identifier) > MAX_ID:
        message = "an item has an id of small letters, digits and hyphens, which never changes afterwards"
        notes.error(line, match.start("id") + 1, "quiz-item-id", message, HEADING_EXAMPLE)
    attributes = Attributes(match["rest"], line, match.start("rest") + 1, notes)
    return _Piece(line, identifier, attributes, is_member=match["marks"] == "####")


def _items(pieces: Sequence[_Piece], notes: Notes) -> Iterator[ItemSource]:
    case: CaseSource | None = None
    for number, piece in enumerate(pieces):
        if piece.attributes.is_case:
            has_items = number + 1 < len(pieces) and pieces[number + 1].is_member
            case = _case(piece, notes, has_items=has_items)
            continue
        if not piece.is_member:
            case = None
        elif case is None:
            message = "#### is for the items of a case, and no case stands above this one"
            notes.error(piece.line, 1, "quiz-case", message, CASE_EXAMPLE)
        item = _read(piece, case, notes)
        if item is not None:
            yield item


def _case(piece: _Piece, notes: Notes, *, has_items: bool) -> CaseSource:
    piece.attributes.case_keys()
    text = "\n".join(line.text for line in piece.lines)
    gone = len(text) - len(text.lstrip("\n"))
    if piece.is_member:
        notes.error(piece.line, 1, "quiz-case", "a case begins with ###, its items with ####", CASE_EXAMPLE)
    if not text.strip():
        notes.error(piece.line, 1, "quiz-case", "this case has no text", CASE_EXAMPLE)
    if not has_items:
        notes.error(piece.line, 1, "quiz-case", "this case has no items, each under ####", CASE_EXAMPLE)
    for line in piece.lines:
        if _TOO_HIGH_OR_LOW.fullmatch(line.text):
            message = "the text of a case has no headings; use **bold** words"
            notes.error(line.number, 1, "quiz-case-heading", message, f"**{line.text.strip('# ')}**")
    first = piece.lines[0].number if piece.lines else piece.line
    return CaseSource(id=piece.id, text=Passage(text.strip("\n"), first + gone, 1), line=piece.line)


def _read(piece: _Piece, case: CaseSource | None, notes: Notes) -> ItemSource | None:
    if not piece.id:
        return None
    given = piece.attributes.text("type")
    raw = sort_lines(piece.lines, notes, given=given)
    if raw.kind is None:
        _refuse_nothing(piece, given, notes)
        return None
    kind = _type_of(piece, raw, raw.kind, notes)
    if kind is None:
        return None
    piece.attributes.check_keys(kind)
    return _build(kind, _common(piece, kind, case, raw), raw, notes)


def _refuse_nothing(piece: _Piece, given: str | None, notes: Notes) -> None:
    """Say why there are no answers: they are missing, or the type is mistyped that would need none."""
    if given is None or given in set(ItemType):
        notes.error(piece.line, 1, "quiz-no-answers", "this item has no answers", EXAMPLES[AnswerKind.ONE])
        return
    message = f"there is no type “{given[:40]}”.{did_you_mean(given, ItemType)}"
    notes.error(piece.line, piece.attributes.column("type"), "quiz-type", message, "[type: reflection]")


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
        case ItemType.HOTSPOT:
            return read_hotspot(common, raw, notes)
        case ItemType.CATEGORISE:
            return read_categories(common, raw, notes)
        case ItemType.MATRIX:
            return read_matrix(common, raw, notes)
        case ItemType.MARK_WORDS:
            return read_mark_words(common, raw, notes)
        case _:
            return _build_without_key(kind, common, raw, notes)


def _build_without_key(kind: _WithoutKey, common: Common, raw: RawItem, notes: Notes) -> ItemSource:
    match kind:
        case ItemType.LIKERT:
            return read_likert(common, raw, notes)
        case ItemType.POLL:
            return read_poll(common, raw, notes)
        case ItemType.REFLECTION:
            return read_reflection(common, raw, notes)
        case ItemType.ESSAY:
            return read_essay(common, raw, notes)
        case ItemType.UPLOAD:
            return read_upload(common, raw, notes)


def _type_of(piece: _Piece, raw: RawItem, kind: AnswerKind, notes: Notes) -> ItemType | None:
    possible = _TYPES[kind]
    given = piece.attributes.text("type")
    if given is None:
        if kind is not AnswerKind.VALUE:
            return possible[0]
        first = next((answer for answer in raw.answers if answer.mark == "="), raw.answers[0])
        return ItemType.NUMERIC if looks_like_value(first.passage.text) else ItemType.SHORT_TEXT
    words = [word.value for word in possible]
    if given in words:
        return ItemType(given)
    message = f"with these answers the type cannot be “{given[:40]}”, but {listed(words)}"
    column = piece.attributes.column("type")
    notes.error(piece.line, column, "quiz-type", message, f"[type: {words[-1]}]")
    return None


def _common(piece: _Piece, kind: ItemType, case: CaseSource | None, raw: RawItem) -> Common:
    by_habit = kind is not ItemType.TRUE_FALSE
    attributes = piece.attributes
    shuffle = attributes.word("shuffle", {"yes": True, "no": False})
    fold = attributes.word("fold", {"diacritics": True, "none": False})
    return Common(
        id=piece.id,
        line=piece.line,
        learning_outcome=attributes.outcome(),
        points=attributes.points(),
        scoring=attributes.scoring(),
        shuffle=by_habit if shuffle is None else shuffle,
        fold_diacritics=bool(fold),
        hint_cost=attributes.hint_cost(has_hint=raw.hint is not None),
        case=case,
        attributes=attributes,
    )
