"""Looking after the outbox: hold a mail, let it go, try again what was given up, pause everything."""

import re
from enum import StrEnum

from sqlalchemy import ColumnElement, select

from lms.core import audit, clock, runtime_settings
from lms.core.db import db
from lms.core.errors import CampusError, NotFoundError
from lms.core.mail import PAUSED, OutboxMail

MOST_AT_ONCE = 1000
_LINK = re.compile(r"https?://\S+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{20,}")


class MailState(StrEnum):
    """Where a mail has come to."""

    WAITING = "waiting"
    HELD = "held"
    SENT = "sent"
    FAILED = "failed"


class MailMovedOnError(CampusError):
    """The mail is not any more where whoever pressed the button saw it."""


def state_of(mail: OutboxMail) -> MailState:
    """Where a mail has come to."""
    if mail.sent_at is not None:
        return MailState.SENT
    if mail.held_at is not None:
        return MailState.HELD
    return MailState.WAITING if mail.failed_at is None else MailState.FAILED


CONDITIONS: dict[MailState, ColumnElement[bool]] = {
    MailState.WAITING: OutboxMail.due_at.is_not(None),
    MailState.HELD: OutboxMail.held_at.is_not(None),
    MailState.SENT: OutboxMail.sent_at.is_not(None),
    MailState.FAILED: OutboxMail.failed_at.is_not(None),
}
"""The same as conditions of a query."""


def text_without_secrets(text: str) -> str:
    """A mail's text as staff may read it: links and whatever looks like a secret are left out."""
    return _SECRET.sub("•••", _LINK.sub("•••", text))


def hold(mail_id: str, *, by: str) -> None:
    """Keep a waiting mail from being sent. Raises NotFoundError and MailMovedOnError."""
    mail = _locked(mail_id, MailState.WAITING)
    mail.held_at, mail.due_at = clock.now(), None
    _note("mail.held", mail_id, by)


def release(mail_id: str, *, by: str) -> None:
    """Let a held mail go. Raises NotFoundError and MailMovedOnError."""
    mail = _locked(mail_id, MailState.HELD)
    mail.held_at, mail.due_at = None, clock.now()
    _note("mail.released", mail_id, by)


def retry(mail_id: str, *, by: str) -> None:
    """Try a mail again that was given up. Raises NotFoundError and MailMovedOnError."""
    _begin_anew(_locked(mail_id, MailState.FAILED))
    _note("mail.tried-again", mail_id, by)


def retry_all(*, by: str) -> int:
    """Try again all that was given up, the oldest first; gives how many."""
    query = select(OutboxMail).where(CONDITIONS[MailState.FAILED]).order_by(OutboxMail.created_at)
    failed = db.session.scalars(query.limit(MOST_AT_ONCE).with_for_update(skip_locked=True)).all()
    for mail in failed:
        _begin_anew(mail)
    if failed:
        detail: dict[str, object] = {"count": len(failed)}
        audit.record("mail.all-tried-again", actor_id=by, subject="outbox", detail=detail)
    db.session.flush()
    return len(failed)


def pause(is_paused: bool, *, by: str) -> bool:
    """Stop the worker from sending anything, or let it go on; gives whether that changed anything."""
    return runtime_settings.change(PAUSED, is_paused, by=by)


def _locked(mail_id: str, expected: MailState) -> OutboxMail:
    mail = db.session.get(OutboxMail, mail_id, with_for_update=True)
    if mail is None:
        raise NotFoundError(mail_id)
    if state_of(mail) is not expected:
        raise MailMovedOnError(mail_id)
    return mail


def _begin_anew(mail: OutboxMail) -> None:
    mail.failed_at, mail.attempt_count, mail.due_at = None, 0, clock.now()


def _note(action: str, mail_id: str, by: str) -> None:
    audit.record(action, actor_id=by, subject=f"mail:{mail_id}")
    db.session.flush()
