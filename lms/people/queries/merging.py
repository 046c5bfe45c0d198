"""Accounts that are one person's: those joined already, and those that may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from lms.core.db import db
from lms.core.folding import fold
from lms.core.scopes import Reach
from lms.people.models import ErasureRequest, MergedAccount, PersonWord, User
from lms.people.queries.reaching import people_within
from lms.people.rules.erasures import ErasureCause
from lms.people.rules.likeness import Known, Likeness, likeness
from lms.people.rules.merging import Side

ERASED = "@erased.invalid"
MOST_NAMES = 200
"""Names that several people have are looked through so far, for the page of likely doubles."""
MOST_CANDIDATES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddress:
    """An address of an account that was joined with the one looked at."""

    email: str
    merged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Two accounts that may be one person's, and why."""

    one: User
    other: User
    likeness: Likeness


def side_of(user: User) -> Side:
    """What counts of an account before it is joined with another."""
    waits = db.session.get(ErasureRequest, user.id)
    return Side(
        id=user.id,
        is_closed=user.disabled_at is not None,
        is_confirmed=user.email_confirmed_at is not None,
        wants_erasure=waits is not None and waits.cause is ErasureCause.ASKED,
        is_example=user.is_example,
    )


def merged_ids(user_id: str) -> Sequence[str]:
    """The accounts that were joined with this one."""
    query = select(MergedAccount.user_id).where(MergedAccount.into_id == user_id)
    return db.session.scalars(query.order_by(MergedAccount.merged_at, MergedAccount.user_id)).all()


def former_addresses(user_id: str) -> Sequence[FormerAddress]:
    """What their addresses were."""
    query = select(MergedAccount).where(MergedAccount.into_id == user_id).order_by(MergedAccount.merged_at)
    return [FormerAddress(email=one.email, merged_at=one.merged_at) for one in db.session.scalars(query)]


def own_addresses(user: User) -> set[str]:
    """Theirs and those from before they were joined, but for any that is somebody else's account by now."""
    former = {one.email for one in former_addresses(user.id)}
    taken = db.session.scalars(select(User.email).where(User.email.in_(former), User.id != user.id))
    return {user.email, *(former - set(taken))}


def stays_of(user_id: str) -> str | None:
    """The account that this one was joined with."""
    return db.session.scalar(select(MergedAccount.into_id).where(MergedAccount.user_id == user_id))


def stays_at(email: str) -> User | None:
    """The account that the last one with this address, confirmed as theirs, was joined with."""
    gone = aliased(User)
    query = (
        select(User)
        .join(MergedAccount, MergedAccount.into_id == User.id)
        .join(gone, gone.id == MergedAccount.user_id)
        .where(MergedAccount.email == email, gone.email_confirmed_at.is_not(None))
        .order_by(MergedAccount.merged_at.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def likely_doubles(reach: Reach) -> list[Double]:
    """Pairs within reach that are likely one person, those with most signs first; two round trips."""
    named = _here(reach).where(User.certificate_name.is_not(None))
    names = (
        named.with_only_columns(User.name_key)
        .group_by(User.name_key)
        .having(func.count() > 1)
        .order_by(User.name_key)
        .limit(MOST_NAMES)
    )
    alike: dict[str, list[User]] = {}
    query = named.where(User.name_key.in_(names)).order_by(User.name_key, User.created_at, User.id)
    for user in db.session.scalars(query):
        alike.setdefault(user.name_key, []).append(user)
    found = [double for users in alike.values() for double in _pairs(users)]
    return sorted(found, key=lambda one: -one.likeness.weight)


def _pairs(users: Sequence[User]) -> list[Double]:
    pairs = [(one, other) for at, one in enumerate(users) for other in users[at + 1 :]]
    doubles = [Double(one=a, other=b, likeness=likeness(_known(a), _known(b))) for a, b in pairs]
    return [one for one in doubles if one.likeness.is_likely]


def doubles_of(user: User, reach: Reach) -> list[Double]:
    """Who within reach may be the same person: by name, or by the words of the address; one round trip."""
    local = fold(user.email.partition("@")[0])
    words = [word for word in local.replace(".", " ").replace("+", " ").split() if len(word) > 3]
    called = select(PersonWord.user_id).where(PersonWord.word.in_({*words, local}))
    query = (
        _here(reach)
        .where(User.id != user.id, (User.name_key == user.name_key) | User.id.in_(called))
        .order_by(User.name_key, User.id)
        .limit(MOST_CANDIDATES)
    )
    own = _known(user)
    found = [
        Double(one=user, other=one, likeness=likeness(own, _known(one))) for one in db.session.scalars(query)
    ]
    return sorted((one for one in found if one.likeness.is_likely), key=lambda one: -one.likeness.weight)


def _here(reach: Reach) -> Select[User]:
    return select(User).where(people_within(reach), ~User.email.endswith(ERASED))


def _known(user: User) -> Known:
    return Known(
        name=user.name_key if user.certificate_name else "",
        email=user.email,
        organisation=fold(user.organisation or ""),
        country=user.country,
    )
