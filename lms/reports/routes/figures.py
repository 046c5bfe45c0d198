"""How many completed what, within the reach of whoever asks: a sentence, charts, a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from flask import abort, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.core import clock
from lms.core.access import Permission
from lms.core.scopes import Reach, ScopeKind
from lms.people.queries.organisations import organisation_choices
from lms.people.rules.regions import wider_regions
from lms.reports.figures import Figures, figures
from lms.reports.forms.filters import FiguresForm, prepare
from lms.reports.queries.completions import completions
from lms.reports.routes.blueprint import bp
from lms.reports.rules.figures import FEWEST
from lms.reports.rules.quarters import Quarter
from lms.reports.wording import say_reach
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.exports import Column, Export, send_export
from lms.web.i18n import language
from lms.web.listing import Asked, ask

Form = TypeVar("Form", bound=FiguresForm)


@bp.get("/results")
@requires(Permission.SEE_ACHIEVEMENTS)
def show_figures() -> tuple[str, int]:
    """The figures that the address asks for; this year's without any time."""
    asked = asked_of(FiguresForm.from_address())
    found = _figures(asked) if asked.is_valid else None
    page = render_template(
        "reports/show_figures.html",
        asked=asked,
        form=asked.form,
        figures=found,
        fewest=FEWEST,
        reach=say_reach(own_reach(), language()),
        is_by_name_too=own_reach().reaches_people,
    )
    return page, 200 if found else 422


@bp.post("/results/export")
@requires(Permission.SEE_ACHIEVEMENTS)
def export_figures() -> Response:
    """The same figures as a file."""
    asked = asked_of(FiguresForm.from_address())
    if not asked.is_valid:
        abort(422)
    rows = list(_rows(_figures(asked)))
    columns: list[Column[_Row]] = [
        Column("by", _("By"), lambda row: row.title, lambda row: row.by),
        Column("part", _("Part"), lambda row: row.label, lambda row: row.part),
        Column("completed", _("Completed"), lambda row: row.count),
    ]
    export = Export(name="results", title=_("Results"), columns=columns, rows=lambda: rows)
    return send_export(export, filters=asked.noted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    by: str
    """`all`, or in what the whole is parted."""
    title: str
    """That in words."""
    part: str
    """As the filter of that name has it; empty for the whole."""
    label: str
    """That in words."""
    count: int | None


def _rows(found: Figures) -> Iterator[_Row]:
    yield _Row(by="all", title=_("All"), part="", label=found.answer, count=found.count)
    for part in found.breakdowns:
        for line in part.lines:
            yield _Row(by=part.name, title=part.title, part=line.key, label=line.label, count=line.count)


def own_reach() -> Reach:
    """Over what this person may see figures."""
    return signed_in().reach(Permission.SEE_ACHIEVEMENTS)


def asked_of(form: FiguresForm) -> Asked:
    """What the address asks, of what lies within reach."""
    organisations = organisation_choices(own_reach())
    prepare(
        form,
        current_catalogue(),
        language=language(),
        now=Quarter.of(clock.now().date()),
        organisations=[(one_id, name) for one_id, name, _region in organisations],
        regions=_regions(region for _id, _name, region in organisations),
    )
    return ask(form, {"name": _("Name")})


def _regions(codes: Iterable[str | None]) -> list[str]:
    """The regions of the organisations there are, and the wider ones around them that have a name."""
    return sorted({one for code in codes if code for one in (*wider_regions(code), code)})


def _figures(asked: Asked) -> Figures:
    form, catalogue, reach = asked.form, current_catalogue(), own_reach()
    assert isinstance(form, FiguresForm)
    wanted = form.wanted(catalogue)
    scoped = {
        slug
        for slug, module in catalogue.modules.items()
        if slug in reach.ids(ScopeKind.MODULE) or module.course in reach.ids(ScopeKind.COURSE)
    }
    return figures(
        completions(wanted, reach, scoped_modules=scoped),
        wanted,
        form,
        catalogue=catalogue,
        language=language(),
        now=Quarter.of(clock.now().date()),
    )
