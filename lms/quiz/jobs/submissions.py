"""What the worker does for assignments: frees work that was taken and left, removes files that nobody has."""

import time
from datetime import timedelta
from itertools import islice

from lms.core import clock
from lms.core.db import db, reading
from lms.core.extension import uploads
from lms.quiz.queries.markings import lapsed_markings
from lms.quiz.queries.submissions import known_files
from lms.quiz.services.marking import release_lapsed

BATCH = 50
AT_ONCE = 500
PAUSE_SECONDS = 3600
GRACE = timedelta(hours=1)
"""A file is on the disk before its row is: it must not be taken for one that nobody has."""


def release_abandoned() -> int:
    """Give back what markers took and left, each in a transaction of its own; gives how many."""
    with reading():
        lapsed = lapsed_markings(clock.now(), BATCH)
    for _marking, submission_id in lapsed:
        release_lapsed(submission_id)
        db.session.commit()
    return len(lapsed)


class OrphanedFiles:
    """Looks once an hour, because the look goes through all files."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> int:
        """Remove files that no row points at; gives how many."""
        if time.monotonic() < self._next_look:
            return 0
        self._next_look = time.monotonic() + PAUSE_SECONDS
        names, count = uploads().names_before(clock.now() - GRACE), 0
        while some := list(islice(names, AT_ONCE)):
            count += _remove_orphans(some)
        return count


def _remove_orphans(names: list[str]) -> int:
    stored = {name.rpartition("/")[2]: name for name in names}
    with reading():
        known = known_files(list(stored))
    orphans = [name for key, name in stored.items() if key not in known]
    for name in orphans:
        uploads().discard_named(name)
    return len(orphans)
