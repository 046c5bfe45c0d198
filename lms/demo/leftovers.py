"""What a worker would have done meanwhile: mail that went, sign-ins that ended, certificates in turn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, insert, select, update

from lms.core.db import db
from lms.core.ids import digest_of, new_id, new_token
from lms.core.mail import RETRY_MINUTES, OutboxMail
from lms.credentials.models import CredentialFile, CredentialRecord
from lms.people.models import SignIn, User
from lms.people.rules import SIGN_INS_KEPT, Device

SETTLED = timedelta(days=1)
"""Older mail has gone, or failed, or is held."""
LONG_AGO = timedelta(days=8)
"""Nothing that failed needs anybody's attention now."""
GIVEN_UP = timedelta(minutes=sum(RETRY_MINUTES))
FIRST_FILE = timedelta(minutes=10)
BETWEEN_FILES = timedelta(seconds=20)
"""The worker makes the certificates of the crowd little by little, so that others need not wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody signed in."""

    user_id: str
    moment: datetime
    device: Device


def settle_mail(now: datetime) -> None:
    """Let what is older have been sent; some could not be delivered, some is held, the newest waits."""
    for number, mail in enumerate(db.session.scalars(select(OutboxMail).order_by(OutboxMail.created_at)), 1):
        age = now - mail.created_at
        if number % 31 == 0 and age > GIVEN_UP + LONG_AGO:
            mail.attempt_count, mail.due_at = len(RETRY_MINUTES) + 1, None
            mail.failed_at = mail.created_at + GIVEN_UP
            mail.last_error = "SMTPRecipientsRefused: 550 no mailbox here by that name (invented)"
        elif number % 59 == 0 or (number % 7 == 3 and age < SETTLED):
            mail.held_at, mail.due_at = mail.created_at + timedelta(seconds=40), None
        elif age > SETTLED:
            mail.attempt_count, mail.due_at, mail.text = 1, None, ""
            mail.sent_at = mail.created_at + timedelta(seconds=2 + number % 9)
    db.session.flush()


def write_visits(visits: Sequence[Visit], now: datetime) -> None:
    """Sign-ins as far as they are still kept, and the last of each person; nobody is signed in any more."""
    if not visits:
        return
    last = {one.user_id: one.moment for one in visits}
    db.session.execute(update(User), [{"id": key, "last_sign_in_at": at} for key, at in last.items()])
    kept = [one for one in visits if one.moment > now - SIGN_INS_KEPT + SETTLED]
    rows = [_sign_in(one, number) for number, one in enumerate(kept)]
    if rows:
        db.session.execute(insert(SignIn), rows)


def _sign_in(visit: Visit, number: int) -> dict[str, object]:
    ended_at = visit.moment + timedelta(minutes=2 + number % 9)
    return {
        "id": new_id(),
        "token_digest": digest_of(new_token()),
        "user_id": visit.user_id,
        "created_at": visit.moment,
        "seen_at": ended_at,
        "ended_at": ended_at,
        "network": visit.device.network,
        "agent": visit.device.agent,
    }


def plan_files(named: Collection[str], now: datetime) -> None:
    """Have the certificates of those whose address is written down made first, the others one by one."""
    is_named = case((User.email.in_(named), 0), else_=1)
    due = (
        select(CredentialFile, is_named)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .join(User, User.id == CredentialRecord.holder_id)
        .where(CredentialFile.due_at.is_not(None))
        .order_by(is_named, User.email, CredentialFile.due_at, CredentialFile.id)
    )
    later = now + FIRST_FILE
    for file, comes_later in db.session.execute(due):
        file.due_at = later if comes_later else now
        later += BETWEEN_FILES if comes_later else timedelta()
    db.session.flush()
