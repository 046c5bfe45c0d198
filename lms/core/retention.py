"""For how long what is kept: categories with their reasons, counted for a report and removed when due."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import InstrumentedAttribute

from lms.core import clock, runtime_settings
from lms.core.db import db, reading
from lms.core.runtime_settings import KnownSetting, SettingKind

log = logging.getLogger(__name__)

BATCH = 500
LONGEST_DAYS = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of rows with the number of days after which they go."""

    name: str
    title: str
    why: str
    """Why they are kept for so long and no longer; in the language that is spoken."""
    days: int
    """While nobody has set another number."""
    lowest: int
    key: InstrumentedAttribute[str] | InstrumentedAttribute[int]
    since: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    """From when on the days are counted."""
    is_due: Callable[[datetime], ColumnElement[bool]]
    """Moment → the rows whose days had begun before it, and are over."""
    act: Callable[[str], int] | None = None
    """What is done with one of them; None: it is deleted. Commits."""

    @property
    def setting(self) -> str:
        """The run-time setting that changes the days."""
        return f"retention.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What would go now."""

    category: Category
    days: int
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """What a batch came to."""

    count: int
    failed: frozenset[str] = frozenset()
    """Keys of the rows that could not go."""


def declare(*categories: Category) -> tuple[Category, ...]:
    """Let the days of categories be set while the application runs."""
    for one in categories:
        runtime_settings.declare(
            KnownSetting(
                key=one.setting,
                group="retention",
                kind=SettingKind.DAYS,
                default=one.days,
                lowest=one.lowest,
                highest=LONGEST_DAYS,
            )
        )
    return categories


def due_of(category: Category) -> Due:
    """How many rows would go now, and since when the oldest is kept; reads alone."""
    days, condition = _now_due(category)
    query = select(func.count(category.key), func.min(category.since)).where(condition)
    count, oldest = db.session.execute(query).one()
    return Due(category=category, days=days, count=count, oldest=oldest)


def clear(category: Category, *, without: Collection[str] = ()) -> Cleared:
    """Remove a batch of what is due, each batch in a transaction of its own, but for these keys."""
    with reading():
        _, condition = _now_due(category)
        due = select(category.key).where(condition, category.key.not_in(without)).limit(BATCH)
        keys = db.session.scalars(due).all()
    if not keys:
        return Cleared(count=0)
    if category.act is not None:
        return _each(category.act, [str(key) for key in keys])
    table = category.key.class_
    # The condition once more: a row may have been used meanwhile.
    removed = db.session.execute(delete(table).where(category.key.in_(keys), condition))
    db.session.commit()
    count: int = removed.rowcount  # type: ignore[attr-defined]
    return Cleared(count=count)


def _each(act: Callable[[str], int], keys: Collection[str]) -> Cleared:
    count, failed = 0, set()
    for key in keys:
        try:
            count += act(key)
        except OperationalError:
            raise  # the database is full or away: that is no fault of this row
        except Exception:
            # The others go all the same; somebody reads in the log what is the matter with this one.
            log.exception("%s was kept long enough, but could not be removed", key)
            db.session.rollback()
            failed.add(key)
    return Cleared(count=count, failed=frozenset(failed))


def _now_due(category: Category) -> tuple[int, ColumnElement[bool]]:
    days = int(runtime_settings.value_of(category.setting))
    return days, category.is_due(clock.now() - timedelta(days=days))
