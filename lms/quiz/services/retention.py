"""Answers of people who have left a module are not needed for ever."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, exists, select, update

from lms.core.db import db
from lms.core.retention import Category, declare
from lms.learning.models import Enrolment
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.rules.retention import ANSWERS_KEPT, ANSWERS_KEPT_LEAST


def _is_due(before: datetime) -> ColumnElement[bool]:
    left = select(Enrolment.id).where(Enrolment.withdrawn_at < before)
    # Asked for each of these few attempts: a list of all that were ever answered would be long.
    is_answered = exists().where(AttemptItem.attempt_id == Attempt.id, AttemptItem.response.is_not(None))
    return Attempt.enrolment_id.in_(left) & is_answered


def _forget_answers(attempt_id: str) -> int:
    db.session.execute(update(AttemptItem).where(AttemptItem.attempt_id == attempt_id).values(response=None))
    db.session.commit()
    return 1


CATEGORIES = declare(
    Category(
        name="answers-of-those-who-left",
        title=_("Answers in tests of people who have left the module"),
        why=_("They may come back, or ask how they were judged. Results stay."),
        days=ANSWERS_KEPT.days,
        lowest=ANSWERS_KEPT_LEAST.days,
        key=Attempt.id,
        since=Attempt.started_at,
        is_due=_is_due,
        act=_forget_answers,
    ),
)
