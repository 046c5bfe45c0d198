"""What a reader reads of a page: its words, sentences and paragraphs, counted the same way everywhere.

Counted are paragraphs, entries of lists, headings, table cells and captions, with the text of links,
call-outs and cases. Not counted are the head, questions, the section of sources, what only those hear who
cannot see a figure, addresses, and displayed formulas; a formula in a line is one word. A word is what
stands between two spaces and has a letter or a digit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.content.item_sources import CaseSource, HotspotSource
from lms.content.sources import PageSource, ProseBlock, QuizBlock

SOURCES = frozenset({"sources", "källor"})
"""Headings below which a lesson says where things come from; nobody reads on there."""

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_FENCE = re.compile(r"`{3,}|~{3,}|\$\$")
_CALLOUT = re.compile(r"\[!(?P<kind>[a-z]+)\]\s*(?P<title>.*)")
_FIGURE = re.compile(r'!\[[^\]]*\]\([^)\s]*(?:\s+"(?P<caption>.*)")?\)')
_ENTRY = re.compile(r"(?:[-*+]|\d{1,9}\.|:)\s+(?P<text>.*)")
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\([^)]*\)")
_NOTE = re.compile(r"\[\^[^\]]+\]:?")
_ADDRESS = re.compile(r"<(?:https?|mailto):[^>]*>|<[^>\s]+@[^>\s]+>")
_FORMULA = re.compile(r"\$[^$\n]+\$")
_RULE = re.compile(r"[\s|:-]+")
_MARKS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)|\\(?=[^\w\s])")
_HAS_SIGN = re.compile(r"[^\W_]")
_END = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+(?=[“‘\"'(\[]*[A-ZÅÄÖÆØ0-9])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|no|nos|art|arts|para|p|pp|vol|ed|eds|dr|st|approx|ca|bl\.a|t\.ex|[A-Z]))\.$",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """What a passage is on the page."""

    PARAGRAPH = "paragraph"
    ENTRY = "entry"
    HEADING = "heading"
    CELLS = "cells"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPassage:
    """Some text that is read in one go, without its marks."""

    kind: Kind
    text: str
    line: int
    callout: str = ""
    """The kind of call-out it stands in: `legal`."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(_HAS_SIGN.search(word) is not None for word in self.text.split())

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences; a heading, a caption and the cells of a row are none."""
        if self.kind not in (Kind.PARAGRAPH, Kind.ENTRY):
            return ()
        found: list[str] = []
        for piece in _END.split(self.text):
            if found and _NO_END.search(found[-1]):
                found[-1] += f" {piece}"
            elif piece.strip():
                found.append(piece.strip())
        return tuple(found)


def words_of(page: PageSource) -> int:
    """How many words a reader reads on the page."""
    return sum(passage.words for passage in passages_of(page))


def figures_of(page: PageSource) -> int:
    """How many figures stand on the page, in the texts of cases and in questions too."""
    texts = [one.text for one in page.body if isinstance(one, ProseBlock)]
    texts += [part.text for case in page.cases for part in _parts_of(case)]
    in_prose = sum(_FIGURE.match(text) is not None for text in texts)
    return in_prose + sum(isinstance(item, HotspotSource) for item in page.items)


def passages_of(page: PageSource) -> tuple[ReadPassage, ...]:
    """All that is read on the page, in order."""
    found: list[ReadPassage] = []
    sources_level = 0
    for block in page.body:
        if isinstance(block, QuizBlock):
            cases = (unit for unit in block.units if isinstance(unit, CaseSource))
            found += [one for case in cases for part in _parts_of(case) for one in _passages(part)]
            continue
        level = block.heading_level
        if level and (not sources_level or level <= sources_level):
            sources_level = level if _plain(block.text.lstrip("#")).casefold() in SOURCES else 0
        if not sources_level:
            found += _passages(block)
    return tuple(found)


def _parts_of(case: CaseSource) -> Iterator[ProseBlock]:
    """The text of a case in blocks, as the prose around it is."""
    start = 0
    for gap in (*_BLANK_LINES.finditer(case.text.text), None):
        end = gap.start() if gap else len(case.text.text)
        line = case.text.line + case.text.text.count("\n", 0, start)
        yield ProseBlock(text=case.text.text[start:end], line=line)
        start = gap.end() if gap else end


def _passages(block: ProseBlock) -> Iterator[ReadPassage]:
    if block.heading_level:
        yield ReadPassage(kind=Kind.HEADING, text=_plain(block.text.lstrip("#")), line=block.line)
    elif not _FENCE.match(block.text):
        yield from _Reader(block.line).read(block.text.split("\n"))


class _Reader:
    """Gathers the lines of a block into passages."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.kind = Kind.PARAGRAPH
        self.callout = ""
        self.gathered: list[str] = []
        self.line = first_line
        self.found: list[ReadPassage] = []

    def read(self, lines: Sequence[str]) -> list[ReadPassage]:
        for number, line in enumerate(lines, self.first_line):
            self.take(line, number)
        self.end()
        return self.found

    def take(self, line: str, number: int) -> None:
        text = re.sub(r"^(?:\s*>)+", "", line).strip()
        callout = _CALLOUT.fullmatch(text)
        figure = _FIGURE.fullmatch(text)
        entry = _ENTRY.fullmatch(text)
        if not text or callout or figure or entry or text.startswith("|"):
            self.end()
        if callout:
            self.callout = callout["kind"]
            self.add(Kind.HEADING, callout["title"], number)
        elif figure:
            self.add(Kind.CAPTION, figure["caption"] or "", number)
        elif text.startswith("|"):
            self.add(Kind.CELLS, "" if _RULE.fullmatch(text) else text.replace("|", " "), number)
        elif entry:
            self.kind, self.line, self.gathered = Kind.ENTRY, number, [entry["text"]]
        elif text:
            self.line = self.line if self.gathered else number
            self.gathered.append(text)

    def add(self, kind: Kind, text: str, number: int) -> None:
        plain = _plain(text)
        if plain:
            self.found.append(ReadPassage(kind=kind, text=plain, line=number, callout=self.callout))

    def end(self) -> None:
        self.add(self.kind, " ".join(self.gathered), self.line)
        self.kind, self.gathered = Kind.PARAGRAPH, []


def _plain(text: str) -> str:
    """The text without marks, addresses and notes; a formula becomes one word."""
    text = _LINK.sub(r"\g<text>", _FORMULA.sub("x", text))
    for pattern in (_NOTE, _ADDRESS, _MARKS):
        text = pattern.sub("", text)
    return " ".join(text.split())
