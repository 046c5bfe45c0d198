"""What may be posted to a sheet: a section as it was typed, its values or what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from lms.content.tools.model import Input, InputKind, Section
from lms.content.tools.values import MAX_LINE, MAX_LONG, ValueProblem, problem_with
from lms.tools import names
from lms.tools.rules.limits import LONGEST_NAME
from lms.tools.rules.values import Pair, Row, SectionValues
from lms.tools.writing import read_number
from lms.web.forms import CampusForm, strip

LONGEST_NUMBER = 60
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Signs that no text needs and some databases refuse; line breaks stay."""


class NameForm(CampusForm):
    """The name of a sheet."""

    name = StringField(
        _("Name of the sheet"),
        [
            DataRequired(_("Give the sheet a name.")),
            Length(max=LONGEST_NAME, message=_("At most %(max)d characters.")),
        ],
        filters=[strip],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedSection:
    """A section as somebody sent it."""

    typed: SectionValues
    """Texts as they were typed."""
    values: SectionValues
    """What of it can be kept, in canonical form."""
    problems: Mapping[str, ValueProblem]
    """By name of the field."""
    revision: int
    adds: bool = False
    removes: int | None = None
    puts_back: bool = False


def read_section(section: Section, form: MultiDict[str, str], *, most_row: int) -> PostedSection:
    """What was posted for a section; `most_row` is the number of rows that ticks can speak of."""
    typed = _typed(section, form, most_row)
    problems: dict[str, ValueProblem] = {}
    act, _sign, row = form.get("do", "").partition("-")
    removes = int(row) - 1 if act == "remove" and row.isascii() and row.isdigit() and len(row) < 4 else None
    values = _values(section, typed, problems)
    if act != "add" and section.table and section.table.is_free:
        values = SectionValues(rows=_without_last_blanks(values.rows))
    if removes is not None and section.table and 0 <= removes < len(typed.rows):
        gone = {names.cell_name(section.table, removes, one.id) for one in section.table.inputs}
        problems = {name: problem for name, problem in problems.items() if name not in gone}
    posted = PostedSection(
        typed=typed,
        values=values,
        problems=problems,
        revision=_whole_number(form.get("revision", "")),
        adds=act == "add",
        removes=removes,
        puts_back=act == "restore",
    )
    return _with_new_row(section, posted) if posted.adds else posted


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _typed(section: Section, form: MultiDict[str, str], most_row: int) -> SectionValues:
    fields = {one.id: _text(one, form.get(names.field_name(one), "")) for one in section.fields}
    return SectionValues(
        fields=_filled(fields),
        rows=_typed_rows(section, form),
        pairs=_pairs(form, most_row) if section.matrix else (),
    )


def _typed_rows(section: Section, form: MultiDict[str, str]) -> tuple[Row, ...]:
    table = section.table
    if table is None or table.steps:
        return ()
    count = min(_whole_number(form.get(names.ROWS, "")), table.most_rows) if table.is_free else table.length
    return tuple(
        _filled(
            {one.id: _text(one, form.get(names.cell_name(table, index, one.id), "")) for one in table.inputs}
        )
        for index in range(count)
    )


def _filled(texts: Mapping[str, str]) -> Row:
    return {id_: text for id_, text in texts.items() if text}


def _pairs(form: MultiDict[str, str], most_row: int) -> tuple[Pair, ...]:
    found = set()
    for text in form.getlist(names.TICK):
        first, _sign, second = text.partition("-")
        pair = (_whole_number(first), _whole_number(second))
        if 1 <= pair[0] < pair[1] <= most_row:
            found.add(pair)
    return tuple(sorted(found))


def _text(field: Input, typed: str) -> str:
    """A typed text without control characters; of more than can be kept, a little more than that."""
    if field.kind is not InputKind.LONG:
        return str(strip(typed[: MAX_LINE * 2]))
    lines = typed[: MAX_LONG * 2].replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROLS.sub("", lines).strip()


def _values(section: Section, typed: SectionValues, problems: dict[str, ValueProblem]) -> SectionValues:
    fields = _read_all(
        {one.id: (names.field_name(one), one) for one in section.fields}, typed.fields, problems
    )
    rows = tuple(_read_row(section, index, row, problems) for index, row in enumerate(typed.rows))
    return SectionValues(fields=fields, rows=rows, pairs=typed.pairs)


def _read_row(section: Section, index: int, row: Row, problems: dict[str, ValueProblem]) -> Row:
    assert section.table
    inputs = {one.id: (names.cell_name(section.table, index, one.id), one) for one in section.table.inputs}
    return _read_all(inputs, row, problems)


def _read_all(inputs: Mapping[str, tuple[str, Input]], typed: Row, problems: dict[str, ValueProblem]) -> Row:
    values = {}
    for id_, text in typed.items():
        name, field = inputs[id_]
        kept, problem = _read(field, text)
        if problem is not None:
            problems[name] = problem
        else:
            values[id_] = kept
    return values


def _read(field: Input, typed: str) -> tuple[str, ValueProblem | None]:
    if field.kind in (InputKind.NUMBER, InputKind.PERCENT):
        kept = read_number(typed, field) if len(typed) <= LONGEST_NUMBER else None
        return (kept, problem_with(field, kept)) if kept else ("", ValueProblem.NOT_A_NUMBER)
    kept = _date(typed) if field.kind is InputKind.DATE else typed
    return kept, problem_with(field, kept)


def _date(typed: str) -> str:
    """Browsers send `2026-06-10`; where they have no field for dates, people type `10.6.2026`."""
    parts = typed.replace("/", ".").split(".")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        try:
            return date(int(parts[2]), int(parts[1]), int(parts[0])).isoformat()
        except ValueError:
            return typed
    return typed


def _without_last_blanks(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    filled = [index for index, row in enumerate(rows) if row]
    return rows[: filled[-1] + 1] if filled else ()


def _with_new_row(section: Section, posted: PostedSection) -> PostedSection:
    table = section.table
    if table is None or not table.is_free or len(posted.typed.rows) >= table.most_rows:
        return posted
    return PostedSection(
        typed=SectionValues(rows=(*posted.typed.rows, {})),
        values=SectionValues(rows=(*posted.values.rows, {})),
        problems=posted.problems,
        revision=posted.revision,
        adds=True,
    )
