"""How many tries at a final test somebody has left, those granted beyond the usual ones among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.content.outline import Blueprint
from lms.core.db import db
from lms.quiz.models import Attempt, ExtraTry
from lms.quiz.queries.attempts import facts_from
from lms.quiz.rules.attempts import StartCheck, check_start


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """Who is to start a test, in which enrolment."""

    user_id: str
    module_slug: str
    enrolment_id: str


def check_of(
    learner: Learner,
    blueprint: Blueprint,
    attempts: Sequence[Attempt],
    now: datetime,
    *,
    renewed_since: datetime | None = None,
) -> StartCheck:
    """Whether the person may start a test; asks for extra tries only where the usual ones are used."""
    facts = facts_from(attempts, learner.enrolment_id)
    check = check_start(blueprint, facts, now, renewed_since=renewed_since)
    if check.attempts_left > 0:
        return check
    extra = extra_try_count(learner.user_id, learner.module_slug, since=renewed_since)
    if not extra:
        return check
    return check_start(blueprint, facts, now, renewed_since=renewed_since, extra_tries=extra)


def extra_try_count(user_id: str, module_slug: str, *, since: datetime | None = None) -> int:
    """How many further tries somebody was granted."""
    query = select(func.count(ExtraTry.id)).where(
        ExtraTry.user_id == user_id, ExtraTry.module_slug == module_slug
    )
    if since is not None:
        query = query.where(ExtraTry.granted_at >= since)
    return db.session.scalar(query) or 0


def extra_tries_of(user_id: str, module_slug: str) -> Sequence[ExtraTry]:
    """Further tries that somebody was granted, first to last."""
    query = select(ExtraTry).where(ExtraTry.user_id == user_id, ExtraTry.module_slug == module_slug)
    return db.session.scalars(query.order_by(ExtraTry.granted_at)).all()
