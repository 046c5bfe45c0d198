"""The text to render, line by line, each with its place in the file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

BLANK = "\x00"
"""Stands for a character that must not be looked into, such as code. No source has it: see `guard`."""

QUOTE_PREFIX = re.compile(r"[ ]*(?:>[ ]?)*[ ]*")
"""What stands before the text of a line in lists and quotations."""

_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line, its number in the file, and the block of the page that it belongs to."""

    text: str
    number: int
    block: int

    @property
    def is_blank(self) -> bool:
        """It ends a paragraph, in a quotation too."""
        return not self.text.strip(" >")


@dataclass(slots=True)
class Chunk:
    """Lines without a blank one between them: what can be one paragraph, list or table."""

    lines: Sequence[Line]
    text: str = ""
    masked: str = ""
    """The text with code, formulas and addresses blanked out, of the same length."""

    def __post_init__(self) -> None:
        """Join the lines."""
        self.text = self.masked = "\n".join(line.text for line in self.lines)

    def place(self, offset: int) -> tuple[int, int]:
        """Line in the file and column of a character."""
        row = self.text.count("\n", 0, offset)
        return self.lines[row].number, offset - (self.text.rfind("\n", 0, offset) + 1) + 1

    def mask(self, start: int, end: int) -> None:
        """Blank out a stretch."""
        blank = re.sub(r"[^\n]", BLANK, self.masked[start:end])
        self.masked = f"{self.masked[:start]}{blank}{self.masked[end:]}"

    @property
    def prefix(self) -> str:
        """What stands before the text of the first line."""
        match = QUOTE_PREFIX.match(self.lines[0].text)
        return match[0] if match else ""

    @property
    def inner(self) -> str:
        """The text without quotation marks and indentation, in one line."""
        return " ".join(QUOTE_PREFIX.sub("", line, count=1).strip() for line in self.text.split("\n"))


@dataclass(slots=True)
class Places:
    """Finds where a construct stands when Markdown has already been read."""

    chunks: list[Chunk] = field(default_factory=list)
    first_line: int = 1
    _next: dict[str, tuple[int, int]] = field(default_factory=dict)

    def of(self, needle: str, skip: int = 0) -> tuple[int, int]:
        """The next place of this wording, from the last one on; the beginning where there is none.

        The place is `skip` characters after the beginning of the wording.
        """
        start_chunk, start = self._next.get(needle, (0, 0))
        for index in range(start_chunk, len(self.chunks)):
            found = self.chunks[index].masked.find(needle, start if index == start_chunk else 0)
            if found >= 0:
                self._next[needle] = (index, found + 1)
                return self.chunks[index].place(found + skip)
        return self.of(self._restart(needle), skip) if start_chunk or start else (self.first_line, 1)

    def _restart(self, needle: str) -> str:
        del self._next[needle]
        return needle


def lines_of(blocks: Iterable[tuple[int, str]]) -> list[Line]:
    """The lines of all blocks, a blank one after each."""
    lines: list[Line] = []
    for index, (first, text) in enumerate(blocks):
        rows = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(_TAB).split("\n")
        lines += [Line(row.rstrip(" "), first + number, index) for number, row in enumerate(rows)]
        lines.append(Line("", first + len(rows), index))
    return lines


def chunks_of(lines: Iterable[Line]) -> Iterator[Chunk | Line]:
    """Chunks, and the blank lines between them."""
    gathered: list[Line] = []
    for line in lines:
        if not line.is_blank:
            gathered.append(line)
            continue
        if gathered:
            yield Chunk(gathered)
            gathered = []
        yield line
    if gathered:
        yield Chunk(gathered)
