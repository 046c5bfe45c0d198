"""Finding people: the list, and taking it along."""

from flask import Response, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.people import PeopleFilter
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries
from lms.admin.routes.scopes import grants_in_words, sees_people, value_of
from lms.core.access import Permission, Role
from lms.core.paging import Page, sorted_by
from lms.people.models import User
from lms.people.queries.people import (
    ORDERS,
    AccountState,
    FoundPerson,
    LastSeen,
    Wanted,
    find_people,
    found_people,
    only_person,
    people,
)
from lms.people.rules import LookKind, Occupation
from lms.people.services import note_list
from lms.people.texts import ROLE_NAMES
from lms.people.wording import OCCUPATION_NAMES, SEEN_NAMES, STATE_NAMES, STATE_TAGS
from lms.web.access import requires, signed_in
from lms.web.exports import Column, Export, rows_of, send_export
from lms.web.listing import Asked, ask, listing

SORTS = {"name": lazy_gettext("Name"), "-created": lazy_gettext("Newest accounts first")}


@bp.get("/desk/people")
@requires(Permission.MANAGE_PEOPLE)
def show_people() -> tuple[str, int]:
    """A page of the people within reach."""
    asked, reach = _asked(), signed_in().reach(Permission.MANAGE_PEOPLE)

    def find() -> Page[FoundPerson]:
        page = find_people(_wanted(asked.form), reach, sort=asked.sort, cursor=asked.cursor)
        return page.with_rows(found_people(page.rows))

    found = listing(
        asked,
        find,
        in_words=lambda count, shown: ngettext("%(shown)s person", "%(shown)s people", count, shown=shown),
    )
    page = render_template(
        "admin/show_people.html",
        listing=found,
        countries=countries(),
        roles=ROLE_NAMES,
        occupations=OCCUPATION_NAMES,
        states=STATE_NAMES,
        tags=STATE_TAGS,
        sees_people=sees_people(),
        is_limited=not reach.is_everywhere,
    )
    return page, found.status


@bp.get("/desk/people/find")
@requires(Permission.MANAGE_PEOPLE)
def find_person() -> Answer:
    """On to the only person whom the words fit; to the list where they fit several, or nobody."""
    asked, reach = _asked(), signed_in().reach(Permission.MANAGE_PEOPLE)
    text = asked.form.q.data or ""
    found = only_person(Wanted(text=text), reach) if text and asked.is_valid else None
    if found is not None:
        return redirect(url_for("admin.show_person", person_id=found), 303)
    return redirect(url_for("admin.show_people", q=text), 303)


@bp.post("/desk/people/export")
@requires(Permission.MANAGE_PEOPLE)
def export_people() -> Response:
    """The whole list as it is filtered, as a file."""
    asked, reach = _asked(), signed_in().reach(Permission.MANAGE_PEOPLE)
    if not asked.is_valid:
        abort(422)
    found = people(_wanted(asked.form), reach)
    query = sorted_by(note_list(signed_in().id, found, LookKind.ACCOUNT, user_id=User.id), ORDERS[asked.sort])
    export = Export(
        name="people",
        title=_("People"),
        columns=_columns(),
        rows=lambda: rows_of(query, lambda rows: found_people([row[0] for row in rows])),
    )
    return send_export(export, filters=asked.noted)


def _columns() -> list[Column[FoundPerson]]:
    return [
        Column("name", _("Name"), lambda one: one.name),
        Column("email", _("E-mail address"), lambda one: one.email),
        Column("organisation", _("Organisation"), lambda one: ", ".join(one.organisations)),
        Column("country", _("Country"), lambda one: one.country),
        Column("occupation", _("What they do"), _occupation, lambda one: one.occupation),
        Column(
            "roles",
            _("Roles"),
            lambda one: "; ".join(grants_in_words(one.grants, one.organisations_of_roles)),
            lambda one: "; ".join(map(value_of, one.grants)),
        ),
        Column("account", _("Account"), lambda one: str(STATE_NAMES[one.state]), lambda one: one.state),
        Column("created_at", _("Account made"), lambda one: one.created_at),
        Column("seen_at", _("Last signed in"), lambda one: one.seen_at),
    ]


def _occupation(one: FoundPerson) -> str:
    return str(OCCUPATION_NAMES[one.occupation]) if one.occupation else ""


def _asked() -> Asked:
    form = PeopleFilter.from_address()
    form.role.offer({role.value: words for role, words in ROLE_NAMES.items() if role is not Role.PARTICIPANT})
    form.country.offer(countries())
    form.occupation.offer({kind.value: words for kind, words in OCCUPATION_NAMES.items()})
    form.state.offer({state.value: words for state, words in STATE_NAMES.items()})
    form.seen.offer({seen.value: words for seen, words in SEEN_NAMES.items()})
    return ask(form, SORTS)


def _wanted(form: PeopleFilter) -> Wanted:
    return Wanted(
        text=form.q.data or "",
        role=Role(form.role.data) if form.role.data else None,
        country=form.country.data or None,
        occupation=Occupation(form.occupation.data) if form.occupation.data else None,
        state=AccountState(form.state.data) if form.state.data else None,
        seen=LastSeen(form.seen.data) if form.seen.data else None,
    )
