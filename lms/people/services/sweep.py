"""What is no longer needed is removed: a job of the worker."""

import time
from datetime import datetime

from lms.core import clock
from lms.core.db import db, reading
from lms.core.extension import campus
from lms.core.retention import clear
from lms.people.models import RetentionRun

PAUSE_SECONDS = 3600


class Sweep:
    """Looks once an hour, because nothing here is urgent. A look that was cut short is made again."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> int:
        """Remove what is due, and write down how much; gives how many rows went."""
        if time.monotonic() < self._next_look:
            return 0
        began, total = clock.now(), 0
        for category in campus().retention:
            count = clear(category)
            if count:
                # At once: what has gone is not there to be counted by the worker after one that was ended.
                _note(began, {category.name: count})
            total += count
        _note(began, {}, is_over=True)
        if not total:
            self._next_look = time.monotonic() + PAUSE_SECONDS
        return total


def _note(began: datetime, counts: dict[str, int], *, is_over: bool = False) -> None:
    """The day's row: what went, and that somebody looked, to the end or not."""
    with reading():
        noted = db.session.get(RetentionRun, began.date())
        is_nothing_new = noted is not None and noted.finished_at is not None and not counts
    if is_nothing_new:
        return
    run = db.session.get(RetentionRun, began.date(), with_for_update=True, populate_existing=True)
    if run is None:
        run = RetentionRun(ran_on=began.date(), started_at=began, counts={})
        db.session.add(run)
    run.counts = {name: run.counts.get(name, 0) + counts.get(name, 0) for name in {*run.counts, *counts}}
    run.finished_at = clock.now() if is_over else None
    db.session.commit()
