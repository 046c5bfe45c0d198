"""Organisations made, changed, closed, and doubles merged into one."""

from dataclasses import dataclass

from sqlalchemy import select, update

from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.core.folding import fold
from lms.core.ids import new_id
from lms.core.scopes import ScopeKind
from lms.people.models import Affiliation, Organisation, RoleGrant
from lms.people.rules import ClusterStage, OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """What is known of an organisation."""

    name: str
    kind: OrganisationKind
    country: str
    region: str | None
    sector: str | None
    stage: ClusterStage | None


def make_organisation(details: OrganisationDetails, *, by: str) -> str:
    """A new organisation; gives its id."""
    row = Organisation(id=new_id(), created_at=clock.now())
    _fill(row, details)
    db.session.add(row)
    _record(row.id, "organisation.made", by=by)
    return row.id


def change_organisation(organisation_id: str, details: OrganisationDetails, *, by: str) -> None:
    """Keep what is known of it now."""
    _fill(organisation_to_change(organisation_id), details)
    _record(organisation_id, "organisation.changed", by=by)


def _fill(row: Organisation, details: OrganisationDetails) -> None:
    row.name, row.name_key = details.name, fold(details.name)[:160]
    row.kind, row.country, row.region = details.kind, details.country, details.region
    row.sector, row.stage = details.sector, details.stage


def close_organisation(organisation_id: str, *, by: str, is_closed: bool) -> None:
    """It is no more, or is again; its members stay what they are."""
    organisation_to_change(organisation_id).closed_at = clock.now() if is_closed else None
    _record(organisation_id, "organisation.closed" if is_closed else "organisation.opened", by=by)


def merge_organisations(double_id: str, *, into: str, by: str) -> None:
    """A double becomes one with the organisation that stays: members and roles move, its page leads on."""
    if double_id == into:
        raise RefusedError("An organisation cannot be merged with itself.")
    first, second = sorted((double_id, into))  # always in the same order, so that two merges cannot block
    rows = {one: organisation_to_change(one) for one in (first, second)}
    _move_members(double_id, into)
    _move_roles(double_id, into)
    earlier = update(Organisation).where(Organisation.merged_into_id == double_id)
    db.session.execute(earlier.values(merged_into_id=into))
    rows[double_id].merged_into_id = into
    _record(double_id, "organisation.merged", by=by, into=into)


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


def _move_roles(double_id: str, into: str) -> None:
    over = (RoleGrant.scope_kind == ScopeKind.ORGANISATION, RoleGrant.scope_id == double_id)
    for grant in db.session.scalars(select(RoleGrant).where(*over)).all():
        key = (grant.user_id, grant.role, ScopeKind.ORGANISATION, into)
        if db.session.get(RoleGrant, key) is not None:
            db.session.delete(grant)
        else:
            grant.scope_id = into
    db.session.flush()


def organisation_to_change(organisation_id: str) -> Organisation:
    """The organisation, locked until the transaction ends; raises NotFoundError, for a double as well."""
    found = db.session.get(Organisation, organisation_id, with_for_update=True, populate_existing=True)
    if found is None or found.merged_into_id is not None:
        raise NotFoundError
    return found


def _record(organisation_id: str, event: str, *, by: str, **detail: object) -> None:
    audit.record(event, actor_id=by, subject=f"organisation:{organisation_id}", detail=detail or None)
    db.session.flush()
