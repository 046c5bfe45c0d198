"""What tests of access share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from lms.credentials.services import keys
from tests.factories.badges import active_key, published_keys
from tests.functional.security.world import World, give_pdf, make_world
from tests.support.printing import lay_out_once


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


@pytest.fixture(autouse=True)
def _paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six people look at everything, and a PDF that all of them see takes longer than all their pages."""
    lay_out_once(monkeypatch)


@pytest.fixture
def outside(app: Flask) -> Iterator[None]:
    """Errors become pages, as outside of tests."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield
    app.config["PROPAGATE_EXCEPTIONS"] = None
