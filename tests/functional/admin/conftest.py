"""What tests of the owner's desk share: people in a module, as rows, and an owner's browser."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning.models import Completion, Enrolment
from lms.people.models import Organisation, User
from lms.people.rules import OrganisationKind
from lms.people.rules.finding import organisation_key
from lms.quiz.models import FINAL_TEST, Attempt, Submission
from lms.quiz.rules.submissions import SubmissionState
from lms.web.catalogue import current_catalogue
from tests.factories.people import make_user

MODULE = "small-clusters"


@pytest.fixture
def owner(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """The browser of somebody who owns the programme."""
    return sign_in("owner@example.org", Role.PROGRAMME_OWNER, name="Rasa Kalns")


def module() -> Module:
    return current_catalogue().modules[MODULE]


def join(user: User, *, days_ago: int = 0, **changes: Any) -> Enrolment:
    """The person has joined the module so long ago."""
    values: dict[str, Any] = {
        "id": new_id(),
        "user_id": user.id,
        "module_slug": MODULE,
        "edition_digest": module().digest,
        "enrolled_at": clock.now() - timedelta(days=days_ago),
        "declarations": [],
    }
    enrolment = Enrolment(**{**values, **changes})
    db.session.add(enrolment)
    db.session.flush()
    return enrolment


def complete(enrolment: Enrolment) -> None:
    """The module is completed."""
    enrolment.idle_since = None
    db.session.add(
        Completion.of(enrolment, completed_at=clock.now(), edition_digest=enrolment.edition_digest)
    )
    db.session.flush()


def hand_in(enrolment: Enrolment) -> None:
    """Work waits to be marked."""
    now = clock.now()
    work = Submission(
        enrolment_id=enrolment.id,
        user_id=enrolment.user_id,
        module_slug=enrolment.module_slug,
        edition_digest=enrolment.edition_digest,
        number=1,
        state=SubmissionState.WAITING,
        texts={},
        started_at=now,
        submitted_at=now,
        queued_at=now,
    )
    db.session.add(work)
    db.session.flush()


def fail(enrolment: Enrolment, number: int, moment: datetime) -> None:
    """The final test was tried and not passed."""
    db.session.add(
        Attempt(
            enrolment_id=enrolment.id,
            user_id=enrolment.user_id,
            module_slug=enrolment.module_slug,
            edition_digest=enrolment.edition_digest,
            quiz=FINAL_TEST,
            number=number,
            seed=new_id(),
            started_at=moment,
            submitted_at=moment,
            score=Decimal(0),
            max_score=Decimal(10),
            is_passed=False,
        )
    )
    db.session.flush()


def person(app: Flask, email: str, **changes: Any) -> str:
    """Somebody with an account; gives the id."""
    with app.app_context():
        user = make_user(email=email, **changes)
        db.session.commit()
        return str(user.id)


def organisation(app: Flask, name: str, *, country: str = "LV", is_closed: bool = False) -> str:
    """An organisation; gives its id."""
    with app.app_context():
        row = Organisation(
            name=name,
            name_key=organisation_key(name),
            kind=OrganisationKind.CLUSTER,
            country=country,
            created_at=clock.now(),
            closed_at=clock.now() if is_closed else None,
        )
        db.session.add(row)
        db.session.commit()
        return row.id
