"""Where the shapes of charts stand: inside the drawing, in proportion, legible."""

from decimal import Decimal
from time import process_time

import pytest

from lms.web.charts import Chart, ChartKind, Drawing, Series, Threshold, draw
from lms.web.charts.scales import marks_of, round_scale
from lms.web.charts.shapes import TEXT, WIDTH, Dot, Line, Path, Rect, Text, shortened, width_of, wrapped

LONG = "Klusteriorganisaatioiden kansainvälistymisvalmiuksien kehittämissuunnitelma"
NOTHING: list[float | None] = [None, None, None]


def chart(
    kind: str, *columns: list[float | None], labels: list[str] | None = None, at: list[float] | None = None
) -> Chart:
    names = labels or [f"Row {number}" for number in range(1, len(columns[0]) + 1)]
    return Chart(
        id="c",
        kind=ChartKind(kind),
        title="A chart",
        labels=tuple(names),
        series=tuple(
            Series(
                name=f"Series {number}",
                values=tuple(None if one is None else Decimal(str(one)) for one in column),
                texts=tuple("–" if one is None else f"{one:g}" for one in column),
            )
            for number, column in enumerate(columns)
        ),
        thresholds=tuple(Threshold(at=Decimal(str(one)), label=f"line at {one}") for one in at or []),
    )


def drawn(made: Chart) -> Drawing:
    drawing = draw(made)
    assert drawing is not None
    return drawing


def bars(drawing: Drawing) -> list[Rect]:
    return [one for one in drawing.shapes if isinstance(one, Rect) and one.height == 16]


def texts(drawing: Drawing) -> list[str]:
    return [one.text for one in drawing.shapes if isinstance(one, Text)]


def edges(shape: object) -> tuple[float, float, float, float]:
    """Left, right, top, bottom."""
    match shape:
        case Rect():
            return shape.x, shape.x + shape.width, shape.y, shape.y + shape.height
        case Line():
            return min(shape.x1, shape.x2), max(shape.x1, shape.x2), min(shape.y1, shape.y2), shape.y2
        case Text():
            start = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * width_of(shape.text)
            return shape.x - start, shape.x - start + width_of(shape.text), shape.y - TEXT, shape.y
        case Dot():
            return shape.x, shape.x, shape.y, shape.y
    return 0, 0, 0, 0


MANY: list[float | None] = [float(number * number) for number in range(36)]
CASES = [
    chart("bar", [1.87, 3.04]),
    chart("bar", [1.87, -3.04, 0], at=[1]),
    chart("bar", [-1, -2]),
    chart("bar", [0, 0]),
    chart("bar", [1e15, 1, None], [2, None, 3], labels=[LONG, LONG * 3, "x"], at=[5e14]),
    chart("bar", MANY[:20], at=[400, 900]),
    chart("stacked", [1, 2], [3, -4], [None, 5], labels=[LONG, "b"]),
    chart("line", MANY, at=[600]),
    chart("line", [1, None, 3, -2, None], [5, 4, 3, 2, 1]),
    chart("line", [7], labels=[LONG]),
    chart("line", [0.001, 0.002], at=[0.0015]),
    chart("radar", [1, 2, 0, 3, 4, None, 2], labels=[LONG] * 7, at=[2]),
    chart("radar", [1, 2, 3], [3, 2, 1]),
    chart("radar", [1, 2]),
]


@pytest.mark.parametrize("made", CASES, ids=lambda made: f"{made.kind}-{len(made.labels)}")
def test_everything_stands_inside_the_drawing(made: Chart) -> None:
    drawing = drawn(made)
    for shape in drawing.shapes:
        left, right, top, bottom = edges(shape)
        assert left >= -1, shape
        assert right <= WIDTH + 1, shape
        assert top >= -1, shape
        assert bottom <= drawing.height + 1, shape


@pytest.mark.parametrize("kind", list(ChartKind))
def test_without_numbers_there_is_nothing_to_draw(kind: ChartKind) -> None:
    assert draw(chart(kind, NOTHING)) is None
    assert draw(chart(kind, [])) is None


def test_bars_are_as_long_as_their_numbers() -> None:
    short, long = bars(drawn(chart("bar", [1, 4])))
    assert long.width == pytest.approx(4 * short.width, abs=0.5)


def test_every_value_is_written_at_its_bar() -> None:
    assert {"1.87", "3.04", "–"} <= set(texts(drawn(chart("bar", [1.87, 3.04, None]))))


def test_negative_bars_go_the_other_way_from_zero() -> None:
    up, down = bars(drawn(chart("bar", [2, -2])))
    assert down.x + down.width == pytest.approx(up.x, abs=0.2)
    assert up.width == pytest.approx(down.width, abs=0.5)


def test_a_threshold_stands_at_its_place_and_is_named() -> None:
    drawing = drawn(chart("bar", [2, 4], at=[2]))
    first = bars(drawing)[0]
    lines = [one for one in drawing.shapes if isinstance(one, Line) and one.style == "chart-threshold"]
    assert [one.x1 for one in lines] == [pytest.approx(first.x + first.width, abs=0.2)] * 2
    assert "line at 2" in texts(drawing)


def test_pieces_of_a_stacked_bar_lie_side_by_side_and_their_sum_is_written() -> None:
    one, two = bars(drawn(chart("stacked", [1], [3])))
    assert two.x == pytest.approx(one.x + one.width, abs=0.2)
    assert "4" in texts(drawn(chart("stacked", [1], [3])))


def test_series_are_told_apart_by_more_than_colour() -> None:
    drawing = drawn(chart("line", [1, 2], [2, 1], [3, 3]))
    assert {one.form for one in drawing.shapes if isinstance(one, Dot)} == {"circle", "square", "diamond"}
    assert {"Series 0", "Series 1", "Series 2"} <= set(texts(drawing))


def test_a_gap_in_a_line_stays_a_gap() -> None:
    paths = [one for one in drawn(chart("line", [1, 2, None, 4, 5])).shapes if isinstance(one, Path)]
    assert len(paths) == 2


def test_a_net_of_two_is_drawn_as_bars() -> None:
    assert len(bars(drawn(chart("radar", [1, 2])))) == 2


@pytest.mark.parametrize("most", ["0.004", "1", "3", "7", "99", "12345", "1e12"])
def test_an_axis_has_a_few_round_marks(most: str) -> None:
    scale, step = round_scale([Decimal(most)], 0, 100)
    marks = marks_of(scale, step)
    assert 3 <= len(marks) <= 7
    assert marks[0] == 0
    assert marks[-1] >= Decimal(most)
    assert len(step.normalize().as_tuple().digits) <= 2


def test_long_labels_are_cut_into_lines_that_fit() -> None:
    lines = wrapped(f"{LONG} {LONG}", 150, 2)
    assert len(lines) == 2
    assert all(width_of(line) <= 150 for line in lines)
    assert lines[-1].endswith("…")


def test_a_text_without_spaces_is_shortened_at_once() -> None:
    start = process_time()
    (line,) = wrapped("x" * 30_000, 150, 1)
    assert process_time() - start < 2
    assert line.endswith("x…")
    assert width_of(line) <= 150 < width_of(f"{line}x")


@pytest.mark.parametrize(("text", "width", "expected"), [("word", 0, "…"), ("", 0, ""), ("word", 99, "word")])
def test_shortening_knows_its_ends(text: str, width: float, expected: str) -> None:
    assert shortened(text, width) == expected
