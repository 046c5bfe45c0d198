"""Two accounts side by side, and what would become of them as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from lms.admin.queries.person import (
    Joined,
    Membership,
    SignInsKept,
    memberships_of,
    modules_of_person,
    sign_ins_of,
)
from lms.core.access import Grant
from lms.core.db import db
from lms.core.scopes import Reach
from lms.credentials.models import CredentialRecord
from lms.learning.merging import joinings_of
from lms.learning.rules.merging import Joining
from lms.people.joining import consents_in_force
from lms.people.models import User
from lms.people.queries.merging import side_of
from lms.people.queries.people import AccountState, Wanted, grants_of_people, people, state_of
from lms.people.rules import ConsentKind
from lms.people.rules.merging import Obstacle, Pair, consents_that_end, obstacles
from lms.quiz.models import Attempt, Submission
from lms.tools.models import ToolSheet

MOST_FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one of two accounts has."""

    user: User
    state: AccountState
    modules: tuple[Joined, ...]
    memberships: tuple[Membership, ...]
    grants: tuple[Grant, ...]
    consents: frozenset[ConsentKind]
    sign_ins: SignInsKept
    certificate_count: int
    test_count: int
    work_count: int
    sheet_count: int

    @property
    def completed_count(self) -> int:
        """How many modules were completed."""
        return sum(one.completed_at is not None for one in self.modules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What joining would do, looked at before anything is done."""

    joinings: tuple[Joining, ...]
    under_way_in: frozenset[str]
    """Slugs of modules in which both have the same test under way."""
    ending: frozenset[ConsentKind]
    obstacles: tuple[Obstacle, ...]


def account_of(user: User) -> Account:
    """Some ten round trips: two people at a time are looked at, and rarely."""
    return Account(
        user=user,
        state=state_of(user),
        modules=tuple(modules_of_person(user.id)),
        memberships=tuple(memberships_of(user.id)),
        grants=tuple(grants_of_people([user.id]).get(user.id, ())),
        consents=consents_in_force(user.id),
        sign_ins=sign_ins_of(user),
        certificate_count=_count(CredentialRecord, CredentialRecord.holder_id, user.id),
        test_count=_count(Attempt, Attempt.user_id, user.id),
        work_count=_count(Submission, Submission.user_id, user.id),
        sheet_count=_count(ToolSheet, ToolSheet.user_id, user.id),
    )


def _count(model: Any, column: Any, user_id: str) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(column == user_id)) or 0


def others_called(text: str, user: User, reach: Reach) -> Sequence[User]:
    """Others within reach who are found by what was typed; one round trip."""
    if not text.strip():
        return ()
    query = people(Wanted(text=text), reach).where(User.id != user.id)
    return db.session.scalars(query.order_by(User.name_key, User.id).limit(MOST_FOUND)).all()


def prospect_of(kept: User, other: User) -> Prospect:
    """The same rules are asked as when it is done."""
    joinings = tuple(joinings_of(Pair(kept_id=kept.id, other_id=other.id)))
    return Prospect(
        joinings=joinings,
        under_way_in=frozenset(one.module_slug for one in joinings if _both_under_way(one)),
        ending=frozenset(consents_that_end(consents_in_force(kept.id), consents_in_force(other.id))),
        obstacles=tuple(obstacles(side_of(kept), side_of(other))),
    )


def _both_under_way(one: Joining) -> bool:
    query = (
        select(Attempt.quiz)
        .where(Attempt.enrolment_id.in_((one.leader_id, one.follower_id)), Attempt.submitted_at.is_(None))
        .group_by(Attempt.quiz)
        .having(func.count() > 1)
    )
    return not one.is_followers_whole and db.session.scalar(query.limit(1)) is not None
