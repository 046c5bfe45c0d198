"""A trainer, and participants of a module of theirs."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.db import db
from lms.web.catalogue import current_catalogue
from tests.conftest import SignIn
from tests.factories.participants import make_participant

SLUG = "small-clusters"
PEOPLE = f"/teaching/modules/{SLUG}/participants"


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    return sign_in("trainer@example.org", Role.TRAINER)


@pytest.fixture
def people(app: Flask) -> dict[str, str]:
    """Name → enrolment: somebody under way, two who are stuck, one who has finished."""
    with app.app_context():
        module = current_catalogue().module(SLUG)
        made = {
            "Anna": make_participant(module, "Anna Under Way", idle_days=2, lessons=1, anchor="s-doing-it"),
            "Berta": make_participant(module, "Berta Stuck", idle_days=15, lessons=1, has_agreed=True),
            "Carl": make_participant(module, "Carl Stuck", idle_days=40, organisation="Amber Coast"),
            "Dora": make_participant(module, "Dora Done", idle_days=30, lessons=2, is_finished=True),
        }
        ids = {name: one.id for name, one in made.items()}
        db.session.commit()
    return ids
