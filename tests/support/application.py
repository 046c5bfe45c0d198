"""Applications for tests: settings, databases made by the migrations, emptying between tests."""

import shutil
import uuid
from dataclasses import replace
from functools import cache
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import TextClause, create_engine, text

from config import ROOT, Settings
from lms import migrate
from lms.app import create_app
from lms.core.db import db, may_write
from lms.tables import metadata
from tests.support.keys import give_keys
from tests.support.prebuilt import TEMPLATES, give_prebuilt

SMALL_COURSES = ROOT / "tests" / "courses" / "good"
SECRET = "a-secret-for-tests-that-is-long-enough-0123456789"


def settings_for(data: Path, *, courses: Path = SMALL_COURSES, database_url: str | None = None) -> Settings:
    """Settings of an installation in a folder of its own."""
    data.mkdir(parents=True, exist_ok=True)
    give_prebuilt(data)
    environ = {
        "CAMPUS_DATA": str(data),
        "CAMPUS_COURSES": str(courses),
        "CAMPUS_SECRET_KEY": SECRET,
        "CAMPUS_KEYS_PASSPHRASE": SECRET,
    }
    settings = Settings.from_environ(environ)
    return replace(settings, database_url=database_url) if database_url else settings


def make_app(settings: Settings) -> Flask:
    """An application with a migrated, empty database."""
    app = create_app(settings)
    app.testing = True
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(TEMPLATES))
    with app.app_context():
        migrate.upgrade(db.engine)
    give_keys(app)
    return app


def empty(app: Flask) -> None:
    """Remove all rows of all tables but the keys, and all files kept."""
    may_write.set(True)
    with app.app_context():
        db.session.remove()
        with db.engine.begin() as connection:
            filled = set(connection.scalars(_which_are_filled()))
            if connection.dialect.name == "postgresql":
                # Nothing stays that a row could miss, and looking for it at each of thousands takes too long.
                connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table in reversed(metadata().sorted_tables):
                if table.name in filled:
                    connection.execute(table.delete())
        for folder in ("files", "uploads", "exports"):
            shutil.rmtree(app.config["CAMPUS"].data / folder, ignore_errors=True)


@cache
def _which_are_filled() -> TextClause:
    """One question for all tables: most are empty after most tests, and to delete from each takes long."""
    each = (
        f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM \"{table.name}\")"  # noqa: S608
        for table in metadata().sorted_tables
        if table.name != "signing_key"
    )
    return text(" UNION ALL ".join(each))


def make_postgresql_database(server_url: str) -> str:
    """A new, empty database on the test run's server; gives its address."""
    name = f"campus_{uuid.uuid4().hex[:12]}"
    engine = create_engine(f"{server_url}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return f"{server_url}/{name}"
