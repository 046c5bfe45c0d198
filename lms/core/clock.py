"""What time it is: the one place that asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def telling_of(moment: datetime) -> Iterator[None]:
    """What is done inside happened at that moment: for a demonstration, which has a past to tell."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
