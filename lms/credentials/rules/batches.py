"""Issuing for many: who lacks what, whom to remind, how far it is. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

REMINDED = "certificate-name.reminded"
"""The act in the audit log by which a person is known to have been reminded."""
REFUSED = "credential.not-issued"
"""The act by which a completion is known to have been tried in vain; what is missing stands with it."""
PAUSE_BETWEEN_REMINDERS = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPerson:
    """Somebody who has completed a module and has no certificate of it."""

    user_id: str
    completion_id: str
    name: str
    email: str
    language: str
    module_slug: str
    completed_at: datetime
    waits_since: datetime
    """The same moment, which lists are sorted by."""
    is_name_settled: bool
    """Then something else stands in the way, or nothing does any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Files of certificates: all, those made, those still due; what is neither was given up."""

    whole: int
    made: int
    due: int

    @property
    def given_up(self) -> int:
        """Tried so often that only a person can help."""
        return self.whole - self.made - self.due

    @property
    def percent(self) -> int:
        """Share made, rounded down, so that 100 means all."""
        return 100 * self.made // self.whole if self.whole else 100


def to_remind(waiting: Iterable[WaitingPerson], reminded: Collection[str]) -> tuple[WaitingPerson, ...]:
    """One of each person who has to confirm a name and was not reminded lately."""
    open_names = {one.user_id: one for one in waiting if not one.is_name_settled}
    return tuple(one for user_id, one in open_names.items() if user_id not in reminded)


def to_issue(waiting: Iterable[WaitingPerson], most: int) -> tuple[str, ...]:
    """Ids of the people for whom something may be issued now, each once, at most so many."""
    return tuple(dict.fromkeys(one.user_id for one in waiting if one.is_name_settled))[:most]
