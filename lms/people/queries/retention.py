"""The report of what would be removed now because it was kept long enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.core.db import db
from lms.core.extension import campus
from lms.core.retention import Due, due_of
from lms.people.models import RetentionRun


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalState:
    """How the worker fares with removing what was kept long enough."""

    finished_at: datetime | None
    """When the last day's look that got to its end did; before there is one, when the first began. None
    while it has never looked."""
    failed: tuple[str, ...]
    """Categories of which something could not go when it looked last."""


def retention_report() -> Sequence[Due]:
    """Every category with its days, how many rows are due and since when; changes nothing."""
    return [due_of(category) for category in campus().retention]


def last_retention_runs(limit: int = 30) -> Sequence[RetentionRun]:
    """What went on the last days, the newest first."""
    return db.session.scalars(select(RetentionRun).order_by(RetentionRun.ran_on.desc()).limit(limit)).all()


def removal_state() -> RemovalState:
    """How the worker fares; one round trip."""
    runs = last_retention_runs()
    finished = [run.finished_at for run in runs if run.finished_at is not None]
    begun = [run.started_at for run in runs[-1:]]
    return RemovalState(
        finished_at=next(iter([*finished, *begun]), None),
        failed=tuple(runs[0].failed) if runs else (),
    )
