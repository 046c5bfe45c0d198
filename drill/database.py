"""The database of a drill: SQLite in its folder, or a PostgreSQL server of its own while it lasts."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support import postgresql

DATABASES = ("sqlite", "postgresql")


class NoPostgresqlError(Exception):
    """PostgreSQL is not installed here."""


@contextmanager
def database(kind: str) -> Iterator[str | None]:
    """The address of a new, empty database; None is SQLite in the data folder."""
    if kind == "sqlite":
        yield None
        return
    binaries = postgresql.find_binaries()
    if binaries is None:
        raise NoPostgresqlError("PostgreSQL is not installed here: sudo apt-get install postgresql")
    server = postgresql.start(binaries)
    try:
        yield f"{server.url}/postgres"
    finally:
        server.stop()
