"""Brings the database to the schema of this release, and says whether it is there."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection

from config import ROOT
from lms.tables import metadata

LOCK = 7_401_983_552
"""Key of PostgreSQL's advisory lock: two processes that migrate follow each other."""


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing, in one transaction."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back."""
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), revision)


def write_revision(engine: Engine, message: str) -> Path:
    """Write a new migration from the difference between models and database."""
    with engine.begin() as connection:
        script = command.revision(alembic_config(connection), message=message, autogenerate=True)
    if script is None or isinstance(script, list):
        raise RuntimeError("expected one new migration")
    return Path(script.path)


def is_current(engine: Engine) -> bool:
    """The database has this release's schema."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def differences(engine: Engine) -> list[object]:
    """What the models say and the database lacks, or the other way round."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata()))
