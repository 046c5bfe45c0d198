"""People for tests: accounts with a known password, and sign-ins."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.ids import new_id
from lms.people import passwords, services
from lms.people.models import RoleGrant, User
from lms.people.rules import Device

PASSWORD = "seven herons over Norrvik"
"""The password of everybody made here."""


@cache
def password_hash(password: str = PASSWORD) -> str:
    """Hashed once for the whole run, because hashing is slow on purpose."""
    return passwords.hash_of(password)


def make_user(
    *,
    email: str = "ilze@example.org",
    certificate_name: str | None = "Ilze Bērziņa",
    roles: Iterable[Role] = (),
    grants: Iterable[Grant] = (),
    is_confirmed: bool = True,
    **changes: Any,
) -> User:
    """A person in the database, flushed."""
    moment = clock.now()
    values: dict[str, Any] = {
        "id": new_id(),
        "email": email,
        "email_confirmed_at": moment if is_confirmed else None,
        "password_hash": password_hash(),
        "certificate_name": certificate_name,
        "created_at": moment,
    }
    user = User(**{**values, **changes})
    db.session.add(user)
    db.session.flush()
    for grant in {*grants, *(Grant(role) for role in set(roles) - {Role.PARTICIPANT})}:
        row = RoleGrant(user_id=user.id, role=grant.role, granted_at=moment, granted_by=None)
        row.scope_kind, row.scope_id = grant.scope.kind, grant.scope.id
        db.session.add(row)
    db.session.flush()
    return user


def sign_in_token(user: User) -> str:
    """A sign-in of this person, flushed; gives the token that goes into the session as `_user_id`."""
    return services.begin_sign_in(user.id, Device(network="192.0.2.0/24", agent="Firefox, Linux"))
