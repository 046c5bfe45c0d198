"""A whole sheet to read and print: every section with all that is filled in and computed."""

from dataclasses import dataclass

from lms.content.tools.model import Input, InputKind, Section
from lms.tools.rules.values import Row, SectionValues, section_in
from lms.tools.sheets import SheetView, is_narrow
from lms.tools.views import ChartView, FieldView, RowView, ShownView


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRow:
    """A row with all its cells as they are read."""

    legend: str
    group: str
    cells: tuple[ShownView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSection:
    """A section as it is read."""

    id: str
    title: str
    fields: tuple[ShownView, ...]
    heads: tuple[str, ...]
    row_label: str
    names_rows: bool
    """Rows have a name beside their cells; free rows name themselves in a cell."""
    rows: tuple[WholeRow, ...]
    is_wide: bool
    """Too much for a table on paper: each row is shown as a list of its own."""
    ticks: tuple[tuple[str, str], ...]
    """Pairs of names."""
    tick_label: str
    results: tuple[ShownView, ...]
    charts: tuple[ChartView, ...]


def whole_sections(view: SheetView) -> tuple[WholeSection, ...]:
    """All sections of a sheet."""
    return tuple(_whole(view, section) for section in view.tool.sections)


def _whole(view: SheetView, section: Section) -> WholeSection:
    table, kept = section.table, section_in(view.tool, section, view.kept)
    shown = view.section(section)
    is_wide = not table or not (is_narrow(table) or table.steps)
    return WholeSection(
        id=section.id,
        title=section.title,
        fields=tuple(_read(view, one.input, one.name, kept.fields) for one in shown.fields),
        heads=shown.heads,
        row_label=table.row_label if table else "",
        names_rows=table is not None and not (table.is_free and table.name_column is not None),
        rows=tuple(_rows(view, section, kept, shown.rows, is_wide=is_wide)),
        is_wide=is_wide,
        ticks=_ticks(view, section, kept),
        tick_label=section.matrix.label if section.matrix else "",
        results=shown.results,
        charts=shown.charts,
    )


def _read(view: SheetView, of: Input, name: str, row: Row) -> ShownView:
    return ShownView(
        id=name,
        label=of.label,
        text=view.written(of, row.get(of.id)),
        is_number=of.is_numeric,
        is_long=of.kind is InputKind.LONG,
    )


def _name_column(section: Section) -> Input | None:
    return section.table.name_column if section.table else None


def _rows(
    view: SheetView, section: Section, kept: SectionValues, rows: tuple[RowView, ...], *, is_wide: bool
) -> list[WholeRow]:
    found = []
    names = view.named_rows(section) if section.table and section.table.is_free else {}
    for index, row in enumerate(rows):
        if section.table and section.table.is_free and index + 1 not in names:
            continue
        if section.table and section.table.steps and _is_beyond(row):
            continue
        values: Row = kept.rows[index] if index < len(kept.rows) else {}
        cells = tuple(
            _read(view, cell.input, cell.name, values) if isinstance(cell, FieldView) else cell
            for cell in row.cells
            if not (names and is_wide and isinstance(cell, FieldView) and cell.input == _name_column(section))
        )
        found.append(WholeRow(legend=names.get(index + 1, row.legend), group=row.group, cells=cells))
    return found


def _is_beyond(row: RowView) -> bool:
    """A step in which nothing happens any more."""
    return not any(isinstance(cell, ShownView) and cell.text for cell in row.cells)


def _ticks(view: SheetView, section: Section, kept: SectionValues) -> tuple[tuple[str, str], ...]:
    of = view.tool.section(section.matrix.of) if section.matrix else None
    if of is None:
        return ()
    names = view.named_rows(of)
    return tuple((names[a], names[b]) for a, b in kept.pairs if a in names and b in names)
