"""What a tool consists of: sections of fields, tables and ticks, with formulas, charts and examples.

Formulas stay text here, as written; `expressions` reads them, `calculation` works them out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class InputKind(StrEnum):
    """What can be filled in."""

    TEXT = "text"
    LONG = "long"
    """A text of several lines."""
    NUMBER = "number"
    PERCENT = "percent"
    """Typed 40, counts as 0.40."""
    DATE = "date"
    CHOICE = "choice"
    SCALE = "scale"
    """A choice of whole numbers, which counts as the number."""


class Show(StrEnum):
    """How something computed is written."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    """EUR."""
    DATE = "date"
    TEXT = "text"
    LETTER = "letter"
    """A long text, as a block of its own."""


class Tone(StrEnum):
    """What a text says about the value it stands beside."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class ChartKind(StrEnum):
    """How numbers are drawn."""

    BAR = "bar"
    STACKED = "stacked"
    LINE = "line"
    RADAR = "radar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the values of a choice or a scale."""

    id: str
    """What formulas compare with; of a scale, the number."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Something to fill in: a field, or a column of a table."""

    id: str
    label: str
    kind: InputKind
    hint: str = ""
    unit: str = ""
    default: str | None = None
    """As it would be kept; see `values`."""
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 2
    """Most decimals that are shown; what is typed is kept whole."""
    options: tuple[Option, ...] = ()

    @property
    def is_numeric(self) -> bool:
        """Its value is a number."""
        return self.kind in (InputKind.NUMBER, InputKind.PERCENT, InputKind.SCALE)

    @property
    def is_percent(self) -> bool:
        """Its value is a share, which is shown as a percentage."""
        return self.kind is InputKind.PERCENT

    def label_of(self, kept: str) -> str:
        """What people read for a kept text: of a choice or a scale the label of the option."""
        return next((option.label for option in self.options if option.id == kept), kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One of the texts that something computed can be."""

    say: str
    """May hold `{name}` of fields, results and columns."""
    when: str | None = None
    """A condition; None: in every other case."""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """Something worked out: a result of a section, or a column of a table. It has a formula or cases."""

    id: str
    label: str
    show: Show
    hint: str = ""
    formula: str | None = None
    cases: tuple[Case, ...] = ()
    decimals: int = 2
    unit: str = ""
    warn: Case | None = None
    """A warning that stands beside the value where its condition holds."""
    is_hidden: bool = False

    @property
    def is_percent(self) -> bool:
        """Its value is a share, which is shown as a percentage."""
        return self.show is Show.PERCENT

    @property
    def is_text(self) -> bool:
        """Its value is a text, long or short."""
        return self.show in (Show.TEXT, Show.LETTER)


Column = Input | Computed


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedRow:
    """A row that the tool names."""

    id: str
    label: str
    hint: str = ""
    group: str = ""
    """Rows of one group stand together under this heading."""
    values: Mapping[str, Decimal] = field(default_factory=dict)
    """Numbers that formulas in the row can name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of inputs and formulas. Its rows are free (`most_rows`), fixed, or numbered steps."""

    row_label: str
    columns: tuple[Column, ...]
    most_rows: int = 0
    """Free rows that can be filled in; 0 for the other two."""
    fixed: tuple[FixedRow, ...] = ()
    steps: int = 0

    @property
    def length(self) -> int:
        """Rows there can be."""
        return self.most_rows or len(self.fixed) or self.steps

    @property
    def is_free(self) -> bool:
        """People add rows as they need them."""
        return self.most_rows > 0

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The columns to fill in."""
        return tuple(column for column in self.columns if isinstance(column, Input))

    @property
    def computed(self) -> tuple[Computed, ...]:
        """The columns that are worked out."""
        return tuple(column for column in self.columns if isinstance(column, Computed))

    @property
    def name_column(self) -> Input | None:
        """The input that names a free row: the first one of text."""
        return next((one for one in self.inputs if one.kind is InputKind.TEXT), None)

    def column(self, identifier: str) -> Column | None:
        """The column with this id."""
        return next((column for column in self.columns if column.id == identifier), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Ticks between the rows of a table, the same in both directions."""

    of: str
    """Id of the table's section."""
    label: str
    """What a tick says: “They have exchanged know-how”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """A threshold in a chart."""

    label: str
    at: Decimal | None = None
    name: str | None = None
    """A field or result whose value it is; instead of `at`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of columns of a table, or of single fields and results."""

    id: str
    kind: ChartKind
    title: str
    rows: str | None = None
    """Id of a section with a table; its rows are the points."""
    series: tuple[str, ...] = ()
    """Columns of that table."""
    values: tuple[str, ...] = ()
    """Fields and results, instead of a table."""
    unit: str = ""
    lines: tuple[ChartLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a tool, filled in at one go: fields, a table, or ticks, and what follows from them."""

    id: str
    title: str
    intro: str = ""
    fields: tuple[Input, ...] = ()
    table: Table | None = None
    matrix: Matrix | None = None
    results: tuple[Computed, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetValues:
    """What somebody filled in: canonical texts, blank ones left out. See `values` for their form."""

    fields: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    """Section → its rows, in order, by column."""
    matrices: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Section → pairs of rows that are ticked, from 1, the lower number first, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A filled-in tool and what must come out."""

    id: str
    name: str
    note: str = ""
    values: SheetValues = field(default_factory=SheetValues)
    expect: Mapping[str, str] = field(default_factory=dict)
    """`result`, or `section.row.column`, → value as shown, with a decimal point and without unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """The computing tool of a module, in one language."""

    title: str
    summary: str
    spreadsheet: str
    """File name of the spreadsheet among the module's assets."""
    sections: tuple[Section, ...]
    examples: tuple[Example, ...] = ()
    is_legal: bool = False
    """Its prints say that they are no legal advice, and when they were made."""

    def section(self, identifier: str) -> Section | None:
        """The section with this id."""
        return next((section for section in self.sections if section.id == identifier), None)

    def table(self, identifier: str) -> Table | None:
        """The table of a section."""
        section = self.section(identifier)
        return section.table if section else None

    @property
    def fields(self) -> Iterator[Input]:
        """All fields of all sections."""
        return (one for section in self.sections for one in section.fields)

    @property
    def results(self) -> Iterator[Computed]:
        """All results of all sections."""
        return (one for section in self.sections for one in section.results)

    def named(self, identifier: str) -> Input | Computed | None:
        """The field or result with this id."""
        everything: tuple[Input | Computed, ...] = (*self.fields, *self.results)
        return next((one for one in everything if one.id == identifier), None)
