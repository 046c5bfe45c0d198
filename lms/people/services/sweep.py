"""What is no longer needed is removed: a job of the worker."""

import logging
import time
from collections.abc import Collection
from datetime import datetime

from lms.core import clock
from lms.core.db import db, reading
from lms.core.extension import campus
from lms.core.retention import Category, clear
from lms.people.models import RetentionRun

log = logging.getLogger(__name__)

PAUSE_SECONDS = 3600


class Sweep:
    """Looks once an hour, because nothing here is urgent. A look that was cut short is made again."""

    def __init__(self) -> None:
        self._next_look = 0.0
        self._failed: dict[str, frozenset[str]] = {}
        """Category → keys of the rows that this look leaves alone from now on: they could not be removed."""

    def __call__(self) -> int:
        """Remove what is due, and write down how much; gives how many rows went."""
        if time.monotonic() < self._next_look:
            return 0
        # First of all: whatever fails from here on is tried again in an hour, not over and over.
        self._next_look = time.monotonic() + PAUSE_SECONDS
        began = clock.now()
        total = sum(self._clear(category, began) for category in campus().retention)
        _note(began, {}, failed=self._failed, is_over=True)
        if total:
            self._next_look = 0.0  # there may be more
        else:
            self._failed = {}
        return total

    def _clear(self, category: Category, began: datetime) -> int:
        failed_before = self._failed.get(category.name, frozenset())
        try:
            cleared = clear(category, without=failed_before)
        except Exception:
            log.exception("the category %s could not be cleared", category.name)
            db.session.rollback()
            self._failed[category.name] = failed_before
            return 0
        if cleared.failed:
            self._failed[category.name] = failed_before | cleared.failed
        if cleared.count:
            # At once: what has gone is not there to be counted by the worker after one that was ended.
            _note(began, {category.name: cleared.count}, failed=self._failed)
        return cleared.count


def _note(began: datetime, counts: dict[str, int], *, failed: Collection[str], is_over: bool = False) -> None:
    """The day's row: what went and what could not, and that somebody looked, to the end or not."""
    names = sorted(failed)
    with reading():
        noted = db.session.get(RetentionRun, began.date())
        is_as_before = noted is not None and noted.finished_at is not None and noted.failed == names
    if is_as_before and not counts:
        return
    run = db.session.get(RetentionRun, began.date(), with_for_update=True, populate_existing=True)
    if run is None:
        run = RetentionRun(ran_on=began.date(), started_at=began, counts={}, failed=[])
        db.session.add(run)
    run.counts = {name: run.counts.get(name, 0) + counts.get(name, 0) for name in {*run.counts, *counts}}
    run.failed = names
    run.finished_at = clock.now() if is_over else None
    db.session.commit()
