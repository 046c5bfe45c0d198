"""What the worker does: sweeps that look for due rows.

The rows are the truth; a lost or doubled nudge changes nothing.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from lms.core.db import db

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
"""Pause after a round in which nothing was due."""

Sweep = Callable[[], int]
"""Handles what is due, each row in transactions of its own; gives how many rows it handled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A named sweep."""

    name: str
    sweep: Sweep


class Jobs:
    """The sweeps of one application."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []

    def register(self, name: str, sweep: Sweep) -> None:
        """Add a sweep."""
        self._jobs.append(Job(name=name, sweep=sweep))

    def run_once(self) -> int:
        """Call every sweep once; gives how many rows were handled."""
        return sum(_handle(job) for job in self._jobs)

    def run_until(self, stop: threading.Event) -> None:
        """Sweep until told to stop."""
        while not stop.is_set():
            if self.run_once() == 0:
                stop.wait(IDLE_SECONDS)


def _handle(job: Job) -> int:
    try:
        return job.sweep()
    except Exception:
        # One broken sweep must not stop the others; the row stays due and is tried again.
        log.exception("the sweep %s failed", job.name)
        return 0
    finally:
        db.session.rollback()
        db.session.remove()
