"""When the nightly backup is due, and which of the older ones are kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

RETRY = timedelta(hours=1)
"""Pause after a night's backup could not be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Of how many days, weeks and months the last backup is kept."""

    days: int
    weeks: int
    months: int


def kept(moments: Iterable[datetime], keep: Keep) -> frozenset[datetime]:
    """Those that stay: the newest, and that of each of the last days, weeks and months that have one."""
    newest_first = sorted(moments, reverse=True)
    return frozenset(newest_first[:1]).union(
        _newest_of_each(newest_first, lambda one: one.date(), keep.days),
        _newest_of_each(newest_first, lambda one: one.isocalendar()[:2], keep.weeks),
        _newest_of_each(newest_first, lambda one: (one.year, one.month), keep.months),
    )


def _newest_of_each(
    newest_first: list[datetime], period_of: Callable[[datetime], object], count: int
) -> frozenset[datetime]:
    newest: dict[object, datetime] = {}
    for one in newest_first:
        newest.setdefault(period_of(one), one)
    return frozenset(list(newest.values())[:count])


def is_due(now: datetime, *, hour: int, made_at: datetime | None, failed_at: datetime | None) -> bool:
    """Nothing was made since the last time that the hour struck, nor did it fail a moment ago."""
    struck = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    if struck > now:
        struck -= timedelta(days=1)
    failed_just_now = failed_at is not None and now - failed_at < RETRY
    return (made_at is None or made_at < struck) and not failed_just_now
