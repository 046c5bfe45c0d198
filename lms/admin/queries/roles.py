"""Who holds which role over what, as far as somebody may give and take it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from lms.admin.queries.scopes import KnownScope, scopes_of
from lms.content.catalogue import Catalogue
from lms.core.access import Grant, may_grant
from lms.core.db import db
from lms.people import queries
from lms.people.models import RoleGrant, User

MOST_HELD = 5000
"""Those who do more than learn are few; further ones are found on the page of people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role of somebody."""

    user_id: str
    name: str
    email: str
    grant: Grant
    over: KnownScope
    is_own: bool
    is_closed: bool


def roles_within(user_id: str, held: frozenset[Grant], catalogue: Catalogue) -> Iterator[HeldRole]:
    """Every role that somebody who holds these grants may take, by name; two round trips."""
    query = (
        select(RoleGrant, User)
        .join(User, User.id == RoleGrant.user_id)
        .order_by(User.name_key, User.id, RoleGrant.role, RoleGrant.scope_id)
        .limit(MOST_HELD)
    )
    found = [(queries.grant_in(row), user) for row, user in db.session.execute(query)]
    over = scopes_of((grant for grant, _ in found), catalogue)
    for grant, user in found:
        if may_grant(held, grant, within=over[grant.scope].within):
            yield HeldRole(
                user_id=user.id,
                name=user.certificate_name or user.email,
                email=user.email,
                grant=grant,
                over=over[grant.scope],
                is_own=user.id == user_id,
                is_closed=user.disabled_at is not None,
            )
