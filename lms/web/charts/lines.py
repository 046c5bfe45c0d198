"""Lines over points in order, such as months."""

from collections.abc import Iterator
from decimal import Decimal

from lms.web.charts.data import Chart, Series, Write
from lms.web.charts.legend import SWATCH, dashed_entry
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
    shortened,
    tenth,
    width_of,
    wrapped,
)

PLOT = 190.0
STROKES = 6
FORMS = ("circle", "square", "diamond")
FEW_POINTS = 13
"""Up to so many, each point is marked."""


def draw_lines(chart: Chart, write: Write) -> Drawing:
    """A line for each series over a common axis, thresholds dashed across."""
    shapes, top = _legend(chart)
    numbers = [*chart.numbers, *(line.at for line in chart.thresholds)]
    top += TEXT
    scale, step = round_scale(numbers, top + PLOT, top)
    marks = [(mark, write(mark)) for mark in marks_of(scale, step)]
    left = max(width_of(text) for _mark, text in marks) + 8
    right = WIDTH - 6
    shapes += _grid(scale, marks, left, right)
    places = _places(len(chart.labels), left + 4, right)
    for threshold in chart.thresholds:
        y = tenth(scale.place(threshold.at))
        shapes.append(Line(x1=tenth(left), y1=y, x2=right, y2=y, style="chart-threshold"))
    for number, series in enumerate(chart.series):
        shapes += _series(series, number, places, scale)
    bottom = top + PLOT + 4
    shapes += _labels(chart, places, bottom)
    return Drawing(height=tenth(bottom + LINE_HEIGHT + 4), shapes=tuple(shapes))


def _legend(chart: Chart) -> tuple[list[Shape], float]:
    shapes: list[Shape] = []
    top = 0.0
    if len(chart.series) > 1:
        for number, series in enumerate(chart.series):
            middle = tenth(top + TEXT / 2 + 3)
            stroke = f"chart-line-{number % STROKES + 1}"
            shapes.append(Path(d=f"M0 {middle}H{SWATCH + 2}", style=stroke))
            shapes.append(Dot(x=(SWATCH + 2) / 2, y=middle, style=_dot(number), form=FORMS[number % 3]))
            for line in wrapped(series.name, WIDTH - 24, 2):
                shapes.append(Text(x=24, y=tenth(top + TEXT), text=line))
                top += LINE_HEIGHT
    for threshold in chart.thresholds:
        more, top = dashed_entry(threshold.label, top)
        shapes += more
    return shapes, top + (10 if shapes else 0)


def _dot(number: int) -> str:
    return f"chart-fill-{number % STROKES + 1}"


def _grid(scale: Scale, marks: list[tuple[Decimal, str]], left: float, right: float) -> Iterator[Shape]:
    for mark, text in marks:
        y = tenth(scale.place(mark))
        style = "fig-line-soft" if mark == 0 else "chart-grid"
        yield Line(x1=tenth(left), y1=y, x2=right, y2=y, style=style)
        yield Text(x=tenth(left - 6), y=tenth(y + 5), text=text, anchor="end", style="fig-text-muted")


def _places(count: int, left: float, right: float) -> list[float]:
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left - 4) * number / (count - 1) for number in range(count)]


def _series(series: Series, number: int, places: list[float], scale: Scale) -> Iterator[Shape]:
    points = [
        (tenth(x), tenth(scale.place(value))) if value is not None else None
        for x, value in zip(places, series.values, strict=True)
    ]
    for run in _runs(points):
        d = "M" + "L".join(f"{x} {y}" for x, y in run)
        yield Path(d=d, style=f"chart-line-{number % STROKES + 1}")
        if len(points) <= FEW_POINTS or len(run) == 1:
            for x, y in run:
                yield Dot(x=x, y=y, style=_dot(number), form=FORMS[number % 3])


def _runs(points: list[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """Stretches of points without a gap."""
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []


def _labels(chart: Chart, places: list[float], bottom: float) -> Iterator[Shape]:
    """As many labels as have room, the first and the last among them."""
    last = len(places) - 1
    widest = max(min(width_of(label), 110.0) for label in chart.labels) + 10
    every = max(1, -(-len(places) * int(widest) // int(WIDTH - places[0])))
    shown = [index for index in range(0, last + 1, every) if last - index >= every or index == last]
    for index in dict.fromkeys([*shown, last]):
        text = shortened(chart.labels[index], 110.0)
        half = width_of(text) / 2
        x = min(max(places[index], half), WIDTH - half)
        yield Text(x=tenth(x), y=tenth(bottom + TEXT), text=text, anchor="middle", style="fig-text-muted")
