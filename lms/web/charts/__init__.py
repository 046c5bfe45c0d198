"""Charts as pure geometry: numbers go in, shapes come out; `templates/_charts.html` draws them as SVG."""

from lms.content.tools.model import ChartKind
from lms.web.charts.data import Chart, Series, Threshold
from lms.web.charts.drawing import draw
from lms.web.charts.shapes import Drawing

__all__ = ["Chart", "ChartKind", "Drawing", "Series", "Threshold", "draw"]
