"""Invitations that wait: looked up by their link, by address, and as a list."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, false, or_, select, true

from lms.core import clock
from lms.core.db import db
from lms.core.ids import digest_of
from lms.core.scopes import Reach, ScopeKind
from lms.people.models import Invitation, Organisation, User
from lms.people.queries.reaching import people_within

BATCH = 500


def open_invitation(token: str, *, lock: bool = False) -> Invitation | None:
    """The invitation that a link belongs to, unless it has run out."""
    query = select(Invitation).where(
        Invitation.token_digest == digest_of(token), Invitation.expires_at > clock.now()
    )
    return db.session.scalar(query.with_for_update() if lock else query)


def invitations_within(reach: Reach, by: str) -> Select[Any]:
    """Invitations of people who would lie within reach, and one's own."""
    return select(Invitation).where(or_(Invitation.invited_by == by, _is_within(reach)))


def _is_within(reach: Reach) -> ColumnElement[bool]:
    if reach.is_everywhere:
        return true()
    places: list[ColumnElement[bool]] = [
        Organisation.region.startswith(code, autoescape=True) for code in sorted(reach.ids(ScopeKind.REGION))
    ]
    places += [Organisation.id == id_ for id_ in sorted(reach.ids(ScopeKind.ORGANISATION))]
    countries = reach.ids(ScopeKind.COUNTRY)
    return or_(
        Invitation.country.in_(countries) if countries else false(),
        Invitation.organisation_id.in_(select(Organisation.id).where(or_(*places))) if places else false(),
    )


def leads_to(organisation_id: str) -> ColumnElement[bool]:
    """Whoever accepts the invitation is asked to be a member there, or has a role over it."""
    # No index knows what stands in the roles; there are never many invitations, and this is rarely asked.
    roles = Invitation.grants.cast(String).contains(organisation_id, autoescape=True)
    return or_(Invitation.organisation_id == organisation_id, roles)


def addresses_invited(emails: Collection[str], reach: Reach) -> frozenset[str]:
    """Those of the addresses that an invitation within reach waits for which has not run out."""
    found: set[str] = set()
    for batch in _batches(emails):
        query = select(Invitation.email).where(
            Invitation.email.in_(batch), Invitation.expires_at > clock.now(), _is_within(reach)
        )
        found |= set(db.session.scalars(query))
    return frozenset(found)


def addresses_with_account(emails: Collection[str], reach: Reach) -> frozenset[str]:
    """Those of the addresses that somebody within reach has an account with."""
    found: set[str] = set()
    for batch in _batches(emails):
        query = select(User.email).where(
            User.email.in_(batch), User.email_confirmed_at.is_not(None), people_within(reach)
        )
        found |= set(db.session.scalars(query))
    return frozenset(found)


def organisations_called(keys: Collection[str]) -> Sequence[Organisation]:
    """Organisations with one of these folded names, closed ones as well."""
    found: list[Organisation] = []
    for batch in _batches(keys):
        query = select(Organisation).where(
            Organisation.name_key.in_(batch),
            Organisation.merged_into_id.is_(None),
        )
        found += db.session.scalars(query)
    return found


def _batches(values: Collection[str]) -> Iterator[list[str]]:
    whole = sorted(values)
    for start in range(0, len(whole), BATCH):
        yield whole[start : start + BATCH]
