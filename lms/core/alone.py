"""How a database whose SQLite is too old to be shared is kept to one process.

Such a version can corrupt a write-ahead log that several processes write, so the first process to open
the database holds a lock, and any other is told so instead of being let in.
"""

import fcntl
import os
from typing import Any

from sqlalchemy import Engine, event


class DatabaseInUseError(Exception):
    """Another process has the database open; the message says what to do."""


class OneProcess:
    """The lock of one engine: taken before its first connection, given back when it is disposed of."""

    def __init__(self, engine: Engine) -> None:
        self._path = f"{engine.url.database}.lock"
        self._handle: int | None = None
        event.listen(engine, "do_connect", self._take)
        event.listen(engine, "engine_disposed", self._give_back)

    def _take(self, *_connection: Any) -> None:
        if self._handle is not None:
            return
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise DatabaseInUseError(
                "The database is open in another process, and the SQLite library here is too old to share it "
                "safely. Stop the server first, or install the pysqlite3 package."
            ) from None
        self._handle = handle

    def _give_back(self, _engine: Engine) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
