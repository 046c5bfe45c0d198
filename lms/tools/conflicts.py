"""Where what somebody typed differs from what was meanwhile saved elsewhere, in words."""

from dataclasses import dataclass

from lms.content.tools.model import Input, Section
from lms.tools import names, wording
from lms.tools.rules.values import SectionValues
from lms.tools.sheets import SheetView

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that differs."""

    label: str
    theirs: str
    """As it is saved; "" where it is blank."""
    mine: str
    """As it was typed."""


def differences(view: SheetView, section: Section, typed: SectionValues) -> tuple[Difference, ...]:
    """The fields that differ, the first ones of many."""
    present = view.typed(section)
    theirs, mine = _texts(section, present), _texts(section, typed)
    rows = max(len(present.rows), len(typed.rows))
    labels = {
        name: _label(section, name, field) for name, field in names.inputs_by_name(section, rows).items()
    }
    found = [
        Difference(label=label, theirs=theirs.get(name, ""), mine=mine.get(name, ""))
        for name, label in labels.items()
        if theirs.get(name, "") != mine.get(name, "")
    ]
    return tuple(found[:MOST_SHOWN])


def _texts(section: Section, values: SectionValues) -> dict[str, str]:
    found = {
        names.field_name(one): one.label_of(values.fields[one.id])
        for one in section.fields
        if one.id in values.fields
    }
    table = section.table
    for index, row in enumerate(values.rows if table else ()):
        assert table
        for one in table.inputs:
            if one.id in row:
                found[names.cell_name(table, index, one.id)] = one.label_of(row[one.id])
    return found


def _label(section: Section, name: str, field: Input) -> str:
    table = section.table
    if table is None:
        return field.label
    key = name.split("-")[1]
    fixed = next((row.label for row in table.fixed if row.id == key), None)
    return f"{fixed or wording.row_name(table, int(key) - 1)}, {field.label}"
