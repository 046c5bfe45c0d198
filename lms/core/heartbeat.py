"""A sign of life of the worker: a file in the data folder whose age says when it last came round."""

import time
from datetime import UTC, datetime
from pathlib import Path

from lms.core.settings import settings

HEARTBEAT = "worker.seen"
EVERY_SECONDS = 20.0


class Heartbeat:
    """The worker's sweep: notes that it goes round."""

    def __init__(self) -> None:
        self._last = -EVERY_SECONDS

    def __call__(self) -> int:
        """Touch the file, now and then; never counts as work."""
        if time.monotonic() - self._last >= EVERY_SECONDS:
            (settings().data / HEARTBEAT).touch(mode=0o600)
            self._last = time.monotonic()
        return 0


def worker_seen_at(data: Path) -> datetime | None:
    """When the worker of a data folder last came round; None where it never did."""
    try:
        return datetime.fromtimestamp((data / HEARTBEAT).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
