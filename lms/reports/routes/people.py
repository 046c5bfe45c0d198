"""By name: people who agreed to be seen, what they completed, and the certificates they hold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Row
from werkzeug.wrappers import Response

from lms.core import clock
from lms.core.access import Permission
from lms.core.paging import Page, page_of, sorted_by
from lms.people.models import User
from lms.people.queries.looks import is_looked_at
from lms.people.rules import LookKind
from lms.people.services import note_list, note_new_looks
from lms.reports.forms.filters import PeopleForm, country_name
from lms.reports.queries.people import BY_NAME, Fact, facts_of, lines, people, people_along
from lms.reports.routes.blueprint import bp
from lms.reports.routes.figures import asked_of, own_reach
from lms.reports.wording import say_people
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.exports import Column, Export, rows_of, send_export
from lms.web.i18n import language
from lms.web.listing import Asked, listing

COUNTED_UP_TO = 500
"""Fewer than elsewhere: of each who is counted, what they agreed to and completed is looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Achiever:
    """Somebody who agreed, and what they achieved."""

    id: str
    name: str
    country: str
    """In words."""
    country_code: str
    organisations: tuple[str, ...]
    modules: tuple[tuple[str, Fact], ...]
    """Title, and when."""
    certificates: tuple[Fact, ...]


@bp.get("/results/people")
@requires(Permission.SEE_ACHIEVEMENTS)
def show_people() -> tuple[str, int]:
    """A page of them; that they were seen is noted for each."""
    asked = asked_of(PeopleForm.from_address())
    if not own_reach().reaches_people:
        return render_template("reports/show_nobody.html"), 200
    shown = listing(asked, lambda: _page(asked), in_words=_count)
    reach = say_people(own_reach(), language())
    return render_template("reports/show_people.html", listing=shown, reach=reach), shown.status


@bp.post("/results/people/export")
@requires(Permission.SEE_ACHIEVEMENTS)
def export_people() -> Response:
    """All of them as a file."""
    asked = asked_of(PeopleForm.from_address())
    if not asked.is_valid:
        abort(422)
    query = note_list(signed_in().id, _query(asked), LookKind.ACHIEVEMENTS, user_id=User.id)
    export = Export(
        name="results-by-name",
        title=_("Results by name"),
        columns=_columns(),
        rows=lambda: rows_of(sorted_by(query, BY_NAME), _achievers),
    )
    return send_export(export, filters=asked.noted)


def _columns() -> list[Column[Achiever]]:
    return [
        Column("name", _("Name"), lambda one: one.name),
        Column("country", _("Country"), lambda one: one.country, lambda one: one.country_code),
        Column("organisations", _("Organisations"), lambda one: ", ".join(one.organisations)),
        Column(
            "modules",
            _("Completed modules"),
            lambda one: ", ".join(title for title, _fact in one.modules),
            lambda one: ", ".join(fact.text for _title, fact in one.modules),
        ),
        Column(
            "certificates",
            _("Certificates"),
            lambda one: ", ".join(f"{fact.text} ({fact.code})" for fact in one.certificates),
            lambda one: ", ".join(fact.code for fact in one.certificates),
        ),
    ]


def _query(asked: Asked, find: Callable[..., Any] = people) -> Any:
    form = asked.form
    assert isinstance(form, PeopleForm)
    return find(form.wanted(current_catalogue()), own_reach(), name=form.name.data or "")


def _page(asked: Asked) -> Page[Achiever]:
    looker, kind = signed_in().id, LookKind.ACHIEVEMENTS
    is_noted = is_looked_at(clock.now().date(), looker, kind).label("is_noted")
    query, along = _query(asked), _query(asked, people_along)
    page = page_of(
        query,
        BY_NAME,
        asked.cursor,
        along=along,
        lines=lines().add_columns(is_noted),
        count_up_to=COUNTED_UP_TO,
    )
    note_new_looks(looker, [row.id for row in page.rows if not row.is_noted], kind)
    return page.with_rows(_achievers(page.rows))


def _achievers(rows: Sequence[Row[Any]]) -> Iterable[Achiever]:
    spoken, modules = language(), current_catalogue().modules
    facts = facts_of([row.id for row in rows], clock.now().date())
    for row in rows:
        own = facts.get(row.id, [])
        yield Achiever(
            id=row.id,
            name=row.certificate_name or _("No name given"),
            country=country_name(row.country or "", spoken),
            country_code=row.country or "",
            organisations=tuple(sorted(one.text for one in own if one.kind == "organisation")),
            modules=tuple(
                (f"{modules[one.text].id} {modules[one.text].text(spoken).title}", one)
                for one in own
                if one.kind == "module" and one.text in modules
            ),
            certificates=tuple(one for one in own if one.kind == "certificate"),
        )


def _count(count: int, shown: str) -> str:
    return str(ngettext("%(shown)s person", "%(shown)s people", count, shown=shown))
