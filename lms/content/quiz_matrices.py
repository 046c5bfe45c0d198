"""What a table of marks means: rows, columns, and which cells are right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lms.content.item_sources import OPTION_IDS, MatrixSource, Passage, RowSource
from lms.content.items import ItemType
from lms.content.problems import Notes
from lms.content.quiz_answers import Common, base_of, check_texts, want_feedback
from lms.content.quiz_kinds import EXAMPLES, AnswerKind
from lms.content.quiz_lines import Answer, RawItem

MOST_COLUMNS = 8
"""More do not fit on a page."""

_EXAMPLE = EXAMPLES[AnswerKind.CELLS]
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
_MARK = re.compile(r"\([ xX]\)|\[[ xX]\]")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    column: int


def read_matrix(common: Common, raw: RawItem, notes: Notes) -> MatrixSource | None:
    """A table to tick in; None where it cannot be read."""
    head = [_cells(line.text) for line in raw.table]
    if len(head) < 2 or not all(_RULE.fullmatch(cell.text) for cell in head[1]) or not raw.answers:
        message = "a table to tick in has a row of columns, a row of dashes, and rows of ( ) or [ ]"
        line = raw.table[0].number if raw.table else common.line
        notes.error(line, 1, "quiz-matrix-form", message, _EXAMPLE)
        return None
    corner, *names = head[0]
    if corner.text:
        message = "the first cell of the head stays empty: below it stand the rows"
        notes.error(raw.table[0].number, corner.column, "quiz-matrix-form", message, _EXAMPLE)
    columns = tuple(Passage(cell.text, raw.table[0].number, cell.column) for cell in names)
    rows = [row for answer in raw.answers if (row := _row(answer, len(columns), notes))]
    if len(rows) < len(raw.answers):
        return None
    is_multiple = any("[" in cell.text for cell in _cells_of(raw.answers))
    _check_rows(raw.answers, rows, notes, is_multiple=is_multiple)
    _check_counts(common, columns, rows, notes)
    return MatrixSource(
        **base_of(ItemType.MATRIX, common, raw), columns=columns, rows=tuple(rows), is_multiple=is_multiple
    )


def _cells(text: str, column: int = 1) -> list[_Cell]:
    """The cells of a row between its bars, the first of which stands at the beginning."""
    bars = [match.start() for match in _BAR.finditer(text)]
    ends = [*bars[1:], *([len(text)] if bars and text[bars[-1] + 1 :].strip() else [])]
    cells = []
    for start, end in zip(bars, ends, strict=False):
        inner = text[start + 1 : end]
        cells.append(_Cell(inner.strip(), column + start + 1 + len(inner) - len(inner.lstrip())))
    return cells


def _line_of(answer: Answer) -> list[_Cell]:
    return _cells(f"|{' ' * (answer.column - 2)}{answer.texts[0]}")


def _cells_of(answers: Sequence[Answer]) -> list[_Cell]:
    return [cell for answer in answers for cell in _line_of(answer)[1:]]


def _row(answer: Answer, columns: int, notes: Notes) -> RowSource | None:
    first, *cells = _line_of(answer) or [_Cell("", answer.column)]
    wrong = next((cell for cell in cells if not _MARK.fullmatch(cell.text)), None)
    if len(cells) != columns or wrong is not None or len(answer.texts) > 1:
        message = (
            f"a row has one line: its name, and for each of the {columns} columns a cell with ( ) or [ ]"
        )
        column = wrong.column if wrong else 1
        notes.error(answer.line, column, "quiz-matrix-form", message, _EXAMPLE)
        return None
    return RowSource(
        text=Passage(first.text, answer.line, first.column),
        right=tuple(n for n, cell in enumerate(cells) if "x" in cell.text.lower()),
        feedback=answer.feedback,
    )


def _check_rows(
    answers: Sequence[Answer], rows: Sequence[RowSource], notes: Notes, *, is_multiple: bool
) -> None:
    for answer, row in zip(answers, rows, strict=True):
        if is_multiple and any("(" in cell.text for cell in _line_of(answer)[1:]):
            message = "the cells of a table are all written ( ), where one is right in a row, or all [ ]"
            notes.error(answer.line, 1, "quiz-mixed-answers", message, "| Laboratory | [ ] | [x] |")
        if not row.right:
            message = "nothing is right in this row; mark it with (x) or [x]"
            notes.error(answer.line, 1, "quiz-no-right-answer", message, _EXAMPLE)
        if len(row.right) > 1 and not is_multiple:
            message = f"{len(row.right)} cells are right in this row; where several can be, write [ ] and [x]"
            notes.error(answer.line, 1, "quiz-several-right-answers", message, "| Laboratory | [x] | [x] |")


def _check_counts(
    common: Common, columns: Sequence[Passage], rows: Sequence[RowSource], notes: Notes
) -> None:
    if not 2 <= len(rows) <= len(OPTION_IDS) or not 2 <= len(columns) <= MOST_COLUMNS:
        message = (
            f"a table to tick in has 2 to {len(OPTION_IDS)} rows and 2 to {MOST_COLUMNS} columns,"
            f" not {len(rows)} and {len(columns)}"
        )
        notes.error(common.line, 1, "quiz-option-count", message, _EXAMPLE)
    check_texts(columns, "column", notes)
    check_texts([row.text for row in rows], "row", notes)
    for row in rows:
        want_feedback(row.feedback, row.text, "row", notes)
