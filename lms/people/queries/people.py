"""Finding people: by name, address and organisation, by role, country, occupation and last use."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, func, literal, select, type_coerce, union_all

from lms.core import clock
from lms.core.access import Grant, Role
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.paging import Cursor, Key, Order, Page, page_of
from lms.core.planning import row_by_row
from lms.core.scopes import Reach, Scope, ScopeKind
from lms.people.models import Affiliation, Organisation, RoleGrant, SignIn, User
from lms.people.queries.calling import are_called_within
from lms.people.queries.reaching import PRESENT, people_within
from lms.people.rules import Occupation

Value = TypeVar("Value")

ERASED = "@erased.invalid"
"""How the addresses end of people who were erased: they are found nowhere."""


class AccountState(StrEnum):
    """Whether somebody can sign in."""

    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    """The address was never shown to be theirs."""
    CLOSED = "closed"


class LastSeen(StrEnum):
    """When somebody used their account last."""

    WEEK = "week"
    MONTH = "month"
    LONGER_AGO = "longer-ago"


_SEEN_WITHIN = {LastSeen.WEEK: timedelta(days=7), LastSeen.MONTH: timedelta(days=30)}

ORDERS = {
    "name": Order("name", (Key(User.name_key), Key(User.id))),
    "-created": Order("-created", (Key(User.created_at, descending=True), Key(User.id))),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom to look for; what is left open is everybody."""

    text: str = ""
    role: Role | None = None
    country: str | None = None
    occupation: Occupation | None = None
    state: AccountState | None = None
    seen: LastSeen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A line of the list."""

    id: str
    name: str
    email: str
    country: str | None
    occupation: Occupation | None
    organisations: tuple[str, ...]
    grants: tuple[Grant, ...]
    organisations_of_roles: Mapping[str, str]
    """Id → name of the organisations that the roles are limited to."""
    state: AccountState
    created_at: datetime
    seen_at: datetime | None
    """None: never signed in."""


def people(wanted: Wanted, reach: Reach) -> Select[Any]:
    """Those within reach who are wanted, for a page or an export; `found_people` makes lines of its rows."""
    return select(User).where(*_conditions(wanted, reach))


def find_people(wanted: Wanted, reach: Reach, *, sort: str, cursor: Cursor) -> Page[User]:
    """A page of them; two round trips, one more where words are typed."""
    conditions = list(_conditions(wanted, reach))
    along = select(User).where(row_by_row(conditions, on_both=bool(wanted.text)))
    found = page_of(select(User).where(*conditions), ORDERS[sort], cursor, along=along, lines=select(User))
    return found.of(lambda row: row[0])


def only_person(wanted: Wanted, reach: Reach) -> str | None:
    """Id of whom the wish fits, where it fits nobody else; one round trip."""
    ids = db.session.scalars(people(wanted, reach).with_only_columns(User.id).limit(2)).all()
    return str(ids[0]) if len(ids) == 1 else None


def _conditions(wanted: Wanted, reach: Reach) -> Iterator[ColumnElement[bool]]:
    yield are_called_within(wanted.text, reach)
    yield ~User.email.endswith(ERASED)
    if wanted.role is not None:
        yield User.id.in_(select(RoleGrant.user_id).where(RoleGrant.role == wanted.role))
    if wanted.country is not None:
        yield User.country == wanted.country
    if wanted.occupation is not None:
        yield User.occupation == wanted.occupation
    if wanted.state is not None:
        yield _STATES[wanted.state]
    if wanted.seen is not None:
        yield _seen(wanted.seen)


_STATES: dict[AccountState, ColumnElement[bool]] = {
    AccountState.CLOSED: User.disabled_at.is_not(None),
    AccountState.UNCONFIRMED: User.disabled_at.is_(None) & User.email_confirmed_at.is_(None),
    AccountState.OPEN: User.disabled_at.is_(None) & User.email_confirmed_at.is_not(None),
}


def _seen(when: LastSeen) -> ColumnElement[bool]:
    within = _SEEN_WITHIN.get(when, _SEEN_WITHIN[LastSeen.MONTH])
    lately = User.id.in_(select(SignIn.user_id).where(SignIn.seen_at >= clock.now() - within))
    return ~lately if when is LastSeen.LONGER_AGO else lately


def found_people(users: Sequence[User]) -> Iterator[FoundPerson]:
    """Lines of the list; two round trips, however many people."""
    ids = [user.id for user in users]
    (granted, organisations), seen = _grants_and_organisations(ids), last_seen(ids)
    for user in users:
        roles = granted.get(user.id, ())
        yield FoundPerson(
            id=user.id,
            name=user.certificate_name or "",
            email=user.email,
            country=user.country,
            occupation=user.occupation,
            organisations=tuple(organisations.get(user.id) or _said(user.organisation)),
            grants=tuple(grant for grant, _ in roles),
            organisations_of_roles={grant.scope.id: name for grant, name in roles if name},
            state=state_of(user),
            created_at=user.created_at,
            seen_at=used_at(user, seen.get(user.id)),
        )


def _said(organisation: str | None) -> tuple[str, ...]:
    return (organisation,) if organisation else ()


def state_of(user: User) -> AccountState:
    """Whether this person can sign in."""
    if user.disabled_at is not None:
        return AccountState.CLOSED
    return AccountState.OPEN if user.email_confirmed_at is not None else AccountState.UNCONFIRMED


def grants_of_people(user_ids: Collection[str]) -> dict[str, list[Grant]]:
    """User id → all that they were granted."""
    query = select(RoleGrant).where(RoleGrant.user_id.in_(user_ids)).order_by(RoleGrant.role)
    rows = db.session.scalars(query)
    return _grouped((one.user_id, Grant(one.role, Scope(one.scope_kind, one.scope_id))) for one in rows)


def _grants_and_organisations(
    user_ids: Collection[str],
) -> tuple[dict[str, list[tuple[Grant, str]]], dict[str, list[str]]]:
    """Both by user id, in one round trip; a grant over an organisation has its name beside it."""
    nothing = literal("")
    is_over = (RoleGrant.scope_kind == ScopeKind.ORGANISATION) & (Organisation.id == RoleGrant.scope_id)
    granted = (
        select(
            RoleGrant.user_id,
            func.coalesce(Organisation.name, "").label("name"),
            type_coerce(RoleGrant.role, String).label("sorted_by"),
            type_coerce(RoleGrant.scope_kind, String).label("kind"),
            RoleGrant.scope_id.label("scope_id"),
        )
        .outerjoin(Organisation, is_over)
        .where(RoleGrant.user_id.in_(user_ids))
    )
    belonging = (
        select(Affiliation.user_id, Organisation.name, Organisation.name_key, nothing, nothing)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.user_id.in_(user_ids), *PRESENT)
    )
    rows = db.session.execute(union_all(granted, belonging).order_by("sorted_by")).all()
    grants = (
        (row[0], (Grant(Role(row[2]), Scope(ScopeKind(row[3]), row[4])), row[1])) for row in rows if row[3]
    )
    return _grouped(grants), _grouped((row[0], row[1]) for row in rows if not row[3])


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def last_seen(user_ids: Collection[str]) -> dict[str, datetime]:
    """User id → when the account was used last, as far as sign-ins are kept."""
    query = (
        select(SignIn.user_id, func.max(SignIn.seen_at))
        .where(SignIn.user_id.in_(user_ids))
        .group_by(SignIn.user_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def used_at(user: User, seen_at: datetime | None) -> datetime | None:
    """When an account was used last, given the latest of its sign-ins that are kept; None: never."""
    return max((one for one in (seen_at, user.last_sign_in_at) if one is not None), default=None)


def has_account_within(email: str, reach: Reach) -> bool:
    """Somebody within reach has this address, as `emails.normalised_email` writes it."""
    return db.session.scalar(select(User.id).where(User.email == email, people_within(reach))) is not None


def person_within(user_id: str, reach: Reach) -> User:
    """Somebody within reach; raises NotFoundError for anybody else."""
    found = db.session.scalar(select(User).where(*_is_within(user_id, reach)))
    if found is None:
        raise NotFoundError
    return found


def is_person_within(user_id: str, reach: Reach) -> bool:
    """Somebody within reach has this id; one round trip."""
    return db.session.scalar(select(User.id).where(*_is_within(user_id, reach))) is not None


def _is_within(user_id: str, reach: Reach) -> tuple[ColumnElement[bool], ...]:
    return User.id == user_id, people_within(reach), ~User.email.endswith(ERASED)
