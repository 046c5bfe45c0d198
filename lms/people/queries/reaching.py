"""Which people lie within somebody's reach: by where they belong, never by what they learn."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, false, or_, select, true, union
from sqlalchemy.orm import InstrumentedAttribute

from lms.core.db import db
from lms.core.paging import Expression
from lms.core.scopes import Reach, ScopeKind, Whereabouts
from lms.people.models import Affiliation, Organisation, User

PRESENT = (Affiliation.agreed_at.is_not(None), Affiliation.ended_at.is_(None))
"""The person has agreed to being a member and still is one."""


def people_within(reach: Reach, user_id: Expression = User.id) -> ColumnElement[bool]:
    """Condition on `User`: the same people as `Reach.covers_person` says.

    A role over courses or modules reaches nobody here: an account is more than what somebody learns. Rows
    about people say in which column they name them, so that nobody's account need be looked up for it.
    """
    if reach.is_everywhere:
        return true()
    countries, places = reach.ids(ScopeKind.COUNTRY), _organisations_within(reach)
    if not places:
        return User.country.in_(countries) if countries else false()
    return user_id.in_(ids_within(reach))


def ids_within(reach: Reach) -> Select[str] | CompoundSelect[str]:
    """Ids of the people within a reach that is limited; one that is everywhere gives nobody."""
    places = _organisations_within(reach)
    of_countries = select(User.id.label("user_id")).where(User.country.in_(reach.ids(ScopeKind.COUNTRY)))
    if not places:
        return of_countries
    members = members_of(or_(*places))
    return union(of_countries, members) if reach.ids(ScopeKind.COUNTRY) else members


def members_of(condition: ColumnElement[bool]) -> Select[str]:
    """Ids of the people who belong to organisations of which this is true, read from an index alone."""
    # Not joined: a database that has not counted its rows may look up the organisation of every member.
    organisations = select(Organisation.id).where(condition)
    return select(Affiliation.user_id).where(Affiliation.organisation_id.in_(organisations), *PRESENT)


def rows_within(
    reach: Reach, module_slug: InstrumentedAttribute[str], user_id: InstrumentedAttribute[Any] = User.id
) -> ColumnElement[bool]:
    """Condition on rows about somebody (`User`) in a module: the module lies within, or the person does.

    The modules of courses must be named in the reach (`Reach.spelt_out`).
    """
    modules, within = reach.ids(ScopeKind.MODULE), people_within(reach, user_id)
    return or_(within, module_slug.in_(modules)) if modules else within


def _organisations_within(reach: Reach) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Organisation.region.startswith(code, autoescape=True) for code in sorted(reach.ids(ScopeKind.REGION))
    ]
    named = reach.ids(ScopeKind.ORGANISATION)
    return [*found, Organisation.id.in_(named)] if named else found


def whereabouts_of(user_id: str) -> Whereabouts:
    """Where one person belongs; two round trips."""
    country = db.session.scalar(select(User.country).where(User.id == user_id))
    query = (
        select(Organisation.id, Organisation.region)
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .where(Affiliation.user_id == user_id, *PRESENT)
    )
    return _whereabouts(country, [(row[0], row[1]) for row in db.session.execute(query)])


def _whereabouts(country: str | None, places: Iterable[tuple[str, str | None]]) -> Whereabouts:
    found = list(places)
    return Whereabouts(
        country=country,
        organisations=frozenset(organisation for organisation, _ in found),
        regions=frozenset(region for _, region in found if region),
    )
