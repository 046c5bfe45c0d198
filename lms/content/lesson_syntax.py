"""How the body of a page is cut into blocks: the units of translation, with quiz fences taken out."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lms.content.naming import did_you_mean
from lms.content.problems import Notes
from lms.content.quiz_syntax import parse_items
from lms.content.sources import BodyBlock, ProseBlock, QuizBlock

_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})\s*(?P<info>[^`]*?)\s*")
_HEADING = re.compile(r"(?P<marks>#{1,6})(?P<text>.*)")
_LIST_MARK = re.compile(r"(?:(?P<bullet>[-*+])|(?P<number>\d{1,9})[.])\s+\S")
_UNDERLINE = re.compile(r"[=-]+ *")
DEEPEST_HEADING = 4


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_indented(self) -> bool:
        return self.text.startswith(("    ", "\t"))

    @property
    def list_mark(self) -> str | None:
        """`-`, `*`, `+`, or `1` for a numbered entry."""
        match = _LIST_MARK.match(self.text)
        return None if match is None else match["bullet"] or "1"


def read_body(body: str, first_line: int, notes: Notes) -> tuple[BodyBlock, ...]:
    """Cut a body into blocks and read its items; notes what is wrong with headings, fences and items."""
    lines = [_Line(first_line + n, text.rstrip()) for n, text in enumerate(body.split("\n"))]
    blocks: list[BodyBlock] = []
    for piece in _pieces(lines, notes):
        if _is_quiz(piece):
            inner = (
                piece[1:-1] if closes_fence(piece[0].text, piece[-1].text) and len(piece) > 1 else piece[1:]
            )
            items = parse_items([line.text for line in inner], piece[0].number + 1, notes)
            blocks.append(QuizBlock(items=items, line=piece[0].number))
        else:
            blocks.append(ProseBlock(text="\n".join(line.text for line in piece), line=piece[0].number))
    _check_headings(blocks, notes)
    return tuple(blocks)


def digest_of(text: str) -> str:
    """The digest that a translation remembers of a block: 12 hex digits over its normalised source."""
    normal = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return hashlib.sha256(normal.encode()).hexdigest()[:12]


def _is_quiz(piece: Sequence[_Line]) -> bool:
    match = _FENCE.fullmatch(piece[0].text)
    return match is not None and match["info"] == "quiz"


def closes_fence(opening: str, line: str) -> bool:
    """The line ends the fence that the other line opened."""
    match = _FENCE.fullmatch(opening)
    marks = match["marks"] if match else ""
    return line.startswith(marks) and set(line.strip()) == {marks[0]}


def _pieces(lines: Sequence[_Line], notes: Notes) -> Iterator[list[_Line]]:
    position = 0
    while position < len(lines):
        if lines[position].is_blank:
            position += 1
            continue
        end = _end_of_piece(lines, position, notes)
        yield list(lines[position:end])
        position = end


def _end_of_piece(lines: Sequence[_Line], start: int, notes: Notes) -> int:
    first = lines[start]
    if _FENCE.fullmatch(first.text):
        return _end_of_fence(lines, start, notes)
    if _HEADING.match(first.text):
        return start + 1
    return _end_of_text(lines, start)


def _end_of_fence(lines: Sequence[_Line], start: int, notes: Notes) -> int:
    first = lines[start]
    match = _FENCE.fullmatch(first.text)
    info = match["info"] if match else ""
    _check_kind(info, first, notes)
    for position in range(start + 1, len(lines)):
        if closes_fence(first.text, lines[position].text):
            return position + 1
    marks = match["marks"] if match else "```"
    if info == "quiz":  # the renderer notes the others
        message = f"this fence has no end; a line with {marks} is missing"
        notes.error(first.number, 1, "fence-not-closed", message, marks)
    return len(lines)


def _check_kind(info: str, first: _Line, notes: Notes) -> None:
    for kind, what in (("quiz", "items"), ("rubric", "a rubric")):
        if info != kind and did_you_mean(info.lower(), [kind]):
            message = f"a fence for {what} is opened with ```{kind}, not with ```{info}"
            notes.error(first.number, 1, "fence-kind", message, f"```{kind}")


def _end_of_text(lines: Sequence[_Line], start: int) -> int:
    """Where a paragraph, list, table, quotation … ends: at a blank line after which something new begins."""
    mark = lines[start].list_mark
    position = start + 1
    while position < len(lines):
        line = lines[position]
        if line.is_blank:
            after = next((n for n in range(position, len(lines)) if not lines[n].is_blank), len(lines))
            if after == len(lines) or not _goes_on(lines[after], mark):
                return position
            position = after
        elif _HEADING.match(line.text) or _FENCE.fullmatch(line.text):
            return position
        position += 1
    return position


def _goes_on(line: _Line, mark: str | None) -> bool:
    """After a blank line: an indented line, a definition, or the next entry of the same list goes on."""
    return line.is_indented or line.text.startswith(": ") or (mark is not None and line.list_mark == mark)


def _check_headings(blocks: Sequence[BodyBlock], notes: Notes) -> None:
    before = 1
    for block in blocks:
        if not isinstance(block, ProseBlock):
            continue
        _check_underline(block, notes)
        match = _HEADING.match(block.text)
        if match is not None:
            before = _check_heading(match, block.line, before, notes)


def _check_heading(match: re.Match[str], line: int, before: int, notes: Notes) -> int:
    level, text = len(match["marks"]), match["text"].strip("# ")
    if not match["text"].startswith(" ") or not text:
        message = (
            "a heading is written with marks, a space and its words; a # that is no heading is written \\#"
        )
        notes.error(line, 1, "heading-form", message, f"## {text or 'What a cluster is'}")
    elif level == 1:
        message = "# is the title, which stands in the head; headings of the body begin with ##"
        notes.error(line, 1, "heading-level-1", message, f"## {text}")
    elif level > DEEPEST_HEADING:
        message = f"headings go down to {'#' * DEEPEST_HEADING}"
        notes.error(line, 1, "heading-too-deep", message, f"{'#' * DEEPEST_HEADING} {text}")
    elif level > before + 1:
        right = "#" * (before + 1)
        message = f"a heading of level {level} cannot follow one of level {before}; the next level is {right}"
        notes.error(line, 1, "heading-jump", message, f"{right} {text}")
    return level


def _check_underline(block: ProseBlock, notes: Notes) -> None:
    first, *rest = block.text.split("\n")
    if rest and _UNDERLINE.fullmatch(rest[0]):
        message = "underlined headings are not used; or leave a blank line before a ruler"
        notes.error(block.line + 1, 1, "heading-underlined", message, f"## {first}")
