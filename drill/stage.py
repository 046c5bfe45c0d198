"""The installation in which a drill takes place."""

from pathlib import Path

from flask import Flask

from config import Settings
from lms import migrate
from lms.app import create_app
from lms.core.db import db
from lms.serving import make_secrets


def environ_of(data: Path, database_url: str | None, courses: Path | None) -> dict[str, str]:
    """The variables of a fresh installation."""
    environ = {"CAMPUS_DATA": str(data)}
    environ |= {"CAMPUS_DATABASE_URL": database_url} if database_url else {}
    environ |= {"CAMPUS_COURSES": str(courses)} if courses else {}
    return environ


def make_app(data: Path, environ: dict[str, str]) -> Flask:
    """The application with a migrated, empty database."""
    make_secrets(data)
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        migrate.upgrade(db.engine)
    return app
