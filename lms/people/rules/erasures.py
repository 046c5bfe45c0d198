"""When an account that is to be erased goes, and when its owner is warned. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

WARNING = timedelta(days=1)
"""The last mail comes this long before the end."""
SHORTEST_WARNING = timedelta(hours=12)
"""After a pause of the worker, nobody is erased sooner than this after the last mail."""
LAST_MAIL = "account-erased"
"""The kind of the mail that says that it is done: the only row that still has the address."""
LAST_MAIL_KEPT = timedelta(days=7)
"""If that mail cannot be sent, it is given up and removed after this."""


class ErasureCause(StrEnum):
    """Why an account is to be erased."""

    ASKED = "asked"
    INACTIVE = "inactive"
    """Nobody has signed in for so long; whoever signs in keeps it."""
    CLOSED = "closed"
    """The account has been closed for so long; it is kept once it is opened again."""


class WayOfAsking(StrEnum):
    """How somebody asked who cannot erase the account alone: to be able to answer for it later."""

    MAIL = "mail"
    LETTER = "letter"
    IN_PERSON = "in-person"


def is_warning_due(*, due_at: datetime, warned_at: datetime | None, now: datetime) -> bool:
    """It is time for the last mail."""
    return warned_at is None and now >= due_at - WARNING


def is_erasure_due(*, due_at: datetime, warned_at: datetime | None, now: datetime) -> bool:
    """The waiting time is over, and its owner could have read the last mail."""
    return warned_at is not None and now >= due_at and now >= warned_at + SHORTEST_WARNING
