"""Figures of tests as charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext

from lms.quiz.rules.statistics import Group
from lms.quiz.rules.statistics_report import ItemReport, OverallReport, PartCount
from lms.quiz.wording import statistics as words
from lms.web.charts import Chart, ChartKind, Drawing, Series, Threshold, draw


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A chart with its drawing, as templates take it."""

    chart: Chart
    drawing: Drawing | None


def scores_chart(report: OverallReport) -> ChartView:
    """How many tests reached how much."""
    labels = [f"{tenth * 10}–{tenth * 10 + 10} %" for tenth in range(10)]
    start = next((place for place, n in enumerate(report.scores) if n), 0)
    return _bars(
        "scores",
        gettext("Results of first tries"),
        gettext("Points"),
        labels[start:],
        [(gettext("Tries"), list(report.scores[start:]))],
    )


def thirds_chart(report: ItemReport) -> ChartView | None:
    """How the thirds did on an item."""
    if report.thirds is None or report.figures is None:
        return None
    shown = [(str(name), third) for name, third in zip(words.THIRDS, report.thirds, strict=True) if third.n]
    guess = report.figures.guess
    line = [Threshold(at=_percent(guess), label=gettext("by guessing"))] if guess else []
    return _bars(
        "thirds",
        gettext("Facility by third of all results"),
        gettext("Third"),
        [f"{name} ({third.n})" for name, third in shown],
        [(gettext("Facility"), [_percent(third.facility) for _name, third in shown])],
        unit="%",
        thresholds=line,
    )


def groups_chart(
    name: str, title: str, label_name: str, groups: Sequence[Group], labels: Sequence[str]
) -> ChartView:
    """How groups of tries did on an item."""
    shown = [f"{label} ({group.n})" for label, group in zip(labels, groups, strict=True)]
    values = [_percent(group.facility) for group in groups]
    return _bars(name, title, label_name, shown, [(gettext("Facility"), values)], unit="%")


def answers_chart(counted: PartCount, labels: Sequence[str]) -> ChartView:
    """Which answers the lower and the upper third gave, in per cent of each."""
    sizes = [sum(answer.by_third[place] for answer in counted.answers) for place in range(3)]
    thirds = [place for place in (0, 2) if sizes[place]]
    series = [
        (str(words.THIRDS[place]), [_percent(one.by_third[place] / sizes[place]) for one in counted.answers])
        for place in thirds
    ]
    return _bars(
        "answers",
        gettext("Answers of the lower and the upper third"),
        gettext("Answer"),
        labels,
        series,
        unit="%",
    )


def _percent(share: float) -> Decimal:
    return Decimal(round(100 * share))


def _bars(
    name: str,
    title: str,
    label_name: str,
    labels: Sequence[str],
    columns: Sequence[tuple[str, Sequence[Decimal | int]]],
    *,
    unit: str = "",
    thresholds: Sequence[Threshold] = (),
) -> ChartView:
    series = [
        Series(
            name=of,
            values=tuple(Decimal(value) for value in values),
            texts=tuple(f"{value} {unit}".strip() for value in values),
        )
        for of, values in columns
    ]
    chart = Chart(
        id=name,
        kind=ChartKind.BAR,
        title=title,
        labels=tuple(labels),
        label_name=label_name,
        series=tuple(series),
        unit=unit,
        thresholds=tuple(thresholds),
    )
    return ChartView(chart=chart, drawing=draw(chart))
