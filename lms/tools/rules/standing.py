"""How far a section is filled in."""

from enum import StrEnum

from lms.content.tools.model import Section, SheetValues


class Standing(StrEnum):
    """How far a section is filled in."""

    EMPTY = "empty"
    BEGUN = "begun"
    FILLED = "filled"
    COMPUTED = "computed"
    """Nothing is filled in here; it follows from the others."""


def standing_of(section: Section, values: SheetValues) -> Standing:
    """How far a section is filled in."""
    if section.fields:
        return _of_parts([bool(values.fields.get(one.id)) for one in section.fields])
    rows = values.tables.get(section.id, ())
    if section.table and section.table.is_free:
        return Standing.FILLED if any(any(row.values()) for row in rows) else Standing.EMPTY
    if section.table and section.table.fixed and section.table.inputs:
        return _of_parts([any(row.values()) for row in rows])
    if section.matrix:
        return Standing.FILLED if values.matrices.get(section.id) else Standing.EMPTY
    return Standing.COMPUTED


def _of_parts(filled: list[bool]) -> Standing:
    if filled and all(filled):
        return Standing.FILLED
    return Standing.BEGUN if any(filled) else Standing.EMPTY
