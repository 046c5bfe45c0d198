"""What lies within somebody's reach, as a part of queries over people and modules."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from lms.content.catalogue import Catalogue
from lms.core.scopes import Reach, ScopeKind
from lms.people.models import Affiliation, Organisation, User


def is_within(
    reach: Reach, module_slug: ColumnElement[Any] | Any, catalogue: Catalogue
) -> ColumnElement[bool]:
    """The module lies within, or the person of the row does."""
    if reach.is_everywhere:
        return true()
    courses = reach.ids(ScopeKind.COURSE)
    slugs = {slug for slug, module in catalogue.modules.items() if module.course in courses}
    return or_(module_slug.in_(slugs | reach.ids(ScopeKind.MODULE)), is_person_within(reach))


def is_person_within(reach: Reach) -> ColumnElement[bool]:
    """The person belongs to a country, a region or an organisation that lies within."""
    if reach.is_everywhere:
        return true()
    countries, regions = reach.ids(ScopeKind.COUNTRY), reach.ids(ScopeKind.REGION)
    organisations = reach.ids(ScopeKind.ORGANISATION)
    places = [Organisation.region.startswith(region, autoescape=True) for region in sorted(regions)]
    if organisations:
        places.append(Organisation.id.in_(organisations))
    return or_(
        User.country.in_(countries) if countries else false(),
        _is_member_of(or_(*places)) if places else false(),
    )


def _is_member_of(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(Affiliation.id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            and_(Affiliation.user_id == User.id, Affiliation.agreed_at.is_not(None)),
            Affiliation.ended_at.is_(None),
            wanted,
        )
        .exists()
    )
