"""What lies in the database: is it the same as before, and where does a text stand?"""

import hashlib
from collections.abc import Iterator

from flask import Flask

from lms.core.db import db
from lms.tables import metadata

CHANGES_BY_LOOKING = {("sign_in", "seen_at")}
"""The one thing that a look at a page may change."""
COUNTS_OF_REQUESTS = "throttle_count"


def cells(app: Flask, *, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, str]]:
    """Table, column and value of everything that is kept, as text."""
    with app.app_context(), db.engine.connect() as connection:
        for table in metadata().sorted_tables:
            if table.name in without:
                continue
            for row in connection.execute(table.select().order_by(*table.primary_key.columns)):
                for column, value in zip(table.columns, row, strict=True):
                    if (table.name, column.name) not in CHANGES_BY_LOOKING:
                        yield table.name, column.name, repr(value)


def digest(app: Flask, *, without: frozenset[str] = frozenset({COUNTS_OF_REQUESTS})) -> str:
    """Of everything that is kept, but for the counts of requests."""
    whole = hashlib.sha256()
    for cell in cells(app, without=without):
        whole.update("\0".join(cell).encode())
    return whole.hexdigest()


def places_of(app: Flask, text: str) -> set[tuple[str, str]]:
    """Table and column of every value that holds this text."""
    return {(table, column) for table, column, value in cells(app) if text in value}


def count(app: Flask, model: type) -> int:
    """Rows of a table."""
    with app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0
