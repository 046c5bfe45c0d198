"""Attempts to be judged anew, regrades and what they improved; and which editions attempts are on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, exists, func, select

from lms.core.db import db
from lms.quiz.models import Attempt, AttemptItem, Regrade, RegradedAttempt
from lms.quiz.rules.kinds import FINAL_TEST
from lms.quiz.rules.regrading import Announced

MOST_EDITIONS = 12
"""Editions that are looked at: each older one has to be compiled again once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionInUse:
    """An edition that final tests were drawn from."""

    digest: str
    open_count: int
    submitted_count: int
    last_started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedAttempt:
    """An attempt that was handed in, with its items and what was announced."""

    attempt: Attempt
    items: tuple[AttemptItem, ...]
    announced: Announced
    regrade_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """How a regrade improved an attempt, why, and by the keys of which edition."""

    row: RegradedAttempt
    reason: str
    module_slug: str
    edition_digest: str


def editions_in_use(module_slug: str) -> tuple[EditionInUse, ...]:
    """The editions that final tests of a module are on, latest begun first; one round trip on an index."""
    last = func.max(Attempt.started_at)
    query = (
        select(
            Attempt.edition_digest,
            func.count().label("all_count"),
            func.count(Attempt.submitted_at).label("submitted_count"),
            last.label("last_started_at"),
        )
        .where(Attempt.module_slug == module_slug, Attempt.quiz == FINAL_TEST)
        .group_by(Attempt.edition_digest)
        .order_by(last.desc())
        .limit(MOST_EDITIONS)
    )
    return tuple(
        EditionInUse(
            digest=row.edition_digest,
            open_count=row.all_count - row.submitted_count,
            submitted_count=row.submitted_count,
            last_started_at=row.last_started_at,
        )
        for row in db.session.execute(query)
    )


def graded_attempts(
    module_slug: str, item_ids: Sequence[str], *, after: str | None, limit: int
) -> tuple[GradedAttempt, ...]:
    """Final tests handed in that asked one of the items, in the order of their ids; three round trips."""
    asks = exists().where(AttemptItem.attempt_id == Attempt.id, AttemptItem.item_id.in_(item_ids))
    query = (
        select(Attempt)
        .where(
            Attempt.module_slug == module_slug,
            Attempt.quiz == FINAL_TEST,
            Attempt.submitted_at.is_not(None),
            asks,
            *((Attempt.id > after,) if after is not None else ()),
        )
        .order_by(Attempt.id)
        .limit(limit)
    )
    attempts = db.session.scalars(query).all()
    ids = [attempt.id for attempt in attempts]
    items = _items_of(ids)
    regraded = _regraded(RegradedAttempt.attempt_id.in_(ids))
    return tuple(_graded(attempt, items[attempt.id], regraded.get(attempt.id, ())) for attempt in attempts)


def _items_of(attempt_ids: Sequence[str]) -> dict[str, list[AttemptItem]]:
    found: dict[str, list[AttemptItem]] = {attempt_id: [] for attempt_id in attempt_ids}
    query = select(AttemptItem).where(AttemptItem.attempt_id.in_(attempt_ids)).order_by(AttemptItem.position)
    for item in db.session.scalars(query):
        found[item.attempt_id].append(item)
    return found


def _regraded(wanted: ColumnElement[bool]) -> dict[str, list[RegradedAttempt]]:
    found: dict[str, list[RegradedAttempt]] = {}
    for row in db.session.scalars(select(RegradedAttempt).where(wanted).order_by(RegradedAttempt.number)):
        found.setdefault(row.attempt_id, []).append(row)
    return found


def _graded(
    attempt: Attempt, items: Sequence[AttemptItem], regraded: Sequence[RegradedAttempt]
) -> GradedAttempt:
    return GradedAttempt(
        attempt=attempt,
        items=tuple(items),
        announced=announced_of(attempt, items, regraded),
        regrade_count=len(regraded),
    )


def announced_of(
    attempt: Attempt, items: Sequence[AttemptItem], regraded: Sequence[RegradedAttempt]
) -> Announced:
    """What the person was told of an attempt last, given the regrades that improved it, first to last."""
    assert attempt.score is not None
    assert attempt.max_score is not None
    last = regraded[-1] if regraded else None
    points = {item.position: item.score or Decimal(0) for item in items}
    for row in regraded:
        points |= {int(position): Decimal(score) for position, score in row.item_scores.items()}
    return Announced(
        score=last.new_score if last else attempt.score,
        max_score=attempt.max_score,
        is_passed=last.is_passed if last else bool(attempt.is_passed),
        items=points,
    )


def regraded_attempts(module_slug: str) -> dict[str, list[RegradedAttempt]]:
    """Attempt → the regrades that improved it, first to last, for a whole module; one round trip."""
    own = select(Regrade.id).where(Regrade.module_slug == module_slug)
    return _regraded(RegradedAttempt.regrade_id.in_(own))


def improvements_of(attempt_id: str) -> tuple[Improvement, ...]:
    """What regrades made of an attempt, first to last; one round trip."""
    query = (
        select(RegradedAttempt, Regrade)
        .join(Regrade, Regrade.id == RegradedAttempt.regrade_id)
        .where(RegradedAttempt.attempt_id == attempt_id)
        .order_by(RegradedAttempt.number)
    )
    return tuple(
        Improvement(
            row=row,
            reason=regrade.reason,
            module_slug=regrade.module_slug,
            edition_digest=regrade.to_digest,
        )
        for row, regrade in db.session.execute(query)
    )


def regrades_of(module_slug: str) -> Sequence[Regrade]:
    """The regrades of a module, latest first."""
    query = select(Regrade).where(Regrade.module_slug == module_slug).order_by(Regrade.decided_at.desc())
    return db.session.scalars(query).all()


def unfinished_regrade_of(module_slug: str) -> Regrade | None:
    """The regrade of a module that is under way."""
    query = select(Regrade).where(Regrade.module_slug == module_slug, Regrade.finished_at.is_(None))
    return db.session.scalar(query)


def first_unfinished() -> str | None:
    """Id of the regrade that is to be gone on with."""
    query = select(Regrade.id).where(Regrade.finished_at.is_(None)).order_by(Regrade.decided_at).limit(1)
    return db.session.scalar(query)


def locked_regrade(regrade_id: str) -> Regrade | None:
    """A regrade, kept from others while a part of it is done; None where another is at it."""
    query = select(Regrade).where(Regrade.id == regrade_id).with_for_update(skip_locked=True)
    return db.session.scalar(query.execution_options(populate_existing=True))


def is_told_of(regrade_id: str, user_id: str) -> bool:
    """The person has been told of this regrade, because it improved another of their attempts."""
    query = (
        select(RegradedAttempt.id)
        .join(Attempt, Attempt.id == RegradedAttempt.attempt_id)
        .where(RegradedAttempt.regrade_id == regrade_id, Attempt.user_id == user_id)
        .limit(1)
    )
    return db.session.scalar(query) is not None
