"""What colours and dashed lines mean, in words beside them."""

from lms.web.charts.data import Chart
from lms.web.charts.scales import Scale
from lms.web.charts.shapes import LINE_HEIGHT, TEXT, WIDTH, Line, Rect, Shape, Text, tenth, width_of, wrapped

FILLS = ("chart-fill-1", "chart-fill-2", "chart-fill-3", "chart-fill-4", "chart-fill-5", "chart-fill-6")
SWATCH = 14.0
INDENT = SWATCH + 8


def legend(chart: Chart, top: float, *, always: bool = False) -> tuple[list[Shape], float]:
    """A line for each series with its colour, in the order in which they are drawn; none for a single one."""
    shapes: list[Shape] = []
    if len(chart.series) < 2 and not always:
        return shapes, top
    for number, series in enumerate(chart.series):
        style = FILLS[number % len(FILLS)]
        shapes.append(Rect(x=0.5, y=tenth(top + 3), width=SWATCH, height=SWATCH, style=style))
        lines = wrapped(series.name, WIDTH - INDENT, 2)
        for line in lines:
            shapes.append(Text(x=INDENT, y=tenth(top + TEXT), text=line))
            top += LINE_HEIGHT
        top += 2
    return shapes, top + 10


def thresholds_below(chart: Chart, scale: Scale, top: float) -> tuple[list[Shape], float]:
    """The labels of thresholds below a chart of bars, each as near to its line as there is room."""
    shapes: list[Shape] = []
    for threshold in chart.thresholds:
        x = scale.place(threshold.at)
        for line in wrapped(threshold.label, WIDTH - 8, 2):
            half = width_of(line) / 2
            middle = min(max(x, half), WIDTH - half)
            shapes.append(
                Text(x=tenth(middle), y=tenth(top + TEXT), text=line, anchor="middle", style="fig-text-muted")
            )
            top += LINE_HEIGHT
    return shapes, top


def dashed_entry(label: str, top: float) -> tuple[list[Shape], float]:
    """A threshold explained in a line of its own."""
    middle = tenth(top + TEXT / 2 + 3)
    shapes: list[Shape] = [Line(x1=0, y1=middle, x2=SWATCH + 2, y2=middle, style="chart-threshold")]
    for line in wrapped(label, WIDTH - INDENT, 2):
        shapes.append(Text(x=INDENT, y=tenth(top + TEXT), text=line, style="fig-text-muted"))
        top += LINE_HEIGHT
    return shapes, top
