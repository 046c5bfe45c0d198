"""Does SQLite get the figures that it plans queries by, and nothing of anybody's data with them?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from lms.core import upkeep
from lms.core.db import db, reading
from lms.core.extension import campus
from lms.core.mail import queue
from lms.core.upkeep import FreshStatistics, refresh_statistics
from tests.support.application import make_app, settings_for

ROWS = 60
MANY = 1_500


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Flask]:
    """An application whose database nobody has looked at yet."""
    app = make_app(settings_for(tmp_path / "campus"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def fill(count: int) -> None:
    for number in range(count):
        queue(to=f"a{number}@example.org", subject="x", text="x", kind="test", language="en")
    db.session.commit()


def rows_known() -> int:
    """How many mails SQLite takes the outbox to have."""
    with reading():
        found = db.session.scalars(text("SELECT stat FROM sqlite_stat1 WHERE tbl = 'outbox_mail'")).all()
    return max((int(stat.split()[0]) for stat in found), default=0)  # an index of some rows has fewer


def test_the_worker_lets_sqlite_count_its_rows_now_and_then(
    sqlite: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ROWS)
    campus().jobs.run_once()
    assert rows_known() == ROWS
    fill(20 * ROWS)
    campus().jobs.run_once()
    assert rows_known() == ROWS
    clock = upkeep.time.monotonic
    monkeypatch.setattr(upkeep.time, "monotonic", lambda: clock() + upkeep.EVERY_SECONDS)
    campus().jobs.run_once()
    assert rows_known() == 21 * ROWS
    with reading():
        has_samples = db.session.scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat4'"))
        samples = db.session.scalar(text("SELECT count(*) FROM sqlite_stat4")) if has_samples else 0
    assert samples == 0, "values of columns would outlive the person"


def test_so_many_entries_are_looked_at_that_what_most_have_is_known(sqlite: Flask) -> None:
    fill(MANY)
    refresh_statistics(db.engine)
    with reading():
        query = "SELECT stat FROM sqlite_stat1 WHERE idx = 'ix_outbox_mail_kind'"
        _rows, of_one_kind, *_further = map(int, db.session.scalars(text(query)).one().split())
    assert of_one_kind == MANY, "by its own limit SQLite takes it for some hundred"


def test_postgresql_is_left_alone(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(upkeep, "refresh_statistics", asked.append)
    look = FreshStatistics()
    assert look() == look() == 0
    assert len(asked) == (db.engine.dialect.name == "sqlite")
