"""Learning gains of the whole programme, in means, for those who answer for it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from flask import Response, render_template
from flask_babel import gettext as _

from lms.content.outline import Module, ModuleText
from lms.core.access import Permission
from lms.core.spreadsheet_text import csv_of
from lms.quiz.gains import GainView, gain_view
from lms.quiz.queries.gains import MeanGain, mean_gains
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.gain import FEWEST_PEOPLE
from lms.web.access import own_reach, requires
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanLine:
    """A learning outcome of a module, in means to a tenth of a per cent."""

    outcome: str
    label: str
    people: int
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """Percentage points gained."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleGain:
    """All outcomes of a module of which enough people took both tests."""

    module: Module
    text: ModuleText
    lines: tuple[MeanLine, ...]
    view: GainView | None
    """None where fewer people than that did."""


@bp.get("/teaching/learning-gain")
@requires(Permission.SEE_LEARNING_GAIN)
def show_learning_gain() -> str:
    """Means before and after, per module and outcome; nothing of groups so small that they tell of people."""
    return render_template("quiz/show_learning_gain.html", gains=_gains(), fewest=FEWEST_PEOPLE)


@bp.get("/teaching/learning-gain.csv")
@requires(Permission.SEE_LEARNING_GAIN)
def download_learning_gain() -> Response:
    """The same as a table for a spreadsheet."""
    head = [_("Module"), _("Title"), _("Outcome"), _("Learning outcome"), _("People")]
    head += [_("Mean before, per cent"), _("Mean after, per cent"), _("Mean gain, percentage points")]
    rows = [_row(one.module, one.text, line) for one in _gains() for line in one.lines]
    response = Response(csv_of(head, rows), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename="learning-gain.csv")
    return response


def _row(module: Module, text: ModuleText, line: MeanLine) -> tuple[str | int | Decimal, ...]:
    means = (line.people, line.before, line.after, line.difference)
    return (module.id, text.title, line.outcome, line.label, *means)


def _gains() -> list[ModuleGain]:
    means = mean_gains()
    reach = own_reach(Permission.SEE_LEARNING_GAIN)
    return [
        _module_gain(module, means)
        for module in current_catalogue().modules.values()
        if module.preparation is not None and reach.covers_module(course=module.course, module=module.slug)
    ]


def _module_gain(module: Module, means: tuple[MeanGain, ...]) -> ModuleGain:
    text = module.text(language())
    by_outcome = {one.learning_outcome: one for one in means if one.module_slug == module.slug}
    own = [by_outcome[outcome] for outcome in module.learning_outcomes if outcome in by_outcome]
    return ModuleGain(
        module=module,
        text=text,
        lines=tuple(_line(one, text) for one in own),
        view=gain_view(own, module, language()),
    )


def _line(mean: MeanGain, text: ModuleText) -> MeanLine:
    label = text.learning_outcomes.get(mean.learning_outcome, mean.learning_outcome)
    return MeanLine(
        outcome=mean.learning_outcome,
        label=label[:1].upper() + label[1:],
        people=mean.people,
        before=mean.before.quantize(TENTH, rounding=ROUND_HALF_UP),
        after=mean.after.quantize(TENTH, rounding=ROUND_HALF_UP),
    )
