"""Reads before two organisations become one: what each has, and what would move."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from lms.core.scopes import ScopeKind
from lms.people.models import Affiliation, Invitation, Organisation, RoleGrant
from lms.people.queries.invitations import leads_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two organisations, with what points at it."""

    row: Organisation
    member_count: int
    """Who have agreed."""
    asked_count: int
    """Who were asked and have not answered."""
    roles: Mapping[Role, int]
    """How many hold each role over it."""
    invitation_count: int
    """Open ones that lead to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """How many people would come along with a double."""

    member_count: int
    asked_count: int
    in_both_count: int
    """Who are in the one that stays as well, whether they have agreed to both or not."""


def side_of(row: Organisation) -> Side:
    """What points at an organisation; three round trips."""
    agreed = func.count(Affiliation.agreed_at)
    present = (Affiliation.organisation_id == row.id, Affiliation.ended_at.is_(None))
    members, people = db.session.execute(select(agreed, func.count(Affiliation.id)).where(*present)).one()
    over = (RoleGrant.scope_kind == ScopeKind.ORGANISATION, RoleGrant.scope_id == row.id)
    roles = select(RoleGrant.role, func.count()).where(*over).group_by(RoleGrant.role)
    is_open = Invitation.expires_at > clock.now()
    return Side(
        row=row,
        member_count=members,
        asked_count=people - members,
        roles=dict(db.session.execute(roles).all()),
        invitation_count=db.session.scalar(select(func.count(Invitation.id)).where(is_open, leads_to(row.id)))
        or 0,
    )


def moving_between(double_id: str, into: str) -> Moving:
    """Who would move, and who are there already."""
    twin = aliased(Affiliation)
    is_same = and_(twin.user_id == Affiliation.user_id, twin.organisation_id == into, twin.ended_at.is_(None))
    query = (
        select(func.count(twin.id), func.count(Affiliation.agreed_at), func.count(Affiliation.id))
        .outerjoin(twin, is_same)
        .where(Affiliation.organisation_id == double_id, Affiliation.ended_at.is_(None))
        .group_by(twin.id.is_(None))
    )
    rows = db.session.execute(query).all()
    alone = [(agreed, people) for twins, agreed, people in rows if not twins]
    members, people = alone[0] if alone else (0, 0)
    return Moving(
        member_count=members,
        asked_count=people - members,
        in_both_count=sum(twins for twins, _agreed, _people in rows),
    )
