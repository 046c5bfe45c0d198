"""Spellings of other Markdown dialects that would be shown wrongly without a word; each is a problem."""

import re
from collections.abc import Iterator

from lms.content.markdown_extensions.callouts import CALLOUT
from lms.content.markdown_extensions.job import Job
from lms.content.markdown_extensions.model import Kind
from lms.content.markdown_extensions.source import Chunk

_ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|\d{1,9}\.) +\S")
_BEGINS_LIST = re.compile(r"[-*+] |1\. ")
_STARTS_TEXT = re.compile(r"(?![ >|#:]|\[\^|(?:[-*+]|\d{1,9}\.) )\S")
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]: *\S")
_USES_REFERENCE = re.compile(r"(?<![\\!])\[[^\[\]^][^\[\]]*\]\[[^\[\]]*\]")
_Found = tuple[int, str, str, str]


def complain_of_layout(job: Job, chunk: Chunk) -> None:
    """Note lists, call-outs and links that are written in a way that is not understood here."""
    if job.kind is Kind.INLINE:
        return
    for offset, code, message, example in [*_lists(chunk), *_callouts(chunk), *_references(chunk)]:
        job.error(chunk.place(offset), code, message, example)
    if job.kind is Kind.PROMPT:
        _complain_of_heading(job, chunk)


def _rows(chunk: Chunk) -> Iterator[tuple[int, str]]:
    offset = 0
    for row in chunk.masked.split("\n"):
        yield offset, row
        offset += len(row) + 1


def _lists(chunk: Chunk) -> Iterator[_Found]:
    first, *rest = _rows(chunk)
    if 0 < _indent(first[1]) < 4:
        message = "what belongs to an entry of a list is indented by four spaces; other text is not indented"
        yield 0, "indent", message, "1. First entry\n\n    More of the first entry"
    is_text = bool(_STARTS_TEXT.match(chunk.masked))
    for offset, row in rest:
        item = None if _is_definition(rest) else _ITEM.match(row)
        if item is not None and is_text and _BEGINS_LIST.match(row):
            message = "a list begins after a blank line"
            yield offset, "list-needs-blank-line", message, "Text before the list:\n\n- first\n- second"
            return
        if item is not None and not is_text and (_indent(row) - _indent(first[1])) % 4:
            message = "a list within a list is indented by four spaces"
            yield offset, "list-indent", message, "- first\n    - first of first"
            return


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _is_definition(rows: list[tuple[int, str]]) -> bool:
    return any(row.startswith(": ") for _, row in rows)


def _callouts(chunk: Chunk) -> Iterator[_Found]:
    for offset, row in list(_rows(chunk))[1:]:
        if CALLOUT.match(row):
            message = "a call-out begins after a blank line"
            yield offset, "callout-needs-blank-line", message, "Text before it.\n\n> [!note] Title\n> Text"


def _references(chunk: Chunk) -> Iterator[_Found]:
    message = "links are written with their address in place; references are not used"
    for offset, row in _rows(chunk):
        if _REFERENCE.match(row):
            yield offset, "reference-link", message, "[text](https://example.org)"
    for match in _USES_REFERENCE.finditer(chunk.masked):
        yield match.start(), "reference-link", message, "[text](https://example.org)"


def _complain_of_heading(job: Job, chunk: Chunk) -> None:
    for offset, row in _rows(chunk):
        if row.lstrip(" ").startswith("#"):
            message = "a question has no headings; write the words in bold, or \\# for the sign"
            job.error(chunk.place(offset), "heading-in-prompt", message, "**Words**")
