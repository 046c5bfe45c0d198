"""The database of a drill: SQLite in its folder, or a PostgreSQL server of its own while it lasts."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support import postgresql
from tests.support.application import make_postgresql_database

DATABASES = ("sqlite", "postgresql")


class NoPostgresqlError(Exception):
    """PostgreSQL is not installed here."""


@contextmanager
def two_databases(kind: str, into: str) -> Iterator[tuple[str | None, str | None]]:
    """The addresses of two new, empty databases, maybe of different kinds."""
    if "postgresql" not in (kind, into):
        yield None, None
        return
    binaries = postgresql.find_binaries()
    if binaries is None:
        raise NoPostgresqlError("PostgreSQL is not installed here: sudo apt-get install postgresql")
    server = postgresql.start(binaries)
    try:
        first, second = (
            make_postgresql_database(server.url) if one == "postgresql" else None for one in (kind, into)
        )
        yield first, second
    finally:
        server.stop()


@contextmanager
def database(kind: str) -> Iterator[str | None]:
    """The address of a new, empty database; None is SQLite in the data folder."""
    with two_databases(kind, "sqlite") as (url, _):
        yield url
