"""For how long what is kept: categories with their reasons, counted for a report and removed when due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.core import clock, runtime_settings
from lms.core.db import db, reading
from lms.core.runtime_settings import KnownSetting, SettingKind

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


def clear(category: Category) -> int:
    """Remove a batch of what is due, each batch in a transaction of its own; gives how many rows."""
    with reading():
        _, condition = _now_due(category)
        keys = db.session.scalars(select(category.key).where(condition).limit(BATCH)).all()
    if not keys:
        return 0
    if category.act is not None:
        return sum(category.act(str(key)) for key in keys)
    table = category.key.class_
    # The condition once more: a row may have been used meanwhile.
    removed = db.session.execute(delete(table).where(category.key.in_(keys), condition))
    db.session.commit()
    count: int = removed.rowcount  # type: ignore[attr-defined]
    return count


def _now_due(category: Category) -> tuple[int, ColumnElement[bool]]:
    days = int(runtime_settings.value_of(category.setting))
    return days, category.is_due(clock.now() - timedelta(days=days))
