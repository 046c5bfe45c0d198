"""What people gained: one person's two tests, and means over many people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import exists, func, select

from lms.core.db import db
from lms.quiz.models import Attempt, AttemptItem, LearningGain, RegradedAttempt
from lms.quiz.queries.attempts import attempts_of
from lms.quiz.rules.gain import FEWEST_PEOPLE, OutcomeScores, counting
from lms.quiz.rules.kinds import PREPARATION


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanGain:
    """A learning outcome before and after, as means over all people who took both tests."""

    module_slug: str
    learning_outcome: str
    people: int
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """Percentage points gained, on average."""
        return self.after - self.before


def preparation_taken(user_id: str, module_slug: str) -> Attempt | None:
    """A person's preparation test, handed in with at least one answer saved; one round trip."""
    has_answers = exists().where(AttemptItem.attempt_id == Attempt.id, AttemptItem.saved_at.is_not(None))
    query = select(Attempt).where(
        Attempt.user_id == user_id,
        Attempt.module_slug == module_slug,
        Attempt.quiz == PREPARATION,
        Attempt.submitted_at.is_not(None),
        has_answers,
    )
    return db.session.scalar(query)


def outcome_scores_of(attempt: Attempt) -> OutcomeScores:
    """Points per learning outcome that count: those of the latest regrade, if one improved the attempt."""
    if attempt.regraded_score is None:
        return attempt.outcome_scores or {}
    query = (
        select(RegradedAttempt.outcome_scores)
        .where(RegradedAttempt.attempt_id == attempt.id)
        .order_by(RegradedAttempt.number.desc())
        .limit(1)
    )
    return db.session.scalars(query).one()


def final_outcome_scores(user_id: str, module_slug: str, *, since: datetime | None = None) -> OutcomeScores:
    """Points per learning outcome of the final test that counts; none where none was handed in (since)."""
    attempts = attempts_of(user_id, module_slug)
    attempt = counting(one for one in attempts if since is None or one.started_at >= since)
    return {} if attempt is None else outcome_scores_of(attempt)


def gains_of(user_id: str, module_slug: str) -> Sequence[LearningGain]:
    """What is kept of a person's gains in a module."""
    query = select(LearningGain).where(
        LearningGain.user_id == user_id, LearningGain.module_slug == module_slug
    )
    return db.session.scalars(query).all()


def mean_gains() -> tuple[MeanGain, ...]:
    """Means of every outcome that enough people took both tests of; one round trip on an index alone."""
    people = func.count()
    query = (
        select(
            LearningGain.module_slug,
            LearningGain.learning_outcome,
            people,
            func.avg(LearningGain.before_percent),
            func.avg(LearningGain.after_percent),
        )
        .group_by(LearningGain.module_slug, LearningGain.learning_outcome)
        .having(people >= FEWEST_PEOPLE)
    )
    return tuple(
        MeanGain(
            module_slug=row[0],
            learning_outcome=row[1],
            people=row[2],
            before=Decimal(str(row[3])),
            after=Decimal(str(row[4])),
        )
        for row in db.session.execute(query)
    )
