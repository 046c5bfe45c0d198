"""Noting each day how far the log has come, so that nobody can change its past unseen."""

from lms.core import clock
from lms.core.db import db, reading
from lms.credentials import queries
from lms.credentials.models import LogHead
from lms.credentials.queries import auditing


class NoteHead:
    """The worker's sweep: the first thing of a day is to note where the log stands."""

    def __init__(self) -> None:
        self._noted: object = None

    def __call__(self) -> int:
        """Note the head unless it was noted today; gives how many."""
        today = clock.now().date()
        if self._noted == today:
            return 0
        with reading():
            is_noted = auditing.head_of(today) is not None
            last = queries.last_link()
        if not is_noted and last is not None:
            # Two workers at the same moment would write the same day twice: the second is refused.
            db.session.add(LogHead(day=today, sequence=last[0], digest=last[1], noted_at=clock.now()))
            db.session.commit()
        self._noted = today if last is not None else None
        return int(not is_noted and last is not None)
