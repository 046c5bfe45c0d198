"""Bars that lie, one below the other: they hold long labels and many rows on a phone."""

from collections.abc import Sequence
from decimal import Decimal

from lms.web.charts.data import Chart, Write
from lms.web.charts.legend import FILLS, legend, thresholds_below
from lms.web.charts.scales import Scale, scale_from_zero
from lms.web.charts.shapes import (
    LINE_HEIGHT,
    TEXT,
    WIDTH,
    Drawing,
    Line,
    Rect,
    Shape,
    Text,
    tenth,
    width_of,
    wrapped,
)

BAR = 16.0
GAP = 14.0
PAD = 6.0


def draw_bars(chart: Chart, _write: Write) -> Drawing:
    """A bar for each label and series, its value at its end."""
    room = max(width_of(text) for one in chart.series for text in one.texts) + 2 * PAD
    numbers = [*chart.numbers, *(line.at for line in chart.thresholds)]
    scale = _with_room(numbers, room)
    shapes, top = legend(chart, top=0.0)
    for index, label in enumerate(chart.labels):
        texts, top = _label(label, top)
        start = top
        shapes += texts
        for number, series in enumerate(chart.series):
            value = series.values[index]
            if value is not None or len(chart.series) == 1:
                shapes += _bar(scale, value, series.texts[index], top, FILLS[number % len(FILLS)])
                top += BAR + 3
        shapes += _upright(chart, scale, start, top - 3)
        top += GAP - 3
    return _finished(chart, scale, shapes, top - GAP + 3)


def draw_stacked(chart: Chart, write: Write) -> Drawing:
    """One bar for each label, its pieces side by side, their sum at its end."""
    sums = [_sums(chart, index) for index in range(len(chart.labels))]
    totals = [_total(above + below, chart, write) for above, below in sums]
    room = max(width_of(text) for text in totals) + 2 * PAD
    numbers = [edge for pair in sums for edge in pair] + [line.at for line in chart.thresholds]
    scale = _with_room(numbers, room, is_end_only=True)
    shapes, top = legend(chart, top=0.0, always=True)
    for index, label in enumerate(chart.labels):
        texts, top = _label(label, top)
        shapes += [*texts, *_pieces(chart, scale, index, top)]
        end = scale.place(max(sums[index][0], Decimal(0)))
        shapes.append(
            Text(x=tenth(end + PAD), y=tenth(top + BAR - 3), text=totals[index], style="fig-text-strong")
        )
        shapes += _upright(chart, scale, top, top + BAR)
        top += BAR + GAP
    return _finished(chart, scale, shapes, top - GAP)


def _sums(chart: Chart, index: int) -> tuple[Decimal, Decimal]:
    values = [series.values[index] or Decimal(0) for series in chart.series]
    return sum((one for one in values if one > 0), Decimal(0)), sum(
        (one for one in values if one < 0), Decimal(0)
    )


def _total(total: Decimal, chart: Chart, write: Write) -> str:
    return f"{write(total)} {chart.unit}".strip()


def _pieces(chart: Chart, scale: Scale, index: int, top: float) -> list[Shape]:
    shapes: list[Shape] = []
    above = below = Decimal(0)
    for number, series in enumerate(chart.series):
        value = series.values[index]
        if not value:
            continue
        start = above if value > 0 else below
        above, below = (above + value, below) if value > 0 else (above, below + value)
        ends = sorted((scale.place(start), scale.place(start + value)))
        shapes.append(_rect(ends[0], ends[1], top, FILLS[number % len(FILLS)]))
    return shapes


def _with_room(numbers: Sequence[Decimal], room: float, *, is_end_only: bool = False) -> Scale:
    """A scale that leaves room for the values beyond the longest bars."""
    has_negative = any(number < 0 for number in numbers) and not is_end_only
    has_positive = any(number > 0 for number in numbers) or is_end_only
    start = room if has_negative else 1.0
    return scale_from_zero(numbers, start, WIDTH - room if has_positive or not has_negative else WIDTH - 1)


def _label(label: str, top: float) -> tuple[list[Shape], float]:
    lines = wrapped(label, WIDTH, 2)
    shapes: list[Shape] = [
        Text(x=0, y=tenth(top + TEXT + number * LINE_HEIGHT), text=line) for number, line in enumerate(lines)
    ]
    return shapes, top + len(lines) * LINE_HEIGHT + 3


def _bar(scale: Scale, value: Decimal | None, text: str, top: float, style: str) -> list[Shape]:
    zero = scale.place(Decimal(0))
    end = zero if value is None else scale.place(value)
    base = tenth(top + BAR - 3)
    if end < zero:
        words = Text(x=tenth(end - PAD), y=base, text=text, anchor="end", style="fig-text-strong")
        return [_rect(end, zero, top, style), words]
    words = Text(x=tenth(end + PAD), y=base, text=text, style="fig-text-strong")
    return [_rect(zero, end, top, style), words] if value is not None else [words]


def _rect(start: float, end: float, top: float, style: str) -> Rect:
    return Rect(x=tenth(start), y=tenth(top), width=tenth(max(end - start, 1.0)), height=BAR, style=style)


def _upright(chart: Chart, scale: Scale, top: float, bottom: float) -> list[Shape]:
    """Zero and the thresholds beside the bars of one label; they leave the words above free."""
    shapes: list[Shape] = []
    places = [(Decimal(0), "fig-line-soft")] + [(line.at, "chart-threshold") for line in chart.thresholds]
    for at, style in places:
        x = tenth(scale.place(at))
        shapes.append(Line(x1=x, y1=tenth(top - 2), x2=x, y2=tenth(bottom + 4), style=style))
    return shapes


def _finished(chart: Chart, scale: Scale, shapes: list[Shape], bottom: float) -> Drawing:
    below, height = thresholds_below(chart, scale, bottom + 4)
    return Drawing(height=tenth(height + 4), shapes=(*shapes, *below))
