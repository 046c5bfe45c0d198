"""What the tables themselves refuse."""

from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from lms.core import clock
from lms.core.db import db, may_write
from lms.learning.models import Enrolment
from lms.quiz.models import Attempt
from tests.support.quiz import Sitting


def attempt(enrolment: Enrolment, **changes: object) -> Attempt:
    values: dict[str, object] = {
        "enrolment_id": enrolment.id,
        "user_id": enrolment.user_id,
        "module_slug": enrolment.module_slug,
        "edition_digest": enrolment.edition_digest,
        "quiz": "final-test",
        "number": 7,
        "seed": "seed",
        "started_at": clock.now(),
    }
    return Attempt(**{**values, **changes})


GRADED = {
    "submitted_at": clock.now() + timedelta(minutes=5),
    "score": Decimal(1),
    "max_score": Decimal(2),
    "is_passed": False,
}


@pytest.mark.parametrize(
    "changes",
    [
        {},  # a second open one
        GRADED | {"number": 1},
        GRADED | {"number": 0},
        GRADED | {"score": Decimal(3)},
        GRADED | {"score": Decimal(-1)},
        GRADED | {"score": None},
        GRADED | {"is_passed": None},
        GRADED | {"submitted_at": clock.now() - timedelta(days=1)},
        GRADED | {"deadline_at": clock.now() - timedelta(days=1)},
        GRADED | {"enrolment_id": "nobody"},
    ],
)
def test_nonsense_is_refused(app: Flask, sitting: Sitting, changes: dict[str, object]) -> None:
    with app.app_context():
        may_write.set(True)
        enrolment = db.session.scalars(db.select(Enrolment)).one()
        db.session.add(attempt(enrolment, **changes))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
