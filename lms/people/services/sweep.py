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
        began, counts = clock.now(), {}
        for category in campus().retention:
            count = clear(category)
            if count:
                counts[category.name] = count
        _note(began, counts)
        if not counts:
            self._next_look = time.monotonic() + PAUSE_SECONDS
        return sum(counts.values())


def _note(began: datetime, counts: dict[str, int]) -> None:
    """The day's row: what went, and that somebody looked."""
    with reading():
        is_noted = db.session.get(RetentionRun, began.date()) is not None
    if is_noted and not counts:
        return
    run = db.session.get(RetentionRun, began.date(), with_for_update=True)
    if run is None:
        run = RetentionRun(ran_on=began.date(), started_at=began, counts={})
        db.session.add(run)
    run.counts = {name: run.counts.get(name, 0) + counts.get(name, 0) for name in {*run.counts, *counts}}
    run.finished_at = clock.now()
    db.session.commit()
