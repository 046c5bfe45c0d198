"""Texts of other systems, written in one way or another, as passages of our Markdown."""

import re
from dataclasses import dataclass
from enum import StrEnum

from lms.content.item_sources import Passage
from lms.quiz.interchange.escaping import escaped
from lms.quiz.interchange.html_reading import markdown_of
from lms.quiz.interchange.readings import leave_longer_text

_HAS_HTML = re.compile(r"</?[A-Za-z][^<>]{0,1000}>|&#?\w{1,40};")


class TextFormat(StrEnum):
    """How a text is written."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    AUTO = "moodle"
    """Plain, or HTML in which line ends count."""


@dataclass(frozen=True, slots=True)
class Rich:
    """A text, and how it is written."""

    text: str
    form: TextFormat

    def __bool__(self) -> bool:
        return bool(self.text.strip())


NOTHING = Rich("", TextFormat.PLAIN)


def as_block(rich: Rich, changes: list[str]) -> Passage:
    """Paragraphs, lists, tables; what had to be left out is noted in `changes`."""
    return Passage(_without_wide_gaps(_markdown(rich, changes, is_block=True)))


def as_inline(rich: Rich, changes: list[str]) -> Passage:
    """One line or paragraph."""
    text = _markdown(rich, changes, is_block=False)
    lines = (line.strip() for line in text.split("\n"))
    return Passage("\n".join(line for line in lines if line))


def as_line(rich: Rich, changes: list[str]) -> Passage:
    """One line."""
    return Passage(" ".join(as_inline(rich, changes).text.split("\n")))


def as_answer(rich: Rich, changes: list[str]) -> str:
    """What somebody types: plain words, without marks."""
    leave_longer_text(rich.text)
    return " ".join(rich.text.split()) if rich.form is not TextFormat.HTML else _words(rich, changes)


def optional_block(rich: Rich, changes: list[str]) -> Passage | None:
    """A block, or None for an empty text."""
    passage = as_block(rich, changes)
    return passage if passage.text else None


def optional_inline(rich: Rich, changes: list[str]) -> Passage | None:
    """A line, or None for an empty text."""
    passage = as_inline(rich, changes)
    return passage if passage.text else None


def _markdown(rich: Rich, changes: list[str], *, is_block: bool) -> str:
    text = rich.text.strip("\n") if rich.form is TextFormat.MARKDOWN else rich.text.strip()
    if rich.form is TextFormat.AUTO:
        leave_longer_text(text)
    if rich.form is TextFormat.HTML or (rich.form is TextFormat.AUTO and _HAS_HTML.search(text)):
        html = text if rich.form is TextFormat.HTML else _with_breaks(text)
        return markdown_of(html, changes, is_block=is_block)
    leave_longer_text(text)
    return text if rich.form is TextFormat.MARKDOWN else _plain(text)


def _with_breaks(text: str) -> str:
    return re.sub(r"\n\s*\n", "<p>", text).replace("\n", "<br>")


def _plain(text: str) -> str:
    lines = [" ".join(line.split(" ")).strip() for line in text.split("\n")]
    return escaped("\n".join(re.sub(r"[ \t]+", " ", line) for line in lines))


def _words(rich: Rich, changes: list[str]) -> str:
    text = markdown_of(rich.text, changes, is_block=False)
    return re.sub(r"\\(?=[^\w\s])", "", " ".join(text.split())).replace("&lt;", "<").replace("&amp;", "&")


def _without_wide_gaps(text: str) -> str:
    """Lines without spaces at their ends, and one blank line between paragraphs."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
