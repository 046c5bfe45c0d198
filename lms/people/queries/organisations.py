"""Reads about organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select, true

from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.folding import fold
from lms.core.paging import Key, Order
from lms.core.scopes import Reach, ScopeKind
from lms.people.models import Affiliation, Organisation, User
from lms.people.queries.reaching import PRESENT, members_of
from lms.people.rules import ClusterStage, OrganisationKind
from lms.people.rules.doubles import may_be_one
from lms.people.rules.finding import organisation_key

BY_NAME = Order("name", (Key(Organisation.name_key.expression), Key(Organisation.id.expression)))
MOST_CHOICES = 500
"""A menu of more would help nobody."""
MOST_COMPARED = 5000
MOST_DOUBLES = 20


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
    return User.id.in_(members_of(Organisation.region.startswith(region, autoescape=True)))


def organisation_choices(reach: Reach) -> Sequence[tuple[str, str, str | None]]:
    """Id, name and region of those that a menu offers, by name."""
    query = (
        select(Organisation.id, Organisation.name, Organisation.region)
        .where(Organisation.merged_into_id.is_(None), organisations_within(reach))
        .order_by(Organisation.name_key, Organisation.id)
        .limit(MOST_CHOICES)
    )
    return [(row.id, row.name, row.region) for row in db.session.execute(query)]


def organisations(
    reach: Reach,
    *,
    text: str = "",
    country: str = "",
    region: str = "",
    sector: str = "",
    kind: OrganisationKind | None = None,
    stage: ClusterStage | None = None,
) -> Any:
    """Those within reach that are no doubles, as a query for a list."""
    query: Any = select(Organisation).where(
        Organisation.merged_into_id.is_(None), organisations_within(reach)
    )
    if text:
        query = query.where(Organisation.name_key.contains(fold(text), autoescape=True))
    if country:
        query = query.where(Organisation.country == country)
    if region:
        query = query.where(Organisation.region.startswith(region, autoescape=True))
    if sector:
        query = query.where(Organisation.sector.icontains(sector, autoescape=True))
    if stage:
        query = query.where(Organisation.stage == stage)
    return query.where(Organisation.kind == kind) if kind else query


def regions_within(reach: Reach) -> Sequence[str]:
    """Codes of the regions that organisations within reach lie in."""
    query = select(Organisation.region).where(
        Organisation.region.is_not(None), Organisation.merged_into_id.is_(None), organisations_within(reach)
    )
    return [str(code) for code in db.session.scalars(query.distinct())]


def organisation_within(reach: Reach, organisation_id: str) -> Organisation:
    """The organisation, or the one it was merged into; raises NotFoundError where it is not within reach."""
    row = db.session.get(Organisation, organisation_id)
    stays = (row.merged_into_id or row.id) if row else ""
    found = db.session.scalar(
        select(Organisation).where(Organisation.id == stays, organisations_within(reach))
    )
    if found is None:
        raise NotFoundError
    return found


def namesake_of(name: str, country: str) -> str | None:
    """Id of an organisation of the country whose name is the same but for case and diacritics."""
    return db.session.scalar(
        select(Organisation.id)
        .where(
            Organisation.name_key == organisation_key(name),
            Organisation.country == country,
            Organisation.merged_into_id.is_(None),
        )
        .order_by(Organisation.created_at, Organisation.id)
        .limit(1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Other organisations of the same country, as id and name."""

    alike: Sequence[tuple[str, str]]
    """Those that may be the same one by their name."""
    others: Sequence[tuple[str, str]]


def neighbours_of(row: Organisation, reach: Reach) -> Neighbours:
    """What an organisation can be a double of: an acronym and a name in full are alike in nothing."""
    query = (
        select(Organisation.id, Organisation.name)
        .where(
            Organisation.country == row.country,
            Organisation.id != row.id,
            Organisation.merged_into_id.is_(None),
            organisations_within(reach),
        )
        .order_by(Organisation.name_key, Organisation.id)
        .limit(MOST_COMPARED)
    )
    found = [(one.id, one.name) for one in db.session.execute(query)]
    alike = [one for one in found if may_be_one(one[1], row.name)][:MOST_DOUBLES]
    others = [one for one in found if one not in alike][:MOST_CHOICES]
    return Neighbours(alike=alike, others=others)
