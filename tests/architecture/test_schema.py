"""The migrations make exactly what the models describe, and can be taken back."""

from pathlib import Path

from flask import Flask
from sqlalchemy import inspect

from lms import migrate
from lms.core.db import db
from tests.support.application import make_app, settings_for


def test_the_migrated_database_is_what_the_models_describe(app: Flask) -> None:
    with app.app_context():
        assert migrate.is_current(db.engine)
        assert migrate.differences(db.engine) == []


def test_every_migration_can_be_taken_back_and_run_again(tmp_path: Path) -> None:
    app = make_app(settings_for(tmp_path))
    with app.app_context():
        migrate.downgrade(db.engine)
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        migrate.upgrade(db.engine)
        assert migrate.differences(db.engine) == []
        db.engine.dispose()
