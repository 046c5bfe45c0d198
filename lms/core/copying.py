"""How a database in use is copied whole: by SQLite itself, which knows what lies in its write-ahead log."""

import os
from pathlib import Path

from sqlalchemy import Engine


class CopyRefusedError(Exception):
    """The copy cannot be made; the message says why."""


def copy_sqlite(engine: Engine, target: Path) -> None:
    """Copy the database as it is at one moment, flushed to the disk, for its owner only."""
    if engine.dialect.name != "sqlite":
        raise CopyRefusedError("This is not SQLite: use pg_dump.")
    if target.exists():
        raise CopyRefusedError(f"{target} exists already; name a new file.")
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
