"""Attempts at final tests: a person's own, one with its items, those whose time has run out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select

from lms.core.db import db
from lms.learning.models import Enrolment
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.rules.attempts import AttemptFact
from lms.quiz.rules.grading import AnsweredItem
from lms.quiz.rules.kinds import FINAL_TEST


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptWithItems:
    """An attempt and its items in the order of the test."""

    attempt: Attempt
    items: tuple[AttemptItem, ...]

    def item(self, position: int) -> AttemptItem | None:
        """The item at a position, from 1."""
        return next((item for item in self.items if item.position == position), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An item that is about to be answered, with all that decides whether it may be."""

    attempt: Attempt
    item: AttemptItem
    enrolment: Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAttempt:
    """An attempt whose deadline has passed."""

    id: str
    user_id: str
    module_slug: str
    edition_digest: str
    deadline_at: datetime | None


def running_tests(enrolment_ids: Collection[str], now: datetime) -> Mapping[str, datetime]:
    """Enrolment → when its final test that is under way ends, where it has a limit; one round trip."""
    query = select(Attempt.enrolment_id, Attempt.deadline_at).where(
        Attempt.enrolment_id.in_(enrolment_ids), is_running(now)
    )
    rows = db.session.execute(query).all() if enrolment_ids else ()
    return {enrolment_id: ends_at for enrolment_id, ends_at in rows if ends_at is not None}


def is_running(now: datetime) -> ColumnElement[bool]:
    """A final test with a time limit that is under way."""
    return and_(Attempt.submitted_at.is_(None), Attempt.deadline_at > now, Attempt.quiz == FINAL_TEST)


def attempts_of(user_id: str, module_slug: str) -> Sequence[Attempt]:
    """A person's attempts at the final test of a module, in whatever enrolment, first to last."""
    return attempts_at(user_id, module_slug, (FINAL_TEST,))


def attempts_at(user_id: str, module_slug: str, quizzes: Sequence[str]) -> Sequence[Attempt]:
    """A person's attempts at quizzes of a module, in whatever enrolment, first to last; one round trip."""
    query = (
        select(Attempt)
        .where(Attempt.user_id == user_id, Attempt.module_slug == module_slug, Attempt.quiz.in_(quizzes))
        .order_by(Attempt.number)
    )
    return db.session.scalars(query).all()


def facts_from(attempts: Sequence[Attempt], enrolment_id: str) -> tuple[AttemptFact, ...]:
    """What counts of attempts for the next one."""
    return tuple(
        AttemptFact(
            id=attempt.id,
            number=attempt.number,
            is_of_this_enrolment=attempt.enrolment_id == enrolment_id,
            started_at=attempt.started_at,
            deadline_at=attempt.deadline_at,
            submitted_at=attempt.submitted_at,
            is_passed=attempt.is_passed_finally,
        )
        for attempt in attempts
    )


def open_attempt_of(enrolment_id: str, quiz: str = FINAL_TEST) -> Attempt | None:
    """The attempt at a quiz that is under way."""
    query = select(Attempt).where(
        Attempt.enrolment_id == enrolment_id, Attempt.quiz == quiz, Attempt.submitted_at.is_(None)
    )
    return db.session.scalar(query)


def asked_items(user_id: str, module_slug: str, quiz: str) -> frozenset[str]:
    """Ids of all items that a person was asked in attempts at a quiz of a module; one round trip."""
    query = (
        select(AttemptItem.item_id)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(Attempt.user_id == user_id, Attempt.module_slug == module_slug, Attempt.quiz == quiz)
    )
    return frozenset(db.session.scalars(query))


def running_attempts(user_id: str) -> Sequence[Attempt]:
    """A person's final tests that are under way, in modules that they are in; one round trip."""
    query = (
        select(Attempt)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(
            Attempt.user_id == user_id,
            Attempt.quiz == FINAL_TEST,
            Attempt.submitted_at.is_(None),
            Enrolment.withdrawn_at.is_(None),
        )
        .order_by(Attempt.started_at)
    )
    return db.session.scalars(query).all()


def attempt_with_items(user_id: str, attempt_id: str) -> AttemptWithItems | None:
    """An attempt with its items, if it is this person's; one round trip."""
    return _with_items(_own(user_id, attempt_id))


def locked_attempt_with_items(user_id: str, attempt_id: str) -> AttemptWithItems | None:
    """The same, to be handed in: whoever else wants to change it waits (SQLite's writers do so anyway).

    The items are locked as well: PostgreSQL reads only locked rows anew after it had to wait, and an answer
    saved meanwhile must count.
    """
    return _with_items(_own(user_id, attempt_id).with_for_update(of=(Attempt, AttemptItem)))


def _own(user_id: str, attempt_id: str) -> Select[Attempt, AttemptItem]:
    return (
        select(Attempt, AttemptItem)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(Attempt.id == attempt_id, Attempt.user_id == user_id)
        .order_by(AttemptItem.position)
    )


def _with_items(query: Select[Attempt, AttemptItem]) -> AttemptWithItems | None:
    rows = db.session.execute(query.execution_options(populate_existing=True)).all()
    if not rows:
        return None
    return AttemptWithItems(attempt=rows[0][0], items=tuple(row[1] for row in rows))


def item_to_answer(user_id: str, attempt_id: str, position: int) -> OpenItem | None:
    """An item of the person's own attempt, locked against handing in meanwhile; one round trip."""
    query = (
        select(Attempt, AttemptItem, Enrolment)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.id == attempt_id, Attempt.user_id == user_id, AttemptItem.position == position)
        .with_for_update(of=(Attempt, AttemptItem))
    )
    row = db.session.execute(query).one_or_none()
    return OpenItem(attempt=row[0], item=row[1], enrolment=row[2]) if row else None


def answered_items(items: Sequence[AttemptItem]) -> tuple[AnsweredItem, ...]:
    """Rows as the rules judge them."""
    return tuple(
        AnsweredItem(
            position=item.position,
            item_id=item.item_id,
            variant=item.variant,
            response=item.response,
            took_hint=item.hint_taken_at is not None,
        )
        for item in items
    )


def due_attempts(now: datetime, limit: int) -> tuple[DueAttempt, ...]:
    """Open attempts whose deadline has passed, oldest first; one round trip on an index of open ones."""
    query = (
        select(Attempt.id, Attempt.user_id, Attempt.module_slug, Attempt.edition_digest, Attempt.deadline_at)
        .where(Attempt.submitted_at.is_(None), Attempt.deadline_at < now)
        .order_by(Attempt.deadline_at)
        .limit(limit)
    )
    return tuple(
        DueAttempt(id=row[0], user_id=row[1], module_slug=row[2], edition_digest=row[3], deadline_at=row[4])
        for row in db.session.execute(query)
    )
