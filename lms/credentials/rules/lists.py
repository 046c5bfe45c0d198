"""How a pasted list or a file of codes is read: one line of the answer for each code. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lms.credentials.codes import CodeProblem, MalformedCodeError, normalise_code
from lms.credentials.rules.foreign_text import harmless

MOST_LINES = 1000
"""As many as one asker may have checked at once."""
LONGEST_LINE = 300
SHOWN = 40
"""So much of a text that cannot be a code is kept, to find it again; no more, for it may be a name."""

_SEPARATORS = re.compile(r"[,;\t|]")
_QUOTES = str.maketrans("", "", "\"'")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCode:
    """One code of a list."""

    line: int
    """Where it stands in the list, counted from 1."""
    text: str
    """The code as it is registered; what was written, shortened, where it cannot be one."""
    problem: CodeProblem | None = None


class ListProblemError(ValueError):
    """The list cannot be taken; `line` says where, None that it is the list as a whole."""

    def __init__(self, line: int | None = None) -> None:
        super().__init__(line)
        self.line = line


class EmptyListError(ListProblemError):
    """No line could be a code."""


class LongListError(ListProblemError):
    """More codes than may be checked at once; `line` is the first that is too many."""


class LongLineError(ListProblemError):
    """A line is so long that this is no list of codes."""


def text_of(data: bytes) -> str:
    """The text of a file of codes. These are plain letters: a wrong guess harms names of columns only."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


def codes_in(text: str) -> tuple[ListedCode, ...]:
    """The codes of a list, in order; raises a ListProblemError.

    A line may have cells, as in a CSV file: those that are codes are taken, the others are not looked at.
    A first line without a code and without a single digit names columns.
    """
    found: list[ListedCode] = []
    for code in _listed(text):
        found.append(code)
        if len(found) > MOST_LINES:
            raise LongListError(code.line)
    if not any(code.problem is None for code in found):
        raise EmptyListError
    return tuple(found)


def _listed(text: str) -> Iterator[ListedCode]:
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            raise LongLineError(number)
        cells = [cell.strip() for cell in _SEPARATORS.split(line.translate(_QUOTES)) if cell.strip()]
        if not cells:
            continue
        codes = _codes_of(number, cells)
        # Few codes are letters throughout, but some are.
        names_columns = number == 1 and codes[0].problem and not any(letter.isdigit() for letter in line)
        if not names_columns:
            yield from codes


def _codes_of(line: int, cells: list[str]) -> list[ListedCode]:
    read = [_read(line, cell) for cell in cells]
    genuine = [code for code in read if code.problem is None]
    return genuine or [min(read, key=_distance)]


def _read(line: int, cell: str) -> ListedCode:
    try:
        return ListedCode(line=line, text=normalise_code(cell))
    except MalformedCodeError as error:
        return ListedCode(line=line, text=harmless(cell, SHOWN), problem=error.problem)


def _distance(code: ListedCode) -> tuple[int, int]:
    """How far a text is from being a code: a wrong check symbol is nearer than a wrong length."""
    nearness = (CodeProblem.CHECK, CodeProblem.LENGTH, CodeProblem.SYMBOL)
    return nearness.index(code.problem or CodeProblem.CHECK), abs(len(code.text) - 24)
