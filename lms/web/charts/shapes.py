"""What a drawing is made of, in units of which 340 are its width; all numbers are rounded to a tenth."""

from dataclasses import dataclass
from itertools import accumulate, takewhile

WIDTH = 340.0
TEXT = 15.0
"""Size of all text: 14 px and more where the drawing is at least 318 px wide."""
LINE_HEIGHT = 19.0
_WIDE = frozenset("MWmw@%ŻŽÅÄÖÜÕ—…")
_NARROW = frozenset("iljtfr.,:;'!|()[] 1I-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """A bar, or a piece of one."""

    x: float
    y: float
    width: float
    height: float
    style: str
    kind: str = "rect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str
    kind: str = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A line through several points, or the outline of an area."""

    d: str
    style: str
    kind: str = "path"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A point that was measured; `square` and `diamond` tell series apart without colour."""

    x: float
    y: float
    style: str
    form: str = "circle"
    kind: str = "dot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    style: str = "fig-text"
    kind: str = "text"


Shape = Rect | Line | Path | Dot | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart as shapes."""

    height: float
    shapes: tuple[Shape, ...]
    width: float = WIDTH


def tenth(value: float) -> float:
    """Rounded to a tenth of a unit, which nobody can see and which keeps the page small."""
    return round(value, 1) + 0.0


def width_of(text: str) -> float:
    """About how wide a text is drawn: rather a little too much."""
    return sum(map(_width_of_letter, text)) * TEXT


def _width_of_letter(one: str) -> float:
    return 0.82 if one in _WIDE else 0.32 if one in _NARROW else 0.54


def wrapped(text: str, width: float, most_lines: int) -> tuple[str, ...]:
    """A text cut into lines that fit a width; what is too long ends in an ellipsis."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], " ".join(lines[most_lines - 1 :])]
    return tuple(shortened(line, width) for line in lines)


def shortened(text: str, width: float) -> str:
    """A text that fits a width."""
    if width_of(text) <= width:
        return text
    ends = accumulate(map(_width_of_letter, text), initial=_width_of_letter("…"))
    fitting = sum(1 for _ in takewhile(lambda end: end * TEXT <= width, ends)) - 1
    return f"{text[: max(fitting, 0)].rstrip()}…"
