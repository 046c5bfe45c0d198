"""Removing files that no row names: written by a process that died before it could say so."""

import time
from datetime import datetime, timedelta
from itertools import islice

from lms.core import clock
from lms.core.db import reading
from lms.core.extension import storage
from lms.credentials import queries

AT_ONCE = 500
PAUSE_SECONDS = 3600
GRACE = timedelta(hours=1)
"""A file is on the disk before its row names it: it must not be taken for one that nobody has."""


class OrphanedFiles:
    """The worker's sweep: looks once an hour, because the look goes through all files."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> int:
        """Remove files that no row names; gives how many."""
        if time.monotonic() < self._next_look:
            return 0
        self._next_look = time.monotonic() + PAUSE_SECONDS
        return remove_orphans(before=clock.now() - GRACE)


def remove_orphans(*, before: datetime) -> int:
    """Remove what was written before a moment and is named by no row; gives how many."""
    count, digests = storage().discard_unfinished(before), storage().digests_before(before)
    while some := list(islice(digests, AT_ONCE)):
        with reading():
            known = queries.known_files(some)
        for digest in some:
            if digest not in known:
                storage().discard(digest)
                count += 1
    return count
