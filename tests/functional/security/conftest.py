"""What tests of access share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from lms.credentials.services import keys
from tests.factories.badges import active_key, published_keys
from tests.functional.security.world import World, give_pdf, make_world


@pytest.fixture
def world(app: Flask) -> World:
    """Everybody, and a learner who has everything; the certificate's file is there."""
    made = make_world(app)
    give_pdf(made)
    return made


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that sign."""
    monkeypatch.setattr(keys, "active", active_key)
    monkeypatch.setattr(keys, "published", published_keys)


@pytest.fixture
def outside(app: Flask) -> Iterator[None]:
    """Errors become pages, as outside of tests."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield
    app.config["PROPAGATE_EXCEPTIONS"] = None
