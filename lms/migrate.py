"""Brings the database to the schema of this release, and says whether it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
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


class BrokenReferencesError(Exception):
    """A migration would leave rows that point at nothing; nothing was changed."""


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
    with changing_tables(engine) as connection:
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back."""
    with changing_tables(engine) as connection:
        command.downgrade(alembic_config(connection), revision)


@contextmanager
def changing_tables(engine: Engine) -> Iterator[Connection]:
    """A transaction in which tables may be rebuilt and other processes may be waited for."""
    changing = _changing_sqlite if engine.dialect.name == "sqlite" else _changing_postgresql
    with changing(engine) as connection:
        yield connection


@contextmanager
def _changing_sqlite(engine: Engine) -> Iterator[Connection]:
    # SQLite changes a table by making it anew and dropping the old one. With foreign keys in force, the drop
    # would take along what hangs on its rows; they can be switched off outside of a transaction only.
    with engine.connect() as connection:
        _sqlite(connection, "PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise BrokenReferencesError("after the migration, rows would point at rows that are gone")
        finally:
            _sqlite(connection, "PRAGMA foreign_keys=ON")


def _sqlite(connection: Connection, statement: str) -> None:
    connection.connection.cursor().execute(statement)


@contextmanager
def _changing_postgresql(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        # The limits of pages would end a long migration, and the wait for somebody else's.
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '5min'")
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        yield connection


def write_revision(engine: Engine, message: str) -> Path:
    """Write a new migration from the difference between models and database."""
    with engine.begin() as connection:
        script = command.revision(alembic_config(connection), message=message, autogenerate=True)
    if script is None or isinstance(script, list):
        raise RuntimeError("expected one new migration")
    return Path(script.path)


def is_current(engine: Engine) -> bool:
    """The database has this release's schema."""
    with engine.connect() as connection:
        return is_current_over(connection)


def is_current_over(connection: Connection) -> bool:
    """The same within a transaction that is open, so that nothing is waited for."""
    return MigrationContext.configure(connection).get_current_revision() == _head()


@cache
def _head() -> str | None:
    # All migrations are read for it, and while a process runs it goes on with those that it began with.
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def differences(engine: Engine) -> list[object]:
    """What the models say and the database lacks, or the other way round."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata()))
