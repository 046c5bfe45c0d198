"""What SQLite needs now and then to answer quickly: figures of how many rows there are, by which it plans."""

import logging
import time

from sqlalchemy import Engine

from lms.core.db import db

log = logging.getLogger(__name__)

EVERY_SECONDS = 6 * 3600.0
RETRY_SECONDS = 600.0
"""Pause where the database was busy."""
MOST_ROWS = 10_000
"""Entries of an index that are looked at (sqlite.org/lang_analyze.html); for 100,000 people half a second.

Of a few hundred it would seem as if every country had as many people, and lists began at the wrong end.

The limit also keeps values of columns, which may be somebody's address, out of what is written down.
"""


class FreshStatistics:
    """The worker's sweep: when it starts and every six hours. PostgreSQL does the same unasked."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> int:
        """Look whether it is time; never counts as work."""
        if time.monotonic() < self._next_look:
            return 0
        self._next_look = time.monotonic() + RETRY_SECONDS
        if db.engine.dialect.name == "sqlite":
            refresh_statistics(db.engine)
        self._next_look = time.monotonic() + EVERY_SECONDS
        return 0


def refresh_statistics(engine: Engine) -> None:
    """Let SQLite count its rows anew. Call it outside any transaction.

    Not by `PRAGMA optimize`: that puts a limit of its own, some hundred entries, in place of ours, and leaves
    figures as they are until there are ten times as many rows.
    """
    began = time.monotonic()
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA analysis_limit={MOST_ROWS}").fetchall()
        cursor.execute("ANALYZE")
        cursor.close()
    finally:
        connection.close()
    log.info("rows of the database counted in %.2f s", time.monotonic() - began)
