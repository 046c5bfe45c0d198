"""Footnotes: Python-Markdown's, made to stand any input, and what is wrong with their references."""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions.footnotes import FN_BACKLINK_TEXT, FootnoteExtension

from lms.content.markdown_extensions.job import Job
from lms.content.markdown_extensions.model import Kind
from lms.content.markdown_extensions.source import Chunk

_REFERENCE = re.compile(r"\[\^(?P<label>[^\]\n]*)\](?P<colon>:(?P<text>.*))?")
_DEFINITION_PREFIX = re.compile(r"[ >]*")
_EXAMPLE = "A sentence with a note.[^1]\n\n[^1]: The note."
_Mention = tuple[Chunk, re.Match[str]]


class Footnotes(FootnoteExtension):
    """Stands what the extension stumbles over: notes without text, and notes defined inside notes."""

    _are_written = False

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802  (named by Python-Markdown)
        """Keep a note; none come in any more while they are written."""
        if not self._are_written:
            super().setFootnote(id, text)

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802  (named by Python-Markdown)
        """The notes at the end of the document, each with its way back."""
        self._are_written = True
        box = super().makeFootnotesDiv(root)
        for entry in box.iter("li") if box is not None else ():
            if entry.find(".//a[@class='footnote-backref']") is None:
                label = entry.get("id", "").removeprefix("fn:")
                back = SubElement(SubElement(entry, "p"), "a", {"class": "footnote-backref"})
                back.set("href", f"#{self.makeFootnoteRefId(label)}")
                back.text = FN_BACKLINK_TEXT
        return box


def complain_of_notes(job: Job, chunks: Sequence[Chunk]) -> None:
    """Note references without a note, notes without a reference or text, and notes defined twice."""
    if job.kind is not Kind.BLOCKS:
        return
    definitions: dict[str, _Mention] = {}
    references: dict[str, _Mention] = {}
    for chunk, match in _mentions(chunks):
        if match["colon"] is None or not _starts_line(chunk, match):
            references.setdefault(match["label"], (chunk, match))
        elif match["label"] in definitions:
            _complain(job, (chunk, match), "footnote-twice", "this note is written twice")
        else:
            definitions[match["label"]] = (chunk, match)
            if not match["text"].strip():
                _complain(job, (chunk, match), "footnote-empty", "this note has no text on its line")
    for label in references.keys() - definitions.keys():
        message = "there is no note with this label on this page"
        _complain(job, references[label], "footnote-missing", message)
    for label in definitions.keys() - references.keys():
        _complain(job, definitions[label], "footnote-unused", "no sentence refers to this note")


def _mentions(chunks: Sequence[Chunk]) -> Iterator[_Mention]:
    for chunk in chunks:
        for match in _REFERENCE.finditer(chunk.masked):
            if chunk.masked[: match.start()][-1:] != "\\":
                yield chunk, match


def _starts_line(chunk: Chunk, match: re.Match[str]) -> bool:
    before = chunk.masked[: match.start()].rpartition("\n")[2]
    return _DEFINITION_PREFIX.fullmatch(before) is not None


def _complain(job: Job, mention: _Mention, code: str, message: str) -> None:
    chunk, match = mention
    job.error(chunk.place(match.start()), code, f"{message} ([^{match['label'][:30]}])", _EXAMPLE)
