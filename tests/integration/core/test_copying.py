"""A copy of the database while it is used."""

import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from lms.core.copying import CopyRefusedError, copy_sqlite
from lms.core.db import db, engine_options
from tests.factories.people import make_user


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_copy_holds_what_was_committed_and_nothing_else(context: Flask, tmp_path: Path) -> None:
    make_user(email="kept@example.org")
    db.session.commit()
    make_user(email="open@example.org")
    target = tmp_path / "copy.db"
    copy_sqlite(db.engine, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    url = f"sqlite:///{target}"
    engine = create_engine(url, **engine_options(url))
    with engine.connect() as connection:
        assert connection.execute(text('SELECT email FROM "user"')).scalars().all() == ["kept@example.org"]
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    engine.dispose()
    with pytest.raises(CopyRefusedError, match="exists already"):
        copy_sqlite(db.engine, target)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_another_database_has_its_own_tools(context: Flask, tmp_path: Path) -> None:
    with pytest.raises(CopyRefusedError, match="pg_dump"):
        copy_sqlite(db.engine, tmp_path / "copy.db")
