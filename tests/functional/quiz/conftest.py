"""Final tests in a programme with one question of every type."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db
from tests.conftest import SERVER_VARIABLE, SignIn
from tests.support.quiz import Sitting, join, questions_app, start


@pytest.fixture(scope="session")
def small_app(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """In these folders the application of all tests has the programme of questions."""
    server = os.environ[SERVER_VARIABLE] if backend == "postgresql" else None
    app = questions_app(tmp_path_factory.mktemp("questions"), server)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def learner(sign_in: SignIn) -> FlaskClient:
    """A browser of somebody who has joined the module."""
    client = sign_in("ilze@example.org")
    join(client)
    return client


@pytest.fixture
def sitting(app: Flask, learner: FlaskClient) -> Sitting:
    """A test that was just started."""
    return start(app, learner)
