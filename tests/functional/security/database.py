"""What lies in the database: is it the same as before, and where does a text stand?"""

import hashlib
from collections.abc import Iterator

from flask import Flask
from sqlalchemy import Table
from sqlalchemy.engine import Connection

from lms.core.db import db
from lms.tables import metadata

CHANGES_BY_LOOKING = {("sign_in", "seen_at")}
"""The one thing that a look at a page may change."""
COUNTS_OF_REQUESTS = "throttle_count"
_known_not_to_hold: set[tuple[str, str, str]] = set()
"""Text, table and what the table held when it was searched: to search it again would find nothing either."""
LOOKS = "look"
"""The trace of looking, which looking does leave."""


def cells(app: Flask, *, only: set[str] | None = None) -> Iterator[tuple[str, str, str]]:
    """Table, column and value of everything that is kept, or of some tables, as text."""
    with app.app_context(), db.engine.connect() as connection:
        for table in metadata().sorted_tables:
            if only is not None and table.name not in only:
                continue
            for row in connection.execute(table.select().order_by(*table.primary_key.columns)):
                for column, value in zip(table.columns, row, strict=True):
                    if (table.name, column.name) not in CHANGES_BY_LOOKING:
                        yield table.name, column.name, repr(value)


def digest(app: Flask, *, without: frozenset[str] = frozenset({COUNTS_OF_REQUESTS, LOOKS})) -> str:
    """Of everything that is kept, but for the counts of requests."""
    kept = {table: found for table, found in digests(app).items() if table not in without}
    return hashlib.sha256(repr(sorted(kept.items())).encode()).hexdigest()


def digests(app: Flask) -> dict[str, str]:
    """Of each table, by its name; straight from the driver, because tests ask for it thousands of times."""
    with app.app_context(), db.engine.connect() as connection:
        ask = _of_postgresql if connection.dialect.name == "postgresql" else _of_sqlite
        return ask(connection)


def _of_postgresql(connection: Connection) -> dict[str, str]:
    """The server makes the digests, so that one question is enough."""
    each = (
        f"SELECT '{table.name}', md5(string_agg(one::text, '|' ORDER BY one::text))"  # noqa: S608
        f' FROM (SELECT {_columns(table)} FROM "{table.name}") AS one'
        for table in metadata().sorted_tables
    )
    found = connection.exec_driver_sql(" UNION ALL ".join(each))
    return {table: digest_of_it or "" for table, digest_of_it in found}


def _of_sqlite(connection: Connection) -> dict[str, str]:
    cursor = connection.connection.cursor()
    found = {}
    for table in metadata().sorted_tables:
        rows = cursor.execute(f'SELECT {_columns(table)} FROM "{table.name}"').fetchall()  # noqa: S608
        found[table.name] = hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest() if rows else ""
    return found


def _columns(table: Table) -> str:
    wanted = (one.name for one in table.columns if (table.name, one.name) not in CHANGES_BY_LOOKING)
    return ", ".join(f'"{name}"' for name in wanted)


def places_of(app: Flask, text: str) -> set[tuple[str, str]]:
    """Table and column of every value that holds this text."""
    now = {(text, table, found) for table, found in digests(app).items()}
    asked = {table for _text, table, _found in now - _known_not_to_hold}
    places = {(table, column) for table, column, value in cells(app, only=asked) if text in value}
    _known_not_to_hold.update(one for one in now if one[1] not in {table for table, _column in places})
    return places


def count(app: Flask, model: type) -> int:
    """Rows of a table."""
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0
