"""Names of what a section's form posts; the same are ids on the page."""

from lms.content.tools.model import Input, Section, Table

TICK = "tick"
"""Posted once for each tick; its value is the pair of rows."""
ROWS = "rows"
"""How many free rows the form holds."""


def field_name(field: Input) -> str:
    """A field of a section."""
    return f"f-{field.id}"


def row_key(table: Table, index: int) -> str:
    """A row: free ones are counted from 1, fixed ones go by their id."""
    return table.fixed[index].id if table.fixed else str(index + 1)


def cell_name(table: Table, index: int, column_id: str) -> str:
    """A cell of a row."""
    return f"r-{row_key(table, index)}-{column_id}"


def inputs_by_name(section: Section, rows: int) -> dict[str, Input]:
    """Everything a section's form can post, with so many free rows."""
    found = {field_name(field): field for field in section.fields}
    if section.table is None:
        return found
    for index in range(rows if section.table.is_free else section.table.length):
        found |= {cell_name(section.table, index, one.id): one for one in section.table.inputs}
    return found


def pair_text(first: int, second: int) -> str:
    """Value of a tick."""
    return f"{first}-{second}"
