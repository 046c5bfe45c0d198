"""The report of what would be removed now because it was kept long enough."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.core.db import db
from lms.core.extension import campus
from lms.core.retention import Due, due_of
from lms.people.models import RetentionRun


def retention_report() -> Sequence[Due]:
    """Every category with its days, how many rows are due and since when; changes nothing."""
    return [due_of(category) for category in campus().retention]


def last_retention_runs(limit: int = 30) -> Sequence[RetentionRun]:
    """What went on the last days, the newest first."""
    return db.session.scalars(select(RetentionRun).order_by(RetentionRun.ran_on.desc()).limit(limit)).all()
