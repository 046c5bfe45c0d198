"""Fenced code: taken out before anything else looks at the text, so that nothing in it means anything."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString, code_escape

from lms.content.markdown_extensions.job import Job, Piece
from lms.content.markdown_extensions.model import Kind
from lms.content.markdown_extensions.source import QUOTE_PREFIX, Line

_MARKS = re.compile(r"(?P<marks>`{3,}|~{3,})[ ]*(?P<info>[^`]*)")
_AFTER_LIST_MARK = re.compile(r"[ >]*(?:[-*+]|\d{1,9}\.)[ ]+(?:`{3,}|~{3,})")
_EXAMPLE = "```\ncode\n```"


@dataclass(frozen=True, slots=True)
class _Opening:
    prefix: str
    marks: str
    info: str


def without_fences(job: Job, lines: Sequence[Line]) -> list[Line]:
    """The lines with a token in the place of each fenced code block."""
    if job.kind is Kind.INLINE:
        return list(lines)
    result: list[Line] = []
    position = 0
    while position < len(lines):
        opening = _opening(lines[position].text)
        if opening is None:
            _complain_of_list(job, lines[position])
            result.append(lines[position])
            position += 1
            continue
        end = _end(lines, position, opening)
        result += _replaced(job, lines[position : end + 1], opening)
        position = end + 1
    return result


def _opening(text: str) -> _Opening | None:
    prefix = QUOTE_PREFIX.match(text)
    before = prefix[0] if prefix else ""
    match = _MARKS.fullmatch(text[len(before) :])
    return _Opening(before, match["marks"], match["info"].strip()) if match else None


def _complain_of_list(job: Job, line: Line) -> None:
    if _AFTER_LIST_MARK.match(line.text):
        job.error(
            (line.number, 1),
            "fence-in-list",
            "a code block in a list begins on a line of its own, indented by four spaces",
            "- In the list:\n\n    ```\n    code\n    ```",
        )


def _end(lines: Sequence[Line], start: int, opening: _Opening) -> int:
    """The line that closes the fence, or the last that can belong to it."""
    is_quoted = ">" in opening.prefix
    for position in range(start + 1, len(lines)):
        if is_quoted and not lines[position].text.lstrip(" ").startswith(">"):
            return position - 1
        if _closes(lines[position], opening):
            return position
    return len(lines) - 1


def _closes(line: Line, opening: _Opening) -> bool:
    inner = QUOTE_PREFIX.sub("", line.text, count=1).strip()
    return inner.startswith(opening.marks) and set(inner) == {opening.marks[0]}


def _replaced(job: Job, lines: Sequence[Line], opening: _Opening) -> list[Line]:
    first = lines[0]
    is_closed = len(lines) > 1 and _closes(lines[-1], opening)
    if not is_closed:
        job.error(
            (first.number, len(opening.prefix) + 1),
            "fence-not-closed",
            f"this code block has no end; a line with {opening.marks} is missing",
            _EXAMPLE,
        )
    if opening.info == "quiz":
        job.error(
            (first.number, 1),
            "quiz-not-here",
            "items can stand in lessons and in the final test, at the beginning of a line; not here",
        )
        return [Line("", first.number, first.block)]
    body = lines[1:-1] if is_closed else lines[1:]
    token = job.keep(_piece(lines, [_inside(line.text, opening.prefix) for line in body]))
    around = opening.prefix.rstrip(" ")
    return [Line(text, first.number, first.block) for text in (around, opening.prefix + token, around)]


def _inside(text: str, prefix: str) -> str:
    if text.startswith(prefix):
        return text[len(prefix) :]
    quoted = prefix.rstrip(" ")
    return text[len(quoted) :] if quoted and text.startswith(quoted) else text.lstrip(" ")


def _piece(lines: Sequence[Line], code: Sequence[str]) -> Piece:
    text = "\n".join(code)
    return Piece(
        plain=text,
        source="\n".join(line.text for line in lines),
        element=lambda: _element(text),
        block=lines[0].block,
    )


def _element(text: str) -> Element:
    pre = Element("pre")
    code = SubElement(pre, "code")
    code.text = AtomicString(code_escape(text) + "\n")
    return pre
