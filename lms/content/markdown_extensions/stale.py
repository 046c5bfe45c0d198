"""Marks what is older than its source: a sign at the beginning of each of its paragraphs, later a class."""

import re
from xml.etree.ElementTree import Element

from lms.content.markdown_extensions.job import Job
from lms.content.markdown_extensions.source import Chunk

_LEAD = re.compile(
    r"[ >]*(?:(?:[-*+]|\d{1,9}\.|\#{1,6}|:)[ ]+)*(?:\[![a-z]+\][ ]*|\[\^[^\]]+\]:[ ]*|\|[ ]*)?", re.VERBOSE
)
_BEGINS = re.compile(r"[ >]*(?:(?:[-*+]|\d{1,9}\.|:)[ ]+|\#{1,6})")
_HOLDERS = frozenset(
    {"p", "li", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "aside", "details"}
)


def marked(job: Job, chunk: Chunk, text: str) -> str:
    """The text of a chunk, with marks where its block is outdated."""
    is_piece = job.token.fullmatch(text.strip(" >")) is not None
    if is_piece or chunk.lines[0].block not in job.context.stale_blocks:
        return text
    rows = text.split("\n")
    return "\n".join(
        _with_mark(job, row) if number == 0 or _BEGINS.match(row) else row for number, row in enumerate(rows)
    )


def _with_mark(job: Job, row: str) -> str:
    lead = _LEAD.match(row)
    end = lead.end() if lead else 0
    return f"{row[:end]}{job.stale_mark}{row[end:]}"


def mark_elements(job: Job, root: Element) -> None:
    """Turn the marks into the class `is-stale` of the nearest paragraph, entry, heading or table."""
    if job.context.stale_blocks:
        _walk(job, root, None)


def _walk(job: Job, element: Element, holder: Element | None) -> None:
    # The title of a call-out marks the whole of it.
    if element.tag in _HOLDERS and element.get("class") != "callout-title":
        holder = element
    if holder is not None and _take_marks(job, element):
        add_class(holder, "is-stale")
    for child in element:
        _walk(job, child, holder)


def _take_marks(job: Job, element: Element) -> bool:
    """Take the marks out of the text of an element and of what stands between its children."""
    found = _has_mark(job, element.text)
    element.text = _without_mark(job, element.text)
    for child in element:
        found = found or _has_mark(job, child.tail)
        child.tail = _without_mark(job, child.tail)
    return found


def _has_mark(job: Job, text: str | None) -> bool:
    return job.stale_mark.strip() in (text or "")


def _without_mark(job: Job, text: str | None) -> str | None:
    return text and job.without_marks(text)


def add_class(element: Element, name: str) -> None:
    """Add a class to those that the element has."""
    words = element.get("class", "").split()
    element.set("class", " ".join([*words, *([] if name in words else [name])]))
