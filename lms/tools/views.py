"""What the pages of a sheet show: small frozen data."""

from dataclasses import dataclass

from lms.content.tools.model import Input, InputKind, Section
from lms.web import charts

MOST_RADIOS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """Something to fill in, as it was typed."""

    name: str
    input: Input
    typed: str
    error: str = ""
    has_select: bool = False
    """Its options are in a list that opens, since there is little room."""

    @property
    def has_radios(self) -> bool:
        """Its options are all seen at once."""
        options = len(self.input.options)
        is_scale = self.input.kind is InputKind.SCALE
        return not self.has_select and options > 0 and (is_scale or options <= MOST_RADIOS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """A value to read."""

    id: str
    label: str
    text: str
    tone: str = "plain"
    warning: str = ""
    hint: str = ""
    is_letter: bool = False
    is_number: bool = False
    is_long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row of a table."""

    number: int
    legend: str
    """What the row is called."""
    hint: str
    group: str
    """Heading above the row: only where a group begins."""
    cells: tuple[FieldView | ShownView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TickRow:
    """A row of the table that ticks join, with the rows after it."""

    number: int
    label: str
    others: tuple[tuple[str, str, bool], ...]
    """Value of the tick, name of the other row, whether it is ticked."""
    count: int
    """Ticks of this row, those that stand with earlier rows included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A chart and its drawing; None: nothing to draw yet."""

    chart: charts.Chart
    drawing: charts.Drawing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section as a page shows it."""

    section: Section
    fields: tuple[FieldView, ...]
    rows: tuple[RowView, ...]
    heads: tuple[str, ...]
    """Labels of the columns that are shown."""
    is_compact: bool
    """The cells of a row stand beside each other where there is room."""
    ticks: tuple[TickRow, ...]
    results: tuple[ShownView, ...]
    charts: tuple[ChartView, ...]
    may_add: bool
    removed: str
    """Name of the row that was removed last and can be put back."""

    @property
    def has_inputs(self) -> bool:
        """There is something to save."""
        return bool(self.fields or self.section.matrix or (self.section.table and self.section.table.inputs))

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Id of each field with an error, and what to say of it."""
        found = [(_target(one), f"{one.input.label}: {one.error}") for one in self.fields if one.error]
        for row in self.rows:
            for cell in row.cells:
                if isinstance(cell, FieldView) and cell.error:
                    found.append((_target(cell), f"{row.legend}, {cell.input.label}: {cell.error}"))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class TabView:
    """A section among the tabs."""

    number: int
    title: str
    url: str
    standing: str
    standing_text: str
    is_current: bool


def _target(field: FieldView) -> str:
    return f"{field.name}-0" if field.has_radios else field.name
