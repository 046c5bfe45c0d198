"""From a chart to its drawing."""

from lms.content.tools.model import ChartKind
from lms.web.charts.bars import draw_bars, draw_stacked
from lms.web.charts.data import Chart, Write
from lms.web.charts.lines import draw_lines
from lms.web.charts.radar import FEWEST, draw_radar
from lms.web.charts.shapes import Drawing


def draw(chart: Chart, write: Write = str) -> Drawing | None:
    """The shapes of a chart; `write` writes the numbers of its axes. None where there is nothing to draw."""
    if chart.is_empty:
        return None
    match chart.kind:
        case ChartKind.STACKED:
            return draw_stacked(chart, write)
        case ChartKind.LINE:
            return draw_lines(chart, write)
        case ChartKind.RADAR if len(chart.labels) >= FEWEST:
            return draw_radar(chart, write)
    return draw_bars(chart, write)
