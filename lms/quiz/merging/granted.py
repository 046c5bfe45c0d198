"""Extra time and further tries that either account was granted."""

from datetime import date

from sqlalchemy import select, update

from lms.core import clock
from lms.core.db import db
from lms.people.rules.merging import Pair
from lms.quiz.models import Accommodation, ExtraTry, Regrade


def merge(pair: Pair) -> None:
    """All moves. Of two grants of extra time in force one goes on, with the more of both."""
    kept, other = _in_force(pair.kept_id), _in_force(pair.other_id)
    if kept is not None and other is not None:
        kept.extra_percent = _more_percent(kept.extra_percent, other.extra_percent)
        kept.valid_until = _longer(kept.valid_until, other.valid_until)
        other.withdrawn_at = max(clock.now(), other.granted_at)
        db.session.flush()
    for column in (Accommodation.user_id, Accommodation.granted_by, ExtraTry.user_id, ExtraTry.granted_by):
        moved = update(column.class_).where(column == pair.other_id)
        db.session.execute(moved.values({column.key: pair.kept_id}))
    decided = update(Regrade).where(Regrade.decided_by == pair.other_id)
    db.session.execute(decided.values(decided_by=pair.kept_id))


def _in_force(user_id: str) -> Accommodation | None:
    return db.session.scalar(
        select(Accommodation).where(Accommodation.user_id == user_id, Accommodation.withdrawn_at.is_(None))
    )


def _more_percent(one: int | None, other: int | None) -> int | None:
    """None is without any limit."""
    return None if one is None or other is None else max(one, other)


def _longer(one: date | None, other: date | None) -> date | None:
    """None is for good."""
    return None if one is None or other is None else max(one, other)
