"""How a rubric is written: a table of criteria and levels in a fence of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lms.content.item_sources import Passage
from lms.content.problems import Notes
from lms.content.sources import BodyBlock, PageSource, ProseBlock

EXAMPLE = (
    "```rubric\n"
    "| Criterion | 0: not enough | 1: sound | 2: strong |\n"
    "|---|---|---|---|\n"
    "| Calculation | Contains errors | Correct | Also tested |\n"
    "```"
)
MOST_POINTS = 20
"""For one criterion."""

_OPENING = re.compile(r"(?P<marks>`{3,}|~{3,})\s*rubric\s*")
_RULE = re.compile(r"[\s|:-]+")
_LEVEL = re.compile(r"(?P<points>\d{1,2}): *(?P<label>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelHead:
    """What stands above a column of the rubric: `1: sound`."""

    points: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionSource:
    """A row of the rubric."""

    title: Passage
    levels: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricSource:
    """A rubric as written."""

    heads: tuple[LevelHead, ...]
    criteria: tuple[CriterionSource, ...]
    line: int

    @property
    def max_points(self) -> int:
        """What can be reached at most."""
        return len(self.criteria) * max((head.points for head in self.heads), default=0)


def is_rubric(block: BodyBlock) -> bool:
    """The block is a fence that holds a rubric."""
    return isinstance(block, ProseBlock) and _OPENING.fullmatch(block.text.split("\n")[0]) is not None


def table_of(block: ProseBlock) -> tuple[int, str]:
    """First line and source of the table inside the fence: readers see it as any other."""
    lines = block.text.split("\n")
    inner = lines[1:-1] if _is_closed(lines) else lines[1:]
    return block.line + 1, "\n".join(inner)


def rubric_of(page: PageSource) -> RubricSource | None:
    """The rubric of a page, as far as it can be read; `check_rubric_form` says what is wrong with it."""
    block = next((one for one in page.body if is_rubric(one)), None)
    return read_rubric(block, Notes(page.path)) if isinstance(block, ProseBlock) else None


def check_rubric_form(page: PageSource, notes: Notes) -> None:
    """Note what is wrong with the rubrics of a page."""
    blocks = [one for one in page.body if isinstance(one, ProseBlock) and is_rubric(one)]
    for block in blocks[1:]:
        notes.error(block.line, 1, "rubric-twice", "an assignment has one rubric; this is another")
    for block in blocks[:1]:
        read_rubric(block, notes)


def read_rubric(block: ProseBlock, notes: Notes) -> RubricSource | None:
    """Read a fence; None where there is no table in it."""
    lines = block.text.split("\n")
    if not _is_closed(lines):
        notes.error(block.line, 1, "fence-not-closed", "this rubric has no end; a line with ``` is missing")
    first, table = table_of(block)
    rows = [(first + n, text.strip()) for n, text in enumerate(table.split("\n")) if text.strip()]
    if len(rows) < 3 or not _RULE.fullmatch(rows[1][1]) or not all(text[0] == "|" for _, text in rows):
        message = "a rubric is a table: a line of levels, a line of dashes, a line for each criterion"
        notes.error(block.line, 1, "rubric-form", message, EXAMPLE)
        return None
    heads = tuple(_heads(rows[0], notes))
    criteria = tuple(_criterion(row, len(heads), notes) for row in rows[2:])
    return RubricSource(heads=heads, criteria=criteria, line=block.line)


def _is_closed(lines: Sequence[str]) -> bool:
    match = _OPENING.fullmatch(lines[0])
    marks = match["marks"] if match else "```"
    return len(lines) > 1 and lines[-1].startswith(marks) and set(lines[-1].strip()) == {marks[0]}


def _heads(row: tuple[int, str], notes: Notes) -> Iterator[LevelHead]:
    cells = _cells(row)[1:]
    before = -1
    for cell in cells:
        match = _LEVEL.fullmatch(cell.text)
        points = int(match["points"]) if match else before + 1
        if match is None:
            message = "above a level stand its points and its name"
            notes.error(cell.line, cell.column, "rubric-level", message, "| Criterion | 0: not enough |")
        elif points <= before or points > MOST_POINTS or (before < 0 and points != 0):
            message = f"levels begin at 0 and rise from left to right, to {MOST_POINTS} at most"
            notes.error(cell.line, cell.column, "rubric-level", message, "0: not enough | 1: sound")
        before = max(points, before + 1)
        yield LevelHead(points=points, label=match["label"] if match else cell.text)
    if len(cells) < 2:
        message = "a rubric has at least two levels"
        notes.error(row[0], 1, "rubric-level", message, EXAMPLE.split("\n")[1])


def _criterion(row: tuple[int, str], levels: int, notes: Notes) -> CriterionSource:
    cells = _cells(row)
    if len(cells) != levels + 1 or not all(cell.text for cell in cells):
        message = f"a criterion has a name and a text for each of the {levels} levels"
        notes.error(row[0], 1, "rubric-cells", message)
    empty = Passage("", row[0], 1)
    padded = [*cells, *[empty] * (levels + 1)]
    return CriterionSource(title=padded[0], levels=tuple(padded[1 : levels + 1]))


def _cells(row: tuple[int, str]) -> list[Passage]:
    line, text = row
    inner = text[1:].rstrip()
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    found, position = [], 1
    for part in re.split(r"(?<!\\)\|", inner):
        gone = len(part) - len(part.lstrip())
        found.append(Passage(part.strip(), line, position + gone + 1))
        position += len(part) + 1
    return found
