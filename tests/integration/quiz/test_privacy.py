"""What a person can take away of their tests, and that erasing leaves nothing of it."""

import json
from decimal import Decimal

from flask import Flask
from flask.testing import FlaskClient

from lms.core import clock
from lms.core.db import db, may_write
from lms.core.privacy import personal_columns
from lms.learning.models import Result
from lms.people.models import User
from lms.quiz.models import (
    Accommodation,
    Attempt,
    AttemptItem,
    ExtraTry,
    LearningGain,
    RegradedAttempt,
    ReviewCard,
    SelfCheckAnswer,
)
from lms.quiz.privacy import PERSONAL_DATA, submissions
from tests.conftest import SignIn
from tests.support.pages import post
from tests.support.quiz import MODULE, SLUG, Sitting, join, start

TABLES = (Attempt, AttemptItem, SelfCheckAnswer, Accommodation, LearningGain, ReviewCard, ExtraTry)


def user_id(email: str) -> str:
    return db.session.scalars(db.select(User.id).where(User.email == email)).one()


def give_extra_time(app: Flask, email: str) -> None:
    with app.app_context():
        may_write.set(True)
        person = user_id(email)
        db.session.add(
            Accommodation(user_id=person, extra_percent=50, granted_by=person, granted_at=clock.now())
        )
        db.session.commit()


def give_try(app: Flask, email: str) -> None:
    with app.app_context():
        may_write.set(True)
        row = ExtraTry(user_id=user_id(email), module_slug=SLUG, reason="canary", granted_at=clock.now())
        db.session.add(row)
        db.session.commit()


def give_gain(app: Flask, email: str) -> None:
    with app.app_context():
        may_write.set(True)
        gain = LearningGain(
            user_id=user_id(email),
            module_slug=SLUG,
            learning_outcome="Q1-O1",
            before_percent=Decimal(25),
            after_percent=Decimal(75),
        )
        db.session.add(gain)
        db.session.commit()


def answer_everything(client: FlaskClient, sitting: Sitting, word: str) -> None:
    sitting.save(sitting.row("q-text"), {"text": word})
    sitting.submit()
    post(client, f"{MODULE}/self-checks/check-choice", {"chosen": "1"}, page="/modules")


def test_everything_a_person_answered_can_be_taken_away(app: Flask, sitting: Sitting) -> None:
    answer_everything(sitting.client, sitting, "canary of Ilze")
    give_extra_time(app, "ilze@example.org")
    give_gain(app, "ilze@example.org")
    give_try(app, "ilze@example.org")
    with app.app_context():
        data = PERSONAL_DATA.export(user_id("ilze@example.org"))
    text = json.dumps(data, ensure_ascii=False)
    assert "canary of Ilze" in text
    assert len(data["attempts"]) == 1  # type: ignore[arg-type]
    assert len(data["self_checks"]) == 1  # type: ignore[arg-type]
    assert len(data["extra_time"]) == 1  # type: ignore[arg-type]
    assert len(data["learning_gains"]) == 1  # type: ignore[arg-type]
    assert len(data["extra_tries"]) == 1  # type: ignore[arg-type]
    assert len(data["review_cards"]) >= 8  # type: ignore[arg-type]


def test_erasing_removes_one_person_and_nobody_else(app: Flask, sitting: Sitting, sign_in: SignIn) -> None:
    answer_everything(sitting.client, sitting, "canary of Ilze")
    give_extra_time(app, "ilze@example.org")
    give_gain(app, "ilze@example.org")
    give_try(app, "ilze@example.org")
    other = sign_in("janis@example.org", name="Jānis Ozols")
    join(other)
    answer_everything(other, start(app, other), "canary of Jānis")
    give_extra_time(app, "janis@example.org")
    give_gain(app, "janis@example.org")
    give_try(app, "janis@example.org")
    with app.app_context():
        erased, kept = user_id("ilze@example.org"), user_id("janis@example.org")
        PERSONAL_DATA.erase(erased)
        db.session.commit()
        assert not any(PERSONAL_DATA.export(erased).values())
        assert "canary of Jānis" in json.dumps(PERSONAL_DATA.export(kept), ensure_ascii=False)
        counts = [db.session.scalar(db.select(db.func.count()).select_from(table)) for table in TABLES]
        # The self-check is put aside as well where the answer that stands first is a wrong one.
        assert counts in ([1, 8, 1, 1, 1, 8, 1], [1, 8, 1, 1, 1, 9, 1])
        assert db.session.scalar(db.select(db.func.count()).select_from(Result)) == 2


def test_every_personal_column_of_this_package_is_answered_for() -> None:
    own = {table.__tablename__ for table in (*TABLES, RegradedAttempt)} | submissions.TABLES
    assert {table.name for table, _column in personal_columns()} & own <= PERSONAL_DATA.tables == own
