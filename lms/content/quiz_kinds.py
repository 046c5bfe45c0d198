"""The ways of answering, told apart by how their lines begin, and where in an item the answers begin."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.content.items import ItemType

SKIPPED = r"(?P<skip>\\[\\$`{}\[]|`[^`]*`|\$\$.*?\$\$|\$[^$\n]+\$)"
"""What is no place for gaps, words and parameters: code, formulas, characters taken literally."""
GAP = re.compile(SKIPPED + r"|\{\{(?P<inner>[^{}\n]*)\}\}", re.DOTALL)
WORD = re.compile(SKIPPED + r"|\[(?P<mark>[xX ]):(?P<inner>[^\[\]\n]*)\]", re.DOTALL)
FEEDBACK = re.compile(r"(?P<before>\s+>\s?)(?P<text>.*)")
QUOTED = re.compile(r"(?P<before>>\s?)(?P<text>.*)")
HINT = re.compile(r"(?P<before>\?\s+)(?P<text>.*)")
SCALE = re.compile(r"(?P<before>scale:\s*)(?P<text>.*)")


class AnswerKind(StrEnum):
    """The ways of answering."""

    ONE = "one"
    MANY = "many"
    AREA = "area"
    VALUE = "value"
    PAIR = "pair"
    SORTED = "sorted"
    CELLS = "cells"
    GAPS = "gaps"
    WORDS = "words"
    ENTRY = "entry"
    STATEMENT = "statement"
    TEXT = "text"
    """Nothing stands below the question: a text or files are handed in."""


ANSWERS = {
    AnswerKind.ONE: re.compile(r"(?P<mark>\([ xX]\))(?P<space>\s+|$)(?P<text>.*)"),
    AnswerKind.MANY: re.compile(r"(?P<mark>\[[ xX]\])(?P<space>\s+|$)(?P<text>.*)"),
    AnswerKind.AREA: re.compile(r"(?P<mark>\([ xX]\)|\[[ xX]\])(?P<space>\s+|$)(?P<text>.*)"),
    AnswerKind.VALUE: re.compile(r"(?P<mark>!?=)(?P<space>\s+|$)(?P<text>.*)"),
    AnswerKind.PAIR: re.compile(r"(?P<mark>-)(?P<space>\s+)(?P<text>(?:.*\S\s+)?->(?:\s.*)?)"),
    AnswerKind.SORTED: re.compile(r"(?P<mark>-)(?P<space>\s+)(?P<text>(?:.*\S\s+)?=>(?:\s.*)?)"),
    AnswerKind.CELLS: re.compile(r"(?P<mark>\|)(?P<space>\s*)(?P<text>.*)"),
    AnswerKind.ENTRY: re.compile(r"(?P<mark>\d{1,2}\.)(?P<space>\s+)(?P<text>.*)"),
    AnswerKind.STATEMENT: re.compile(r"(?P<mark>-)(?P<space>\s+)(?P<text>.*)"),
}
"""How the lines of answers are written; gaps and words stand in the question, a text has none."""

EXAMPLES = {
    AnswerKind.ONE: "( ) A wrong option\n    > Why it is wrong.\n(x) The right one\n    > Why it is right.",
    AnswerKind.MANY: "[ ] A wrong option\n    > Why it is wrong.\n[x] A right option\n    > Why it is right.",
    AnswerKind.AREA: (
        "![What the figure shows](../assets/map.svg)\n\n"
        "(x) @12,30 20x15 The harbour\n    > Why it is right.\n( ) @60,5 25x20 The airport"
    ),
    AnswerKind.VALUE: "= 1.87 ± 0.02 jobs\n    > Why it is right.",
    AnswerKind.PAIR: "- left side -> right side\n    > Why they belong together.",
    AnswerKind.SORTED: "- entry => Category\n    > Why it belongs there.",
    AnswerKind.CELLS: (
        "|            | Core | Support |\n|------------|------|---------|\n"
        "| Smokehouse | (x)  | ( )     |\n    > Why it is the core.\n| Laboratory | ( )  | (x)     |"
    ),
    AnswerKind.GAPS: "A cluster has no fixed {{boundaries|edges}}.",
    AnswerKind.WORDS: "A cluster has [x: firms] and [ : a list of members].",
    AnswerKind.ENTRY: "1. First step\n2. Second step",
    AnswerKind.STATEMENT: "scale: never | sometimes | always\n- I look at the numbers first.",
    AnswerKind.TEXT: "### my-region [type: reflection]\nWhat will you do on Monday?",
}

_KIND_OF_TYPE = {
    ItemType.HOTSPOT: AnswerKind.AREA,
    ItemType.CATEGORISE: AnswerKind.SORTED,
    ItemType.MATRIX: AnswerKind.CELLS,
    ItemType.MARK_WORDS: AnswerKind.WORDS,
    ItemType.LIKERT: AnswerKind.STATEMENT,
    ItemType.REFLECTION: AnswerKind.TEXT,
    ItemType.ESSAY: AnswerKind.TEXT,
    ItemType.UPLOAD: AnswerKind.TEXT,
}
"""Types that say by themselves how their answers are written."""
_AREA = re.compile(r"(?:\([ xX]\)|\[[ xX]\])\s+@\s*[-\d].*")
_MARKED_ROW = re.compile(r"\|.*(?<!\\)\|\s*(?:\([ xX]\)|\[[ xX]\])\s*(?:\|.*)?")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the file with its number."""

    number: int
    text: str


