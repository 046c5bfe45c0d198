"""When a certificate that expires can be renewed, how long it then holds, when its holder is told. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lms.credentials.rules.standings import Standing

OPENS_BEFORE = timedelta(days=90)
"""So long before it expires a certificate can be renewed; of a short term the second half."""
REMINDERS = (timedelta(days=60), timedelta(days=14))
"""So long before it expires its holder is told, once each."""


class RenewalState(StrEnum):
    """What a holder can do about a certificate that expires."""

    LATER = "later"
    OPEN = "open"
    UNDER_WAY = "under-way"
    """It was begun: the final test is to be passed again."""
    NOT_HERE = "not-here"
    """The holder has left the module, or it is not offered any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """For how long a certificate holds."""

    issued_on: date
    expires_on: date
    """The last day."""

    @property
    def renewable_from(self) -> date:
        """The first day on which it can be renewed; it goes on to be after it has expired."""
        half = (self.expires_on - self.issued_on) / 2
        return self.expires_on - min(OPENS_BEFORE, half)

    @property
    def reminder_days(self) -> tuple[date, ...]:
        """The days on which its holder is told, where it can be renewed by then."""
        days = (self.expires_on - before for before in REMINDERS)
        return tuple(day for day in days if day >= self.renewable_from)


def expiry(start: date, months: int) -> date:
    """The last day on which it holds: the same day of the month, or the month's last."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def renewal_state(
    term: Term, standing: Standing, today: date, *, is_under_way: bool, is_possible: bool
) -> RenewalState | None:
    """None: nothing to renew. `is_possible`: the holder is in the module, and it has a final test."""
    if standing not in {Standing.VALID, Standing.EXPIRED}:
        return None
    if is_under_way:
        return RenewalState.UNDER_WAY
    if not is_possible:
        return RenewalState.NOT_HERE
    return RenewalState.OPEN if today >= term.renewable_from else RenewalState.LATER


def is_reminder_needed(standing: Standing, expires_on: date | None, today: date) -> bool:
    """A planned reminder is still of use: it stands, and is about to expire."""
    return standing is Standing.VALID and expires_on is not None and today <= expires_on
