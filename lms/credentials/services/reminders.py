"""Telling holders that a certificate is about to expire: planned when it was issued, mailed once."""

import time
from datetime import date

from lms.core import clock
from lms.core.db import db, reading
from lms.credentials import queries
from lms.credentials.models import Credential
from lms.credentials.queries import reminders
from lms.credentials.rules.renewing import is_reminder_needed
from lms.people import mails
from lms.people import queries as people

BATCH = 20
PAUSE_SECONDS = 600


class RemindOfExpiry:
    """The worker's sweep: looks every few minutes, and at once again while something was due."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> int:
        """Settle reminders that are due, each in a transaction of its own; gives of how many certificates."""
        if time.monotonic() < self._next_look:
            return 0
        today = clock.now().date()
        with reading():
            due = reminders.credentials_with_due(today, BATCH)
        for credential_id in due:
            _settle(credential_id, today)
            db.session.commit()
        if len(due) < BATCH:
            self._next_look = time.monotonic() + PAUSE_SECONDS
        return len(due)


def _settle(credential_id: str, today: date) -> None:
    """Several that have come due meanwhile, as after a long pause of the worker, are one mail."""
    due = reminders.due_to_settle(credential_id, today)
    for one in due:
        one.settled_at = clock.now()
    credential = db.session.get_one(Credential, credential_id)
    standing = queries.standing_of(credential, clock.now())
    if due and is_reminder_needed(standing, credential.expires_on, today):
        _tell(credential)


def _tell(credential: Credential) -> None:
    holder_id = reminders.holder_to_tell(credential.id)
    if holder_id is None:
        return
    holder = people.holder(holder_id)
    mails.send_if_wanted(
        "certificate-expires",
        to=holder.email,
        language=holder.language,
        title=credential.title,
        day=credential.expires_on,
        url=mails.url_of(f"/certificates/{credential.id}"),
    )
