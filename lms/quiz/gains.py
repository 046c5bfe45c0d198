"""Learning gains as pages show them: a line in words for each outcome, and a chart of them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from flask_babel import gettext as _

from lms.content.outline import Module
from lms.quiz.models import Attempt
from lms.quiz.queries.attempts import attempts_of
from lms.quiz.queries.gains import outcome_scores_of, preparation_taken
from lms.quiz.rules import gain
from lms.web.charts import Chart, ChartKind, Drawing, Series, draw
from lms.web.filters import show_number


class Gained(Protocol):
    """A learning outcome before and after, in per cent."""

    @property
    def learning_outcome(self) -> str:
        """Its id."""

    @property
    def before(self) -> Decimal:
        """In the preparation test."""

    @property
    def after(self) -> Decimal:
        """In the final test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GainLine:
    """A learning outcome before and after, in whole per cent."""

    label: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """Percentage points, as the two figures beside it say."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class GainView:
    """All outcomes that can be compared."""

    lines: tuple[GainLine, ...]
    chart: Chart
    drawing: Drawing | None


def own_gain(user_id: str, module: Module, language: str, shown: Attempt | None = None) -> GainView | None:
    """What a person gained by the final test shown, else by the one that counts; None without both tests."""
    before = preparation_taken(user_id, module.slug)
    if before is None:
        return None
    after = shown or gain.counting(attempts_of(user_id, module.slug))
    if after is None:
        return None
    return gain_view(gain.gains(before.outcome_scores or {}, outcome_scores_of(after)), module, language)


def gain_view(gains: Sequence[Gained], module: Module, language: str) -> GainView | None:
    """Gains of a module in words of a language; None where there are none."""
    labels = module.text(language).learning_outcomes
    lines = tuple(
        GainLine(
            label=_sentence(labels.get(one.learning_outcome, one.learning_outcome)),
            before=_whole(one.before),
            after=_whole(one.after),
        )
        for one in gains
    )
    if not lines:
        return None
    chart = _chart(module.slug, lines)
    return GainView(lines=lines, chart=chart, drawing=draw(chart, show_number))


def _chart(name: str, lines: Sequence[GainLine]) -> Chart:
    return Chart(
        id=f"gain-{name}",
        kind=ChartKind.BAR,
        title=_("Before and after the module"),
        labels=tuple(line.label for line in lines),
        label_name=_("Learning outcome"),
        unit="%",
        series=(
            _series(_("Before"), [line.before for line in lines]),
            _series(_("After"), [line.after for line in lines]),
        ),
    )


def _series(name: str, values: Sequence[int]) -> Series:
    return Series(
        name=name,
        values=tuple(Decimal(value) for value in values),
        texts=tuple(_("%(percent)s\u00a0%%", percent=show_number(value)) for value in values),
    )


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def _whole(percent: Decimal) -> int:
    return int(percent.quantize(Decimal(1), rounding=ROUND_HALF_UP))
