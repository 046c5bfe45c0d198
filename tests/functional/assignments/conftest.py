"""Assignments in a programme whose certificate waits for one."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.access import Role
from lms.core.db import db
from tests.conftest import SERVER_VARIABLE, SignIn
from tests.support.assignments import assignment_app, join


@pytest.fixture(scope="session")
def small_app(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """In this folder the application of all tests has the programme of assignments."""
    server = os.environ[SERVER_VARIABLE] if backend == "postgresql" else None
    app = assignment_app(tmp_path_factory.mktemp("assignments"), server)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def learner(sign_in: SignIn) -> FlaskClient:
    """A browser of somebody who has joined the module."""
    return join(sign_in("ilze@example.org"))


@pytest.fixture
def trainer(sign_in: SignIn) -> FlaskClient:
    """A browser of somebody who may mark."""
    return sign_in("troels@example.org", Role.TRAINER, name="Troels Krogh")


@pytest.fixture
def other_trainer(sign_in: SignIn) -> FlaskClient:
    """A browser of another marker."""
    return sign_in("oliwia@example.org", Role.TRAINER, name="Oliwia Nowak")


@pytest.fixture
def third_trainer(sign_in: SignIn) -> FlaskClient:
    """A browser of a third marker."""
    return sign_in("oskar@example.org", Role.TRAINER, name="Oskar Tamm")
