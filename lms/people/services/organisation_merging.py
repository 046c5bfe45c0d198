"""Doubles among organisations: one row stays, and everything that pointed at the other goes along."""

from collections.abc import Sequence

from sqlalchemy import select, update

from lms.core import audit, clock
from lms.core.access import Grant
from lms.core.db import db
from lms.core.errors import RefusedError
from lms.core.scopes import Scope, ScopeKind
from lms.people.models import Affiliation, Invitation, Organisation, RoleGrant
from lms.people.queries.invitations import leads_to
from lms.people.rules.offers import OfferedRole, offered_from
from lms.people.rules.regions import scopes_around
from lms.people.services.organisations import organisation_that_stays, organisation_to_change


def merge_organisations(double_id: str, *, into: str, by: str) -> None:
    """Make a double one with the one that stays: members, roles and invitations move, its page leads on."""
    if double_id == into:
        raise RefusedError("An organisation cannot be merged with itself.")
    # First of all: whoever accepts an invitation holds it before they want the organisation.
    invitations = _invitations_to(double_id)
    first, second = sorted((double_id, into))  # always in the same order, so that two merges cannot block
    rows = {one: organisation_to_change(one) for one in (first, second)}
    _move_members(double_id, into)
    _move_roles(double_id, into, by=by)
    earlier = update(Organisation).where(Organisation.merged_into_id == double_id)
    db.session.execute(earlier.values(merged_into_id=into))
    rows[double_id].merged_into_id = into
    db.session.flush()
    for invitation in invitations:
        lead_on(invitation)
    audit.record(
        "organisation.merged", actor_id=by, subject=f"organisation:{double_id}", detail={"into": into}
    )
    db.session.flush()


def _move_members(double_id: str, into: str) -> None:
    present = (Affiliation.organisation_id == into, Affiliation.ended_at.is_(None))
    there = {one.user_id: one for one in db.session.scalars(select(Affiliation).where(*present))}
    moving = select(Affiliation).where(
        Affiliation.organisation_id == double_id, Affiliation.ended_at.is_(None)
    )
    for one in db.session.scalars(moving).all():
        twin = there.get(one.user_id)
        if twin is None:
            one.organisation_id = into
            continue
        # In both: the membership stays once, agreed to where either was.
        twin.agreed_at = twin.agreed_at or one.agreed_at
        one.ended_at = clock.now()


def _move_roles(double_id: str, into: str, *, by: str) -> None:
    over = (RoleGrant.scope_kind == ScopeKind.ORGANISATION, RoleGrant.scope_id == double_id)
    for grant in db.session.scalars(select(RoleGrant).where(*over)).all():
        key = (grant.user_id, grant.role, ScopeKind.ORGANISATION, into)
        if db.session.get(RoleGrant, key) is not None:
            db.session.delete(grant)
            _note(grant, "role.withdrawn", double_id, by)
        else:
            grant.scope_id = into
            _note(grant, "role.moved", into, by)
    db.session.flush()


def _note(grant: RoleGrant, action: str, organisation_id: str, by: str) -> None:
    scope = {"scope": ScopeKind.ORGANISATION.value, "scope_id": organisation_id}
    detail = {"role": grant.role.value, **scope}
    audit.record(action, actor_id=by, subject=f"person:{grant.user_id}", detail=detail)


def _invitations_to(organisation_id: str) -> Sequence[Invitation]:
    """Those that lead to it, locked; one that has run out may still be sent again."""
    query = select(Invitation).where(leads_to(organisation_id)).order_by(Invitation.id)
    return db.session.scalars(query.with_for_update()).all()


def lead_on(invitation: Invitation) -> None:
    """Have it lead to the organisation that stays, where one that it names was merged into another."""
    if invitation.organisation_id is not None:
        stays = organisation_that_stays(invitation.organisation_id)
        invitation.organisation_id = stays.id if stays else None
    offered = map(_as_it_stands, map(offered_from, invitation.grants))
    invitation.grants = [one.as_json() for one in offered]


def _as_it_stands(offered: OfferedRole) -> OfferedRole:
    scope = offered.grant.scope
    stays = organisation_that_stays(scope.id) if scope.kind is ScopeKind.ORGANISATION else None
    if stays is None or stays.id == scope.id:
        return offered
    around = scopes_around(stays.country, stays.region or "")
    return OfferedRole(Grant(offered.grant.role, Scope(scope.kind, stays.id)), around)
