"""What a numeric item asks and accepts: values, formulas, tolerances, units and sets of parameters."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lms.content.arithmetic import FormulaError, evaluate
from lms.content.item_sources import NumericSource, ParameterTable, Passage, ValueSource
from lms.content.naming import did_you_mean
from lms.content.problems import Notes
from lms.content.quiz_kinds import SKIPPED, SourceLine
from lms.content.quiz_lines import Answer

EXAMPLE = "= 1.87 ± 0.02 jobs\n    > Why it is right."
TABLE_EXAMPLE = "| e0   | e1   |\n|------|------|\n| 2000 | 2300 |\n| 1500 | 1650 |"
MAX_SETS = 50
MOST_TYPED_DIGITS = 8
"""A value with more significant digits than this cannot be expected to be typed exactly."""

PLACE = re.compile(SKIPPED + r"|\{(?P<name>[^{}\n]*)\}", re.DOTALL)
_NUMBER = r"[-+\u2212]?[0-9]+(?:\.[0-9]+)?"
_VALUE = re.compile(
    r"(?P<value>\{[^{}]*\}|" + _NUMBER + r")"
    r"(?:\s*(?:±|\+/-|\+-)\s*(?P<tolerance>[0-9]+(?:\.[0-9]+)?)(?P<percent>%)?)?"
    r"(?:\s*(?P<unit>[^\d\s±,.].*))?"
)
_STARTS_LIKE_VALUE = re.compile(r"\{|[-+\u2212]?\s?[0-9]")
_CELL = re.compile(_NUMBER)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RULE = re.compile(r":?-+:?")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedValue:
    """A right or foreseen wrong value for one set of parameters."""

    value: Decimal
    tolerance: Decimal
    """Absolute."""

    def meets(self, other: "WorkedValue") -> bool:
        """The two intervals have a value in common."""
        return abs(self.value - other.value) <= self.tolerance + other.tolerance


def looks_like_value(text: str) -> bool:
    """The text begins like a number or a formula, not like words."""
    return _STARTS_LIKE_VALUE.match(text) is not None


def read_value(answer: Answer, notes: Notes) -> ValueSource | None:
    """`1.87 ± 0.02 jobs` → its parts."""
    text = answer.passage.text
    match = _VALUE.fullmatch(text)
    if match is None:
        decimal_comma = re.fullmatch(r"[-+\u2212]?[0-9]+,[0-9]+.*", text)
        message = (
            "a value is a number with a decimal point or a {formula}, then ± tolerance and unit if wanted"
        )
        if decimal_comma:
            message = "the decimal sign is a point here; learners may type a point or a comma"
        notes.error(answer.line, answer.column, "quiz-value-form", message, EXAMPLE)
        return None
    value, is_formula = match["value"], match["value"].startswith("{")
    return ValueSource(
        value=value[1:-1].strip() if is_formula else _plain(value),
        is_formula=is_formula,
        tolerance=Decimal(match["tolerance"] or 0),
        is_percent=match["percent"] is not None and Decimal(match["tolerance"]) > 0,
        unit=(match["unit"] or "").strip() or None,
        feedback=answer.feedback,
        line=answer.line,
        column=answer.column,
    )


def _plain(number: str) -> str:
    return number.replace("\u2212", "-").lstrip("+")


def read_table(lines: Sequence[SourceLine], notes: Notes) -> ParameterTable | None:
    """The table of parameter sets."""
    if not lines:
        return None
    header, *rows = [_cells(line.text) for line in lines]
    line = lines[0].number
    if len(rows) < 2 or not all(_RULE.fullmatch(cell) for cell in rows[0]):
        message = "a table of parameters has a row of names, a row of dashes and at least one row of numbers"
        notes.error(line, 1, "quiz-table-form", message, TABLE_EXAMPLE)
        return None
    names = tuple(header)
    for name in names:
        if not _NAME.fullmatch(name) or name == "round" or names.count(name) > 1:
            message = f"“{name}” cannot name a parameter; names are different, of small letters, digits and _"
            notes.error(line, 1, "quiz-parameter-name", message, TABLE_EXAMPLE)
            return None
    good = [_read_row(source, cells, names, notes) for source, cells in zip(lines[2:], rows[1:], strict=True)]
    values = tuple(row for row in good if row is not None)
    if len(values) > MAX_SETS:
        notes.error(
            line, 1, "quiz-table-form", f"there are {len(values)} sets of parameters; at most {MAX_SETS} fit"
        )
    return ParameterTable(names=names, rows=values, line=line) if values else None


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().strip("|").split("|")]


def _read_row(
    line: SourceLine, cells: Sequence[str], names: Sequence[str], notes: Notes
) -> tuple[str, ...] | None:
    if len(cells) != len(names):
        message = f"this row has cells for {len(cells)} of {len(names)} names"
        notes.error(line.number, 1, "quiz-table-form", message, TABLE_EXAMPLE)
        return None
    for cell in cells:
        if not _CELL.fullmatch(cell):
            message = f"“{cell[:40]}” is not a number with a decimal point and no spaces"
            notes.error(line.number, 1, "quiz-table-form", message, TABLE_EXAMPLE)
            return None
    return tuple(_plain(cell) for cell in cells)


def parameter_sets(item: NumericSource) -> tuple[dict[str, Decimal], ...]:
    """The sets of parameters; one empty set for an item without a table."""
    return item.parameters.sets() if item.parameters else ({},)


def work_out(source: ValueSource, values: Mapping[str, Decimal]) -> WorkedValue:
    """A value for one set of parameters; raises FormulaError."""
    value = evaluate(source.value, values) if source.is_formula else Decimal(source.value)
    tolerance = abs(value) * source.tolerance / 100 if source.is_percent else source.tolerance
    return WorkedValue(value=value, tolerance=tolerance)


def check_numeric(item: NumericSource, notes: Notes) -> None:
    """Note formulas that do not work, values nobody can type, wrong values that are right, unknown names."""
    for values in parameter_sets(item):
        answer = _worked(item.answer, values, notes)
        if answer is None:
            return
        if answer.tolerance == 0 and _digits(answer.value) > MOST_TYPED_DIGITS:
            message = f"the answer is {answer.value:.6g}…{_of(values)}: give a tolerance or round the formula"
            place = item.answer
            example = f"= {{round({place.value}, 2)}}\n= {{{place.value}}} ± 0.01"
            notes.error(place.line, place.column, "quiz-tolerance-missing", message, example)
            return
        for wrong in item.misconceptions:
            foreseen = _worked(wrong, values, notes)
            if foreseen is None:
                return
            if foreseen.meets(answer):
                message = f"this foreseen wrong value also counts as right{_of(values)}"
                notes.error(wrong.line, wrong.column, "quiz-misconception-is-right", message)
                return
    _check_places(item, notes)


def _worked(source: ValueSource, values: Mapping[str, Decimal], notes: Notes) -> WorkedValue | None:
    try:
        return work_out(source, values)
    except FormulaError as error:
        message = f"the formula cannot be worked out{_of(values)}: {error.message}"
        example = "= {e1 - e0 * (1 + g/100)} ± 1 jobs"
        notes.error(source.line, source.column + error.column, "quiz-formula", message, example)
        return None


def _of(values: Mapping[str, Decimal]) -> str:
    words = ", ".join(f"{name} = {value}" for name, value in values.items())
    return f" for {words}" if words else ""


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _check_places(item: NumericSource, notes: Notes) -> None:
    names = item.parameters.names if item.parameters else ()
    used = _check_prompt(item.prompt, names, notes)
    formulas = [value.value for value in (item.answer, *item.misconceptions) if value.is_formula]
    text = " ".join(formulas)
    for name in names:
        if name not in used and not re.search(rf"\b{name}\b", text):
            line = item.parameters.line if item.parameters else item.line
            notes.warning(line, 1, "quiz-parameter-unused", f"the parameter “{name}” is used nowhere")
    for passage in (item.answer.feedback, item.hint, item.explanation):
        if passage and any(name in names for _, name in _places(passage.text)):
            message = "parameters are filled in in the prompt and in feedback to foreseen wrong values only"
            notes.error(passage.line, passage.column, "quiz-parameter-outside-prompt", message)


def _check_prompt(prompt: Passage, names: Sequence[str], notes: Notes) -> set[str]:
    used: set[str] = set()
    if not names:
        return used
    for position, name in _places(prompt.text):
        used.add(name)
        if name not in names:
            line = prompt.line + prompt.text.count("\n", 0, position)
            message = f"“{{{name}}}” is not in the table.{did_you_mean(name, names)}"
            notes.error(line, prompt.column, "quiz-unknown-parameter", message, TABLE_EXAMPLE)
    return used


def _places(text: str) -> list[tuple[int, str]]:
    return [(m.start(), m["name"].strip()) for m in PLACE.finditer(text) if m["skip"] is None]
