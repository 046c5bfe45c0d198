"""The look at the source before Markdown: tokens for what it must not touch, problems for what it lacks."""

import re
from collections.abc import Iterator, Sequence

from lms.content.markdown_extensions import formulas, pictures
from lms.content.markdown_extensions.fences import without_fences
from lms.content.markdown_extensions.guard import (
    is_simple_enough,
    is_small_enough,
    without_control_characters,
)
from lms.content.markdown_extensions.html import complain_of_html
from lms.content.markdown_extensions.job import Job
from lms.content.markdown_extensions.layout import complain_of_layout
from lms.content.markdown_extensions.notes import complain_of_notes
from lms.content.markdown_extensions.source import Chunk, Line, chunks_of, lines_of
from lms.content.markdown_extensions.stale import marked

_TICKS = re.compile(r"\\.|`+", re.DOTALL)
_ADDRESS = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>")


def prepared(job: Job, blocks: Sequence[tuple[int, str]]) -> str | None:
    """The text for Python-Markdown, or None where it must not see it."""
    lines = lines_of(blocks)
    job.first_line = job.places.first_line = blocks[0][0] if blocks else 1
    if not is_small_enough(job, lines):
        return None
    lines = without_fences(job, without_control_characters(job, lines))
    parts = list(chunks_of(lines))
    job.places.chunks = [part for part in parts if isinstance(part, Chunk)]
    if not is_simple_enough(job, lines, job.places.chunks):
        return None
    text = "\n".join([_rewritten(job, part) for part in parts])
    complain_of_notes(job, job.places.chunks)
    return text


def _rewritten(job: Job, part: Chunk | Line) -> str:
    if isinstance(part, Line):
        return part.text
    _mask_code(part)
    alone = formulas.display_formula(job, part)
    if alone is not None:
        return alone
    text = formulas.with_inline_formulas(job, part)
    figure = pictures.figure(job, part, text)
    if figure is not None:
        return figure
    for match in _ADDRESS.finditer(part.masked):
        part.mask(match.start(), match.end())
    complain_of_html(job, part)
    complain_of_layout(job, part)
    return marked(job, part, text)


def _mask_code(chunk: Chunk) -> None:
    """Blank out what stands between backticks: a run closes at the next run of the same length."""
    for start, end in list(_code_spans(chunk.text)):
        chunk.mask(start, end)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    runs = [match for match in _TICKS.finditer(text) if match[0].startswith("`")]
    position = 0
    while position < len(runs):
        same = (n for n in range(position + 1, len(runs)) if len(runs[n][0]) == len(runs[position][0]))
        closing = next(same, None)
        if closing is not None:
            yield runs[position].start(), runs[closing].end()
            position = closing
        position += 1
