"""Reads about accounts: the actor behind a token, roles, open sign-ins."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from lms.core import clock
from lms.core.access import PARTICIPANT, Actor, Grant, Role
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.ids import digest_of
from lms.core.mail import OutboxMail
from lms.core.scopes import EVERYWHERE, Scope
from lms.people.emails import normalised_email
from lms.people.models import ErasureRequest, MergedAccount, OneTimeToken, RoleGrant, SignIn, User
from lms.people.rules import NameShown, Purpose, is_link_open, is_sign_in_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whom a certificate is for."""

    id: str
    certificate_name: str | None
    language: str
    name_shown: NameShown
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSignIn:
    """One of a person's sign-ins that still holds."""

    id: str
    created_at: datetime
    seen_at: datetime
    network: str
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What signing in and links need to know of an account, once its row is let go."""

    id: str
    email: str
    password_hash: str | None
    name: str
    is_confirmed: bool
    is_disabled: bool


def actor_of(token: str) -> Actor | None:
    """The person whose sign-in this token is, if the sign-in still holds; one round trip."""
    rows = db.session.execute(_ACTOR, {"digest": digest_of(token)}).all()
    if not rows:
        return None
    first = rows[0]
    granted = (Grant(row.role, Scope(row.scope_kind, row.scope_id)) for row in rows if row.role is not None)
    grants = frozenset({PARTICIPANT, *granted})
    roles = frozenset(grant.role for grant in grants)
    if not is_sign_in_open(created_at=first.created_at, seen_at=first.seen_at, roles=roles, now=clock.now()):
        return None
    return Actor(
        id=first.user_id,
        sign_in_id=first.id,
        sign_in_seen_at=first.seen_at,
        email=first.email,
        name=first.certificate_name or "",
        grants=grants,
        language=first.language,
        time_zone=first.time_zone,
        erasure_due_at=first.due_at,
    )


_ACTOR = (
    select(
        SignIn.id,
        SignIn.created_at,
        SignIn.seen_at,
        SignIn.user_id,
        User.email,
        User.certificate_name,
        User.language,
        User.time_zone,
        RoleGrant.role,
        RoleGrant.scope_kind,
        RoleGrant.scope_id,
        ErasureRequest.due_at,
    )
    .join(User, User.id == SignIn.user_id)
    .outerjoin(RoleGrant, RoleGrant.user_id == User.id)
    .outerjoin(ErasureRequest, ErasureRequest.user_id == User.id)
    .where(SignIn.token_digest == bindparam("digest"), SignIn.ended_at.is_(None), User.disabled_at.is_(None))
)
"""Columns rather than objects, built once: this runs with every request of somebody signed in."""


def user(user_id: str) -> User:
    """The account; raises NotFoundError."""
    found = db.session.get(User, user_id)
    if found is None:
        raise NotFoundError
    return found


def ids_of_people(*, without: str) -> Sequence[str]:
    """Ids of all who have an address that is not of that domain."""
    return db.session.scalars(select(User.id).where(~User.email.endswith(f"@{without}"))).all()


def user_to_change(user_id: str) -> User:
    """The account, locked against others until the transaction ends; raises NotFoundError."""
    found = db.session.get(User, user_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFoundError
    return found


_asked = aliased(User)


def names_of(user_ids: Collection[str]) -> dict[str, str]:
    """What people are called, or their address where they have given no name; one round trip.

    An account that was joined with another one has the name of that.
    """
    query = (
        select(_asked.id, User.certificate_name, User.email)
        .outerjoin(MergedAccount, MergedAccount.user_id == _asked.id)
        .join(User, User.id == func.coalesce(MergedAccount.into_id, _asked.id))
        .where(_asked.id.in_(user_ids))
    )
    return {row.id: row.certificate_name or row.email for row in db.session.execute(query)}


def holder(user_id: str) -> Holder:
    """Whom a certificate would be for; raises NotFoundError."""
    found = user(user_id)
    return Holder(
        id=found.id,
        certificate_name=found.certificate_name,
        language=found.language,
        name_shown=found.name_shown,
        email=found.email,
    )


def user_with_email(email: str) -> User | None:
    """The account with this address, however it is typed."""
    address = normalised_email(email)
    return None if address is None else db.session.scalar(select(User).where(User.email == address))


def account_with_email(email: str) -> Account | None:
    """The same, as data that outlives the transaction."""
    found = user_with_email(email)
    return _account(found) if found else None


def account(user_id: str) -> Account:
    """An account as data that outlives the transaction; raises NotFoundError."""
    return _account(user(user_id))


def _account(found: User) -> Account:
    return Account(
        id=found.id,
        email=found.email,
        password_hash=found.password_hash,
        name=found.certificate_name or "",
        is_confirmed=found.email_confirmed_at is not None,
        is_disabled=found.disabled_at is not None,
    )


def roles_of(user_id: str) -> frozenset[Role]:
    """All roles of a person, participant among them."""
    granted = db.session.scalars(select(RoleGrant.role).where(RoleGrant.user_id == user_id))
    return frozenset({Role.PARTICIPANT, *granted})


def roles_of_many(user_ids: Collection[str]) -> dict[str, frozenset[Role]]:
    """The roles beyond participant that these people hold; one round trip."""
    query = select(RoleGrant.user_id, RoleGrant.role).where(RoleGrant.user_id.in_(user_ids))
    found: dict[str, set[Role]] = {}
    for user_id, role in db.session.execute(query):
        found.setdefault(user_id, set()).add(role)
    return {user_id: frozenset(roles) for user_id, roles in found.items()}


def grants_of(user_id: str) -> frozenset[Grant]:
    """All that a person was granted."""
    granted = db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == user_id))
    return frozenset(grant_in(one) for one in granted)


def grant_in(row: RoleGrant) -> Grant:
    """What a row grants."""
    return Grant(row.role, Scope(row.scope_kind, row.scope_id))


def people_with_roles() -> Sequence[tuple[User, frozenset[Grant]]]:
    """Everybody who is more than a participant, by address."""
    query = select(User, RoleGrant).join(RoleGrant, RoleGrant.user_id == User.id).order_by(User.email)
    found: dict[str, tuple[User, set[Grant]]] = {}
    for person, row in db.session.execute(query):
        found.setdefault(person.id, (person, set()))[1].add(grant_in(row))
    return [(person, frozenset(grants)) for person, grants in found.values()]


def administrator_ids(*, lock: bool = False) -> frozenset[str]:
    """Everybody who can administer: holds the role and is not disabled.

    With `lock` the grants stay as they are until the transaction ends, so that two people cannot each
    take the role from the other.
    """
    query = (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(
            RoleGrant.role == Role.ADMINISTRATOR,
            RoleGrant.scope_kind == EVERYWHERE.kind,
            User.disabled_at.is_(None),
        )
    )
    return frozenset(db.session.scalars(query.with_for_update(of=RoleGrant) if lock else query))


def open_sign_ins(user_id: str) -> Sequence[OpenSignIn]:
    """Where a person is signed in, the latest use first."""
    query = (
        select(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None))
        .order_by(SignIn.seen_at.desc())
        .limit(200)
    )
    roles, now = roles_of(user_id), clock.now()
    return [
        OpenSignIn(
            id=one.id,
            created_at=one.created_at,
            seen_at=one.seen_at,
            network=one.network,
            agent=one.agent,
        )
        for one in db.session.scalars(query)
        if is_sign_in_open(created_at=one.created_at, seen_at=one.seen_at, roles=roles, now=now)
    ]


def mail_shown(mail_id: str | None) -> OutboxMail | None:
    """A mail of the outbox, for the page of a trial that shows it; only ask for one this browser caused."""
    return None if mail_id is None else db.session.get(OutboxMail, mail_id)


def open_link(token: str, purpose: Purpose, *, lock: bool = False) -> OneTimeToken | None:
    """The row of a link that can still be used for this purpose."""
    query = select(OneTimeToken).where(
        OneTimeToken.token_digest == digest_of(token), OneTimeToken.purpose == purpose
    )
    found = db.session.scalar(query.with_for_update() if lock else query)
    if found is None or not is_link_open(expires_at=found.expires_at, used_at=found.used_at, now=clock.now()):
        return None
    return found
