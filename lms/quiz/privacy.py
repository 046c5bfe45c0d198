"""Personal data in attempts and self-checks: what a person can take away, and how it is erased."""

from sqlalchemy import Select, delete, select

from lms.core.db import db
from lms.core.privacy import PersonalData
from lms.learning.models import Enrolment
from lms.quiz.models import Attempt, AttemptItem, SelfCheckAnswer


def export(user_id: str) -> dict[str, object]:
    """A person's attempts with all answers, and their self-checks."""
    attempts = db.session.scalars(
        select(Attempt).where(Attempt.user_id == user_id).order_by(Attempt.started_at)
    )
    checks = db.session.scalars(
        select(SelfCheckAnswer)
        .where(SelfCheckAnswer.enrolment_id.in_(_enrolments(user_id)))
        .order_by(SelfCheckAnswer.answered_at)
    )
    return {
        "attempts": [_attempt(attempt) for attempt in attempts],
        "self_checks": [_self_check(check) for check in checks],
    }


def erase(user_id: str) -> None:
    """Remove a person's attempts and answers. Results without answers are `learning`'s to keep or erase."""
    own = select(Attempt.id).where(Attempt.user_id == user_id)
    db.session.execute(delete(AttemptItem).where(AttemptItem.attempt_id.in_(own)))
    db.session.execute(delete(Attempt).where(Attempt.user_id == user_id))
    db.session.execute(delete(SelfCheckAnswer).where(SelfCheckAnswer.enrolment_id.in_(_enrolments(user_id))))


PERSONAL_DATA = PersonalData(
    package="quiz",
    tables=frozenset({Attempt.__tablename__, AttemptItem.__tablename__, SelfCheckAnswer.__tablename__}),
    export=export,
    erase=erase,
)


def _enrolments(user_id: str) -> Select[str]:
    return select(Enrolment.id).where(Enrolment.user_id == user_id)


def _attempt(attempt: Attempt) -> dict[str, object]:
    items = db.session.scalars(
        select(AttemptItem).where(AttemptItem.attempt_id == attempt.id).order_by(AttemptItem.position)
    )
    return {
        "module": attempt.module_slug,
        "quiz": attempt.quiz,
        "number": attempt.number,
        "started_at": attempt.started_at.isoformat(),
        "submitted_at": attempt.submitted_at.isoformat() if attempt.submitted_at else None,
        "score": _number(attempt.score),
        "max_score": _number(attempt.max_score),
        "is_passed": attempt.is_passed,
        "outcome_scores": attempt.outcome_scores,
        "items": [_item(item) for item in items],
    }


def _item(item: AttemptItem) -> dict[str, object]:
    return {
        "position": item.position,
        "item": item.item_id,
        "response": item.response,
        "is_flagged": item.is_flagged,
        "saved_at": item.saved_at.isoformat() if item.saved_at else None,
        "score": _number(item.score),
    }


def _self_check(check: SelfCheckAnswer) -> dict[str, object]:
    return {
        "item": check.item_id,
        "response": check.response,
        "score": _number(check.score),
        "max_score": _number(check.max_score),
        "answered_at": check.answered_at.isoformat(),
    }


def _number(value: object) -> str | None:
    return None if value is None else str(value)
