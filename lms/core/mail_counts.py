"""How the outbox stands, counted by one rule for all who say so: the doctor and the page of the state."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, case, func, or_, select

from lms.core import clock
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.tolerances import MAIL_LATE

LATELY = timedelta(days=7)
"""How far back sent and given-up mails are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCounts:
    """Mails of the outbox, counted at one moment."""

    waiting: int
    late: int
    """Of those that wait, how many have done so for longer than they should; held ones do not wait."""
    held: int
    failed: int
    """Given up in the last week."""
    sent: int
    """Sent in the last week, of those that were written in the last two."""


def count_mails() -> MailCounts:
    """Count them now; reads alone."""
    now = clock.now()
    is_waiting, is_held = OutboxMail.due_at.is_not(None), OutboxMail.held_at.is_not(None)
    # A mail may be old when it is given up (all mail was paused, say), so that is asked for by itself.
    is_failed = OutboxMail.failed_at > now - LATELY
    waiting, late, held, failed, sent = db.session.execute(
        select(
            _count_of(is_waiting),
            _count_of(is_waiting & (OutboxMail.created_at < now - MAIL_LATE)),
            _count_of(is_held),
            _count_of(is_failed),
            _count_of(OutboxMail.sent_at > now - LATELY),
        ).where(or_(is_waiting, is_held, is_failed, OutboxMail.created_at > now - 2 * LATELY))
    ).one()
    return MailCounts(waiting=waiting, late=late, held=held, failed=failed, sent=sent)


def _count_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
