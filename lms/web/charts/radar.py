"""A net: one spoke for each label, numbered; the labels stand below with their values."""

from collections.abc import Sequence
from decimal import Decimal
from math import cos, pi, sin

from lms.web.charts.data import Chart, Series, Write
from lms.web.charts.legend import dashed_entry, legend
from lms.web.charts.lines import FORMS, STROKES
from lms.web.charts.scales import Scale, marks_of, round_scale
from lms.web.charts.shapes import (
    LINE_HEIGHT,
    TEXT,
    WIDTH,
    Dot,
    Drawing,
    Line,
    Path,
    Shape,
    Text,
    tenth,
    width_of,
    wrapped,
)

RADIUS = 118.0
FEWEST = 3
"""Spokes that make a net; with fewer, bars say more."""


def draw_radar(chart: Chart, write: Write) -> Drawing:
    """The net with one outline for each series."""
    shapes, top = legend(chart, 0.0)
    centre = top + RADIUS + LINE_HEIGHT + 6
    numbers = [*chart.numbers, *(line.at for line in chart.thresholds)]
    scale, step = round_scale(numbers, 0.0, RADIUS)
    count = len(chart.labels)
    shapes += _net(scale, step, count, centre, write)
    for threshold in chart.thresholds:
        ring = _outline([scale.place(threshold.at)] * count, centre)
        shapes.append(Path(d=ring, style="chart-threshold"))
    for number, series in enumerate(chart.series):
        shapes += _series(series, number, scale, centre)
    top = centre + RADIUS + LINE_HEIGHT + 14
    more, top = _labels(chart, top)
    return Drawing(height=tenth(top + 4), shapes=(*shapes, *more))


def _point(index: int, count: int, radius: float, centre: float) -> tuple[float, float]:
    angle = 2 * pi * index / count - pi / 2
    return tenth(WIDTH / 2 + radius * cos(angle)), tenth(centre + radius * sin(angle))


def _outline(radii: Sequence[float], centre: float) -> str:
    points = [_point(index, len(radii), radius, centre) for index, radius in enumerate(radii)]
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"


def _net(scale: Scale, step: Decimal, count: int, centre: float, write: Write) -> list[Shape]:
    marks = marks_of(scale, step)
    shapes: list[Shape] = [
        Path(d=_outline([scale.place(mark)] * count, centre), style="chart-grid") for mark in marks[1:]
    ]
    for index in range(count):
        x, y = _point(index, count, RADIUS, centre)
        shapes.append(Line(x1=WIDTH / 2, y1=centre, x2=x, y2=y, style="chart-grid"))
        x, y = _point(index, count, RADIUS + 13, centre)
        shapes.append(
            Text(x=x, y=tenth(y + 5), text=str(index + 1), anchor="middle", style="fig-text-strong")
        )
    y = tenth(centre - scale.place(marks[-1]) + 5)
    shapes.append(Text(x=WIDTH / 2 - 14, y=y, text=write(marks[-1]), anchor="end", style="fig-text-muted"))
    return shapes


def _series(series: Series, number: int, scale: Scale, centre: float) -> list[Shape]:
    radii = [scale.place(value if value is not None else scale.least) for value in series.values]
    style = f"chart-line-{number % STROKES + 1}"
    shapes: list[Shape] = [Path(d=_outline(radii, centre), style=f"{style} chart-area")]
    for index, value in enumerate(series.values):
        if value is not None:
            x, y = _point(index, len(radii), radii[index], centre)
            shapes.append(
                Dot(x=x, y=y, style=f"chart-fill-{number % STROKES + 1}", form=FORMS[number % len(FORMS)])
            )
    return shapes


def _labels(chart: Chart, top: float) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    for index, label in enumerate(chart.labels):
        values = " · ".join(one.texts[index] for one in chart.series)
        room = WIDTH - 24 - width_of(values) - 12
        is_beside = room > WIDTH / 3
        lines = wrapped(label, room if is_beside else WIDTH - 24, 2)
        y = tenth(top + TEXT)
        shapes.append(Text(x=0, y=y, text=str(index + 1), style="fig-text-strong"))
        if not is_beside:
            y = tenth(y + len(lines) * LINE_HEIGHT)
        shapes.append(Text(x=WIDTH, y=y, text=values, anchor="end", style="fig-text-strong"))
        for line in lines:
            shapes.append(Text(x=24, y=tenth(top + TEXT), text=line))
            top += LINE_HEIGHT
        top += 4 if is_beside else LINE_HEIGHT + 4
    for threshold in chart.thresholds:
        more, top = dashed_entry(threshold.label, top)
        shapes += more
    return shapes, top
