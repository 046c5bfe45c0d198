"""What is refused before Markdown sees it: characters that deceive, and shapes that take it minutes.

Python-Markdown is quadratic in several places (brackets, quotations, lists in lists). The limits are
far above what a page for people has, and low enough for any text within them to render in a second.
"""

import re
from collections.abc import Iterator, Sequence

from lms.content.markdown_extensions.job import Job
from lms.content.markdown_extensions.source import Chunk, Line

MAX_CHARACTERS = 120_000
MAX_LINES = 4_000
MAX_LINE = 5_000
MAX_CHUNK = 20_000
MAX_CHUNK_LINES = 400
MAX_NESTING = 6
MAX_CELLS = 6_000
MAX_COLUMNS = 30

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_TEXT_BEFORE_ITEM = re.compile(r"(?:[ ]*(?:>|(?:[-*+]|\d{1,9}\.)(?=[ ]|$)))*")
_MARKERS = re.compile(r">|[-*+](?=[ ]|$)|\d\.(?=[ ]|$)")

_COUNTED = {
    "[": 3_000,
    "](": 1_500,
    "`": 4_000,
    "*": 8_000,
    "_": 8_000,
    "<": 3_000,
    "$": 4_000,
    "[^": 300,
    "|": 12_000,
    "\\": 4_000,
    "&": 3_000,
}
_COUNTED_IN_CHUNK = {"[": 300, "](": 150, "`": 400, "*": 1_200, "_": 1_200, "<": 300, "$": 300, "|": 6_000}


def without_control_characters(job: Job, lines: Sequence[Line]) -> list[Line]:
    """The lines without characters that cannot be seen; each is a problem."""
    for line in lines:
        for found in _CONTROL.finditer(line.text):
            job.error(
                (line.number, found.start() + 1),
                "invisible-character",
                f"here stands a character that cannot be seen (U+{ord(found[0]):04X}); take it out",
            )
            break
    return [Line(_CONTROL.sub("", line.text), line.number, line.block) for line in lines]


def is_small_enough(job: Job, lines: Sequence[Line]) -> bool:
    """The text is of a size that can be rendered at once; otherwise says what is too large."""
    refusals = list(_too_large(lines))
    for place, message in refusals[:5]:
        job.error(place, "too-large", message)
    return not refusals


def is_simple_enough(job: Job, lines: Sequence[Line], chunks: Sequence[Chunk]) -> bool:
    """No shape in the text takes Markdown long; otherwise says where it does."""
    refusals = [*_too_many(lines), *_too_deep(lines)]
    cells = 0
    for chunk in chunks:
        refusals += _too_dense(chunk)
        cells += _cells_of(chunk)
    if cells > MAX_CELLS:
        refusals.append(((job.first_line, 1), f"the tables have more than {MAX_CELLS} cells together"))
    for place, message in refusals[:5]:
        job.error(place, "too-complex", message)
    return not refusals


_Refusal = tuple[tuple[int, int], str]


def _too_large(lines: Sequence[Line]) -> Iterator[_Refusal]:
    first = lines[0].number if lines else 1
    total = sum(len(line.text) + 1 for line in lines)
    if total > MAX_CHARACTERS:
        yield (first, 1), f"the page has {total} characters; more than {MAX_CHARACTERS} are not rendered"
    if len(lines) > MAX_LINES:
        yield (first, 1), f"the page has {len(lines)} lines; more than {MAX_LINES} are not rendered"
    for line in lines:
        if len(line.text) > MAX_LINE:
            yield (line.number, MAX_LINE), f"the line is longer than {MAX_LINE} characters; break it"


def _too_many(lines: Sequence[Line]) -> Iterator[_Refusal]:
    text = "\n".join(line.text for line in lines)
    for sign, limit in _COUNTED.items():
        if text.count(sign) > limit:
            yield (lines[0].number, 1), f"the page has more than {limit} times “{sign}”"


def _too_deep(lines: Sequence[Line]) -> Iterator[_Refusal]:
    for line in lines:
        match = _TEXT_BEFORE_ITEM.match(line.text)
        before = match[0] if match else ""
        indent = len(line.text) - len(line.text.lstrip(" "))
        if len(_MARKERS.findall(before)) + indent // 4 > MAX_NESTING:
            yield (line.number, 1), f"lists and quotations are nested deeper than {MAX_NESTING}"


def _too_dense(chunk: Chunk) -> Iterator[_Refusal]:
    place = chunk.place(0)
    if len(chunk.text) > MAX_CHUNK or len(chunk.lines) > MAX_CHUNK_LINES:
        size = f"{MAX_CHUNK} characters or {MAX_CHUNK_LINES} lines"
        yield place, f"the paragraph has more than {size}; leave a blank line"
    for sign, limit in _COUNTED_IN_CHUNK.items():
        if chunk.text.count(sign) > limit:
            yield place, f"the paragraph has more than {limit} times “{sign}”"
    if _bracket_depth(chunk.text) > MAX_NESTING:
        yield place, f"brackets are nested deeper than {MAX_NESTING}, or never closed"
    if _columns_of(chunk) > MAX_COLUMNS:
        yield place, f"the table has more than {MAX_COLUMNS} columns"


def _bracket_depth(text: str) -> int:
    """How many square brackets are open at the same time at most."""
    depth = deepest = 0
    for sign in re.findall(r"\\.|[\[\]]", text):
        depth = max(depth + {"[": 1, "]": -1}.get(sign, 0), 0)
        deepest = max(deepest, depth)
    return deepest


def _columns_of(chunk: Chunk) -> int:
    has_table = any(re.fullmatch(r"[ >]*[|:-][|: -]*", line.text) for line in chunk.lines[1:])
    return chunk.lines[0].text.count("|") if has_table else 0


def _cells_of(chunk: Chunk) -> int:
    return _columns_of(chunk) * len(chunk.lines)