def kind_of(lines: Sequence[SourceLine], given: str | None) -> AnswerKind | None:
    """How the item is answered: as its type says, or as the first lines look that can be answers.

    A prompt may hold a numbered list or bullets of its own, so the clearer marks come first.
    """
    for kind_of_item, kind in _KIND_OF_TYPE.items():
        if given == kind_of_item:
            return kind
    texts = [line.text for line in lines]
    return _by_lines(texts) or _by_marks("\n".join(texts)) or _if_any(texts, AnswerKind.ENTRY)


def _by_lines(texts: Sequence[str]) -> AnswerKind | None:
    if any(_AREA.fullmatch(text) for text in texts):
        return AnswerKind.AREA
    for text in texts:
        for kind in (AnswerKind.ONE, AnswerKind.MANY):
            if ANSWERS[kind].fullmatch(text):
                return kind
    if any(_MARKED_ROW.fullmatch(text) for text in texts):
        return AnswerKind.CELLS
    kinds = (AnswerKind.VALUE, AnswerKind.PAIR, AnswerKind.SORTED)
    return next((kind for kind in kinds if _if_any(texts, kind)), None)


def _if_any(texts: Sequence[str], kind: AnswerKind) -> AnswerKind | None:
    return kind if any(ANSWERS[kind].fullmatch(text) for text in texts) else None


def _by_marks(text: str) -> AnswerKind | None:
    for kind, pattern in ((AnswerKind.GAPS, GAP), (AnswerKind.WORDS, WORD)):
        if any(match["skip"] is None for match in pattern.finditer(text)):
            return kind
    return None


def first_answer(lines: Sequence[SourceLine], kind: AnswerKind | None) -> int:
    """Index of the line at which the prompt ends."""
    match kind:
        case AnswerKind.GAPS | AnswerKind.WORDS | AnswerKind.TEXT | None:
            return _end_of_text(lines)
        case AnswerKind.CELLS:
            return _start_of_table(lines)
        case AnswerKind.STATEMENT:
            scale = _first(lines, SCALE.fullmatch)
            return _first(lines, ANSWERS[kind].fullmatch) if scale == len(lines) else scale
        case _:
            found = _first(lines, ANSWERS[kind].fullmatch)
            return _end_of_text(lines) if found == len(lines) else found


def _first(lines: Sequence[SourceLine], fits: Callable[[str], object]) -> int:
    return next((n for n, line in enumerate(lines) if fits(line.text)), len(lines))


def _start_of_table(lines: Sequence[SourceLine]) -> int:
    """The head of the table with the first marked cell; of the last table where no cell is marked."""
    start = _first(lines, _MARKED_ROW.fullmatch)
    if start == len(lines):
        start = max((n for n, line in enumerate(lines) if line.text.startswith("|")), default=start)
    while 0 < start < len(lines) and lines[start - 1].text.startswith("|"):
        start -= 1
    return start


def _end_of_text(lines: Sequence[SourceLine]) -> int:
    end = len(lines)
    while end and (not lines[end - 1].text.strip() or _is_after_answers(lines[end - 1].text)):
        end -= 1
    return end


def _is_after_answers(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (FEEDBACK, QUOTED, HINT))
