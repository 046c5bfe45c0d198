"""Personal data in attempts and self-checks: what a person can take away, and how it is erased."""

from datetime import datetime

from sqlalchemy import Select, delete, select, update

from lms.core.db import db
from lms.core.privacy import PersonalData
from lms.learning.models import Enrolment
from lms.quiz.documents import DOCUMENTS, FOLDERS, WORDS
from lms.quiz.models import (
    Accommodation,
    Attempt,
    AttemptItem,
    ExtraTry,
    LearningGain,
    Regrade,
    RegradedAttempt,
    ReviewCard,
    SelfCheckAnswer,
)
from lms.quiz.privacy import submissions
from lms.quiz.queries.cards import all_cards


def export(user_id: str) -> dict[str, object]:
    """A person's attempts with all answers, self-checks, extra time, and what they handed in and marked."""
    attempts = db.session.scalars(
        select(Attempt).where(Attempt.user_id == user_id).order_by(Attempt.started_at)
    )
    checks = db.session.scalars(
        select(SelfCheckAnswer)
        .where(SelfCheckAnswer.enrolment_id.in_(_enrolments(user_id)))
        .order_by(SelfCheckAnswer.answered_at)
    )
    granted = db.session.scalars(
        select(Accommodation).where(Accommodation.user_id == user_id).order_by(Accommodation.granted_at)
    )
    tries = db.session.scalars(
        select(ExtraTry).where(ExtraTry.user_id == user_id).order_by(ExtraTry.granted_at)
    )
    gains = db.session.scalars(select(LearningGain).where(LearningGain.user_id == user_id))
    return {
        "attempts": [_attempt(attempt) for attempt in attempts],
        "self_checks": [_self_check(check) for check in checks],
        "learning_gains": [_gain(one) for one in gains],
        "review_cards": [_card(one) for one in all_cards(user_id)],
        "extra_tries": [_extra_try(one) for one in tries],
        "extra_time": [_extra_time(one) for one in granted],
        **submissions.export(user_id),
    }


def erase(user_id: str) -> None:
    """Remove a person's attempts, answers and work. Results alone are `learning`'s to keep or erase."""
    submissions.erase(user_id)
    own = select(Attempt.id).where(Attempt.user_id == user_id)
    db.session.execute(delete(RegradedAttempt).where(RegradedAttempt.attempt_id.in_(own)))
    db.session.execute(update(Regrade).where(Regrade.decided_by == user_id).values(decided_by=None))
    db.session.execute(delete(AttemptItem).where(AttemptItem.attempt_id.in_(own)))
    db.session.execute(delete(Attempt).where(Attempt.user_id == user_id))
    db.session.execute(delete(SelfCheckAnswer).where(SelfCheckAnswer.enrolment_id.in_(_enrolments(user_id))))
    db.session.execute(delete(ReviewCard).where(ReviewCard.user_id == user_id))
    db.session.execute(delete(LearningGain).where(LearningGain.user_id == user_id))
    db.session.execute(delete(Accommodation).where(Accommodation.user_id == user_id))
    db.session.execute(delete(ExtraTry).where(ExtraTry.user_id == user_id))
    tries = update(ExtraTry).where(ExtraTry.granted_by == user_id)
    db.session.execute(tries.values(granted_by=None))
    given = update(Accommodation).where(Accommodation.granted_by == user_id)
    db.session.execute(given.values(granted_by=None))


PERSONAL_DATA = PersonalData(
    package="quiz",
    tables=frozenset(
        model.__tablename__
        for model in (
            Attempt,
            AttemptItem,
            SelfCheckAnswer,
            LearningGain,
            ReviewCard,
            Accommodation,
            ExtraTry,
            RegradedAttempt,
        )
    )
    | submissions.TABLES,
    export=export,
    erase=erase,
    words=WORDS,
    documents=DOCUMENTS,
    folders=FOLDERS,
    files=submissions.files,
)


def _enrolments(user_id: str) -> Select[str]:
    return select(Enrolment.id).where(Enrolment.user_id == user_id)


def _card(one: ReviewCard) -> dict[str, object]:
    return {
        "module": one.module_slug,
        "source": one.source.value,
        "item": one.item_id,
        "step": one.step,
        "right_in_row": one.right_in_row,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "response": one.response,
        "answered_on": one.answered_on.isoformat() if one.answered_on else None,
    }


def _extra_try(one: ExtraTry) -> dict[str, object]:
    return {
        "module": one.module_slug,
        "granted_at": one.granted_at.isoformat(),
        "reason": one.reason,
    }


def _gain(one: LearningGain) -> dict[str, object]:
    return {
        "module": one.module_slug,
        "learning_outcome": one.learning_outcome,
        "before_percent": _number(one.before_percent),
        "after_percent": _number(one.after_percent),
    }


def _attempt(attempt: Attempt) -> dict[str, object]:
    items = db.session.scalars(
        select(AttemptItem).where(AttemptItem.attempt_id == attempt.id).order_by(AttemptItem.position)
    )
    return {
        "module": attempt.module_slug,
        "quiz": attempt.quiz,
        "number": attempt.number,
        "language": attempt.language,
        "started_at": attempt.started_at.isoformat(),
        "deadline_at": _moment(attempt.deadline_at),
        "submitted_at": _moment(attempt.submitted_at),
        "score": _number(attempt.score),
        "max_score": _number(attempt.max_score),
        "is_passed": attempt.is_passed,
        "outcome_scores": attempt.outcome_scores,
        "items": [_item(item) for item in items],
        "regrades": _regrades(attempt.id),
    }


def _regrades(attempt_id: str) -> list[dict[str, object]]:
    rows = db.session.execute(
        select(RegradedAttempt, Regrade.reason)
        .join(Regrade, Regrade.id == RegradedAttempt.regrade_id)
        .where(RegradedAttempt.attempt_id == attempt_id)
        .order_by(RegradedAttempt.number)
    )
    return [
        {
            "regraded_at": one.regraded_at.isoformat(),
            "reason": reason,
            "old_score": _number(one.old_score),
            "new_score": _number(one.new_score),
            "was_passed": one.was_passed,
            "is_passed": one.is_passed,
            "item_scores": one.item_scores,
            "outcome_scores": one.outcome_scores,
        }
        for one, reason in rows
    ]


def _item(item: AttemptItem) -> dict[str, object]:
    return {
        "position": item.position,
        "item": item.item_id,
        "response": item.response,
        "is_flagged": item.is_flagged,
        "saved_at": _moment(item.saved_at),
        "hint_taken_at": _moment(item.hint_taken_at),
        "checked_at": _moment(item.checked_at),
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


def _extra_time(granted: Accommodation) -> dict[str, object]:
    return {
        "extra_percent": granted.extra_percent,
        "is_untimed": granted.extra_percent is None,
        "valid_until": granted.valid_until.isoformat() if granted.valid_until else None,
        "granted_at": granted.granted_at.isoformat(),
        "withdrawn_at": _moment(granted.withdrawn_at),
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _number(value: object) -> str | None:
    return None if value is None else str(value)
