"""Who is in a module, where they stand, and the same as a file."""

from flask import Response, abort, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Permission
from lms.core.paging import sorted_by
from lms.learning.models import Enrolment
from lms.learning.wording import STATE_TAGS
from lms.people.rules import LookKind
from lms.people.services import note_list, note_new_looks
from lms.reports.queries.teaching_participants import Wanted, find_participants, order_of, participants
from lms.teaching.forms.participants import ParticipantFilter, asked_participants
from lms.teaching.participants import Line, lines_from
from lms.teaching.routes.blueprint import bp
from lms.teaching.routes.modules import present_module
from lms.teaching.wording import STANDINGS, STANDINGS_SHORT, country_name
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.exports import Column, Export, rows_of, send_export
from lms.web.i18n import language
from lms.web.listing import listing


@bp.get("/teaching/modules/<module_slug>/participants")
@requires(Permission.SEE_PARTICIPANTS)
def show_participants(module_slug: str) -> tuple[str, int]:
    """The list, longest without a step first; whose place it shows can see who looked."""
    module = present_module(module_slug)
    form, asked = asked_participants()
    wanted, catalogue, spoken = _wanted(form, module), current_catalogue(), language()
    found = listing(
        asked,
        lambda: find_participants(wanted, sort=asked.sort, cursor=asked.cursor, looker_id=signed_in().id),
        in_words=lambda count, shown: ngettext("%(shown)s person", "%(shown)s people", count, shown=shown),
    )
    lines = lines_from(found.rows, catalogue, module, spoken, wanted.now)
    noted = {row.user_id for row in found.rows if row.is_noted}
    placed = {line.person.user_id for line in lines if line.where}
    note_new_looks(signed_in().id, placed - noted, LookKind.PATH)
    page = render_template(
        "teaching/show_participants.html",
        module=module,
        text=module.text(spoken),
        listing=found,
        lines={line.person.enrolment_id: line for line in lines},
        standing=form.standing,
        standings=STANDINGS,
        short=STANDINGS_SHORT,
        tags=STATE_TAGS,
        all_standings=list(STANDINGS),
        country_name=country_name,
    )
    return page, found.status


@bp.post("/teaching/modules/<module_slug>/participants/export")
@requires(Permission.SEE_PARTICIPANTS)
def export_participants(module_slug: str) -> Response:
    """All rows of the list as it is filtered."""
    module = present_module(module_slug)
    form, asked = asked_participants()
    if not asked.is_valid:
        abort(422)
    wanted, catalogue, spoken = _wanted(form, module), current_catalogue(), language()
    found = note_list(signed_in().id, participants(wanted), LookKind.PATH, user_id=Enrolment.user_id)
    query = sorted_by(found, order_of(wanted, asked.sort))
    export = Export(
        name=f"participants-{module.slug}",
        title=_("Participants"),
        columns=_columns(),
        rows=lambda: rows_of(query, lambda rows: lines_from(rows, catalogue, module, spoken, wanted.now)),
    )
    return send_export(export, filters=asked.noted)


def _wanted(form: ParticipantFilter, module: Module) -> Wanted:
    return Wanted(
        module_slug=module.slug,
        now=clock.now(),
        standing=form.standing,
        words=form.q.data or "",
        country=form.country.data or "",
    )


def _columns() -> list[Column[Line]]:
    return [
        Column("name", _("Name"), lambda line: line.person.name),
        Column("organisation", _("Organisation"), lambda line: line.person.organisation),
        Column("country", _("Country"), lambda line: line.person.country),
        Column(
            "standing",
            _("Where they stand"),
            lambda line: str(STANDINGS_SHORT[line.standing]),
            lambda line: line.standing,
        ),
        Column("joined", _("Joined"), lambda line: line.person.joined_at),
        Column("last_step", _("Last step"), lambda line: line.person.last_step_at),
        Column("last_lesson", _("Where"), lambda line: line.where),
        Column("percent", _("Per cent done"), lambda line: line.percent),
    ]
