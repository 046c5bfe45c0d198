"""Reads about organisations."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, or_, select, true

from lms.core.db import db
from lms.core.scopes import Reach, ScopeKind
from lms.people.models import Affiliation, Organisation, User
from lms.people.queries.reaching import PRESENT

MOST_CHOICES = 500
"""A menu of more would help nobody."""


def organisations_within(reach: Reach) -> ColumnElement[bool]:
    """The organisation is one, or lies in a region or country, that a role reaches."""
    if reach.is_everywhere:
        return true()
    regions = (
        Organisation.region.startswith(region, autoescape=True) for region in reach.ids(ScopeKind.REGION)
    )
    return or_(
        false(),
        Organisation.id.in_(reach.ids(ScopeKind.ORGANISATION)),
        Organisation.country.in_(reach.ids(ScopeKind.COUNTRY)),
        *regions,
    )


def is_member(organisation_id: str) -> ColumnElement[bool]:
    """Condition on `User`: belongs to the organisation."""
    return User.id.in_(
        select(Affiliation.user_id).where(Affiliation.organisation_id == organisation_id, *PRESENT)
    )


def is_member_in(region: str) -> ColumnElement[bool]:
    """Condition on `User`: belongs to an organisation in the region."""
    return User.id.in_(
        select(Affiliation.user_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Organisation.region.startswith(region, autoescape=True), *PRESENT)
    )


def organisation_choices(reach: Reach) -> Sequence[tuple[str, str, str | None]]:
    """Id, name and region of those that a menu offers, by name."""
    query = (
        select(Organisation.id, Organisation.name, Organisation.region)
        .where(Organisation.merged_into_id.is_(None), organisations_within(reach))
        .order_by(Organisation.name_key, Organisation.id)
        .limit(MOST_CHOICES)
    )
    return [(row.id, row.name, row.region) for row in db.session.execute(query)]
