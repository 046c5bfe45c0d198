"""How cells look: what is for people to fill in is unlocked and has a colour of its own."""

from typing import Any

from lms.content.tools.model import Computed, Input, InputKind, Show
from lms.core.workbook import Format, Workbook

INPUT_COLOUR, COMPUTED_COLOUR, LINE_COLOUR, INK, SEA = "#FFF4DC", "#E8F1F4", "#9FB2BA", "#14212B", "#0F5C73"
DATE_FORM = "yyyy-mm-dd"
A4 = 9
"""The number that spreadsheets give to that paper."""
_LINE_HEIGHT = 15.5
"""Points."""

_BASE: dict[str, Any] = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
_CELL: dict[str, Any] = {"border": 1, "border_color": LINE_COLOUR, "text_wrap": True}


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def _style(self, **what: Any) -> Format:
        key = tuple(sorted(what.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_BASE, **what})
        return self._made[key]

    @property
    def title(self) -> Format:
        """The first line of a sheet."""
        return self._style(bold=True, font_size=16, font_color=SEA)

    @property
    def heading(self) -> Format:
        """A line above a group of rows."""
        return self._style(bold=True, font_color=SEA)

    @property
    def text(self) -> Format:
        """Running text."""
        return self._style(text_wrap=True)

    @property
    def label(self) -> Format:
        """What a cell is called."""
        return self._style(text_wrap=True, bold=True)

    @property
    def remark(self) -> Format:
        """Units, hints, warnings."""
        return self._style(text_wrap=True, italic=True)

    @property
    def head(self) -> Format:
        """The names of columns."""
        return self._style(**_CELL, bold=True, bg_color="#DCE7EB", valign="bottom")

    @property
    def closed(self) -> Format:
        """A cell of a matrix that the other half says already."""
        return self._style(**_CELL, bg_color="#ECEFF0")

    @property
    def tick(self) -> Format:
        """A cell of a matrix."""
        return self._style(**_CELL, bg_color=INPUT_COLOUR, locked=False, align="center")

    @property
    def alarm(self) -> Format:
        """A value with a warning."""
        return self._style(bg_color="#F6D9D2", bold=True)

    def input(self, field: Input) -> Format:
        """A cell to fill in."""
        return self._style(**_CELL, bg_color=INPUT_COLOUR, locked=False, num_format=_input_form(field))

    def computed(self, one: Computed) -> Format:
        """A cell that works itself out."""
        return self._style(**_CELL, bg_color=COMPUTED_COLOUR, num_format=_computed_form(one))

    def sample(self, *, is_input: bool) -> Format:
        """A cell of the legend."""
        return self._style(**_CELL, bg_color=INPUT_COLOUR if is_input else COMPUTED_COLOUR)


def _input_form(field: Input) -> str:
    if field.kind is InputKind.DATE:
        return DATE_FORM
    if field.kind is InputKind.PERCENT:
        return f"0{_optional(field.decimals)}%"
    if field.kind is InputKind.NUMBER:
        return f"#,##0{_optional(field.decimals)}"
    return "General" if field.kind is InputKind.SCALE else "@"


def _optional(decimals: int) -> str:
    """Decimals only where all of them were asked for: an optional one would leave a point standing alone."""
    return f".{'0' * decimals}" if decimals else ""


def _computed_form(one: Computed) -> str:
    decimals = f".{'0' * one.decimals}" if one.decimals else ""
    match one.show:
        case Show.NUMBER | Show.MONEY:
            return f"#,##0{decimals}"
        case Show.PERCENT:
            return f"0{decimals}%"
        case Show.DATE:
            return DATE_FORM
    return "General"


def row_height(*texts: tuple[str, int]) -> float:
    """Points that a row needs for its texts, each with the width of its column in characters."""
    lines = (
        sum(-(-max(len(line), 1) // max(width - 1, 1)) for line in text.split("\n")) for text, width in texts
    )
    return _LINE_HEIGHT * max(1, *lines)
