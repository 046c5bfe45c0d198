"""Who is in which module: the list, and taking it along."""

from flask import Response, abort, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from lms.admin.forms.enrolments import EnrolmentFilter
from lms.admin.queries import enrolments as queries
from lms.admin.queries.enrolments import EnrolmentLine, Wanted
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries, courses, modules_of, modules_within, titles
from lms.core import clock
from lms.core.access import Permission
from lms.core.scopes import Reach
from lms.learning.models import Enrolment
from lms.learning.rules import EnrolmentState
from lms.learning.wording import STATE_TAGS, STATES
from lms.people.rules import LookKind
from lms.people.services import note_list
from lms.quiz.queries.attempts import running_tests
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.exports import Column, Export, rows_of, send_export
from lms.web.i18n import time_zone
from lms.web.listing import Asked, Said, ask, listing

IN_TEST = "under-way"
TESTS: dict[str, Said] = {IN_TEST: lazy_gettext("Under way now, with a time limit")}
SORTS = {
    "-joined": lazy_gettext("Joined, latest first"),
    "joined": lazy_gettext("Joined, earliest first"),
}


@bp.get("/desk/enrolments")
@requires(Permission.MANAGE_ENROLMENTS)
def show_enrolments() -> tuple[str, int]:
    """A page of the list."""
    asked, reach = _asked(), _reach()
    found = listing(
        asked,
        lambda: queries.find_enrolments(
            _wanted(asked.form), reach, current_catalogue(), order=asked.sort, cursor=asked.cursor
        ),
        in_words=lambda count, shown: ngettext(
            "%(shown)s enrolment", "%(shown)s enrolments", count, shown=shown
        ),
    )
    page = render_template(
        "admin/show_enrolments.html",
        listing=found,
        titles=titles(),
        countries=countries(),
        states=STATES,
        tags=STATE_TAGS,
        tests=running_tests([one.id for one in found.rows], clock.now()),
    )
    return page, found.status


@bp.post("/desk/enrolments/export")
@requires(Permission.MANAGE_ENROLMENTS)
def export_enrolments() -> Response:
    """The whole list as it is filtered, as a file."""
    asked, reach, catalogue = _asked(), _reach(), current_catalogue()
    if not asked.is_valid:
        abort(422)
    found = queries.all_enrolments(_wanted(asked.form), reach, catalogue, order=asked.sort)
    query = note_list(signed_in().id, found, LookKind.PATH, user_id=Enrolment.user_id)
    export = Export(
        name="enrolments",
        title=_("Enrolments"),
        columns=_columns(),
        rows=lambda: rows_of(query, queries.lines),
    )
    return send_export(export, filters=asked.noted)


def _columns() -> list[Column[EnrolmentLine]]:
    names = titles()
    return [
        Column("name", _("Name"), lambda one: one.name),
        Column("email", _("E-mail address"), lambda one: one.email),
        Column("organisation", _("Organisation"), lambda one: one.organisation),
        Column("country", _("Country"), lambda one: one.country),
        Column("module", _("Module"), lambda one: one.module_slug),
        Column("title", _("Title"), lambda one: names.get(one.module_slug, "")),
        Column("state", _("State"), lambda one: str(STATES[one.state]), lambda one: one.state),
        Column("joined_at", _("Joined"), lambda one: one.enrolled_at),
        Column("last_step_at", _("Last step"), lambda one: one.last_step_at),
        Column("completed_at", _("Completed"), lambda one: one.completed_at),
    ]


def _reach() -> Reach:
    return signed_in().reach(Permission.MANAGE_ENROLMENTS)


def _asked() -> Asked:
    form = EnrolmentFilter.from_address()
    form.module.offer(modules_within(_reach()))
    form.course.offer(courses())
    form.state.offer({state.value: words for state, words in STATES.items()})
    form.test.offer(TESTS)
    form.country.offer(countries())
    return ask(form, SORTS)


def _wanted(form: EnrolmentFilter) -> Wanted:
    state = form.state.data
    return Wanted(
        typed=form.q.data or "",
        modules=_modules(form.module.data, form.course.data),
        state=EnrolmentState(state) if state else None,
        is_in_test=form.test.data == IN_TEST,
        country=form.country.data or "",
        since=form.since.data,
        until=form.until.data,
        zone=time_zone(),
    )


def _modules(module: str | None, course: str | None) -> frozenset[str] | None:
    """Both at once: what lies in both."""
    of_course = modules_of(course) if course else None
    if not module:
        return of_course
    return frozenset({module}) if of_course is None else of_course & {module}
