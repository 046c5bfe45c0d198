"""Which people lie within the scopes of a role, as a condition of a query on accounts."""

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from lms.core.scopes import Reach, ScopeKind
from lms.people.models import Affiliation, Organisation, User


def lies_within(reach: Reach) -> ColumnElement[bool]:
    """The account belongs to a country, a region or an organisation that lies within."""
    if reach.is_everywhere:
        return true()
    countries = reach.ids(ScopeKind.COUNTRY)
    regions, organisations = reach.ids(ScopeKind.REGION), reach.ids(ScopeKind.ORGANISATION)
    found: list[ColumnElement[bool]] = [User.country.in_(countries)] if countries else []
    if organisations:
        found.append(is_member(Affiliation.organisation_id.in_(organisations)))
    if regions:
        found.append(is_member_in(*regions))
    return or_(false(), *found)


def is_member_in(*regions: str) -> ColumnElement[bool]:
    """The account is a member of an organisation in one of these regions."""
    return is_member(
        Affiliation.organisation_id.in_(
            select(Organisation.id).where(
                or_(*(Organisation.region.startswith(region, autoescape=True) for region in regions))
            )
        )
    )


def is_member(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The account has agreed to be a member, and is one, where the affiliation fulfils this."""
    in_force = and_(Affiliation.agreed_at.is_not(None), Affiliation.ended_at.is_(None))
    return User.id.in_(select(Affiliation.user_id).where(in_force, condition))
