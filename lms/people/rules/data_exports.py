"""How long an archive of one's own data is kept, how often it is tried, how far it has come. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

EXPORTS_KEPT = timedelta(days=7)
"""How long an archive can be had before it is removed: it holds everything at once."""
EXPORT_LEASE = timedelta(minutes=5)
"""How long nobody else begins an archive that somebody is making; each part that is done begins it anew."""
MOST_TRIES = 4
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""After each failure; after the last one the archive is given up."""


class ExportState(StrEnum):
    """What the page shows."""

    NONE = "none"
    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after that many failures; None: give up."""
    return PAUSES[tries - 1] if 0 < tries <= len(PAUSES) else None


def export_state(
    *, is_due: bool, is_finished: bool, removed_after: datetime | None, now: datetime
) -> ExportState:
    """Where an archive stands that was asked for."""
    if is_due:
        return ExportState.WAITING
    if not is_finished:
        return ExportState.FAILED
    return ExportState.READY if removed_after is not None and now < removed_after else ExportState.NONE
