"""Which planned reminders are due, and whom they are for."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from lms.core.db import db
from lms.credentials.models import CredentialRecord, ExpiryReminder
from lms.people.models import User


def credentials_with_due(today: date, limit: int) -> Sequence[str]:
    """Ids of certificates of which a reminder is due."""
    query = (
        select(ExpiryReminder.credential_id)
        .where(ExpiryReminder.due_on <= today, ExpiryReminder.settled_at.is_(None))
        .distinct()
        .order_by(ExpiryReminder.credential_id)
        .limit(limit)
    )
    return db.session.scalars(query).all()


def due_to_settle(credential_id: str, today: date) -> Sequence[ExpiryReminder]:
    """The due reminders of one certificate, locked; none where another worker has just settled them."""
    query = select(ExpiryReminder).where(
        ExpiryReminder.credential_id == credential_id,
        ExpiryReminder.due_on <= today,
        ExpiryReminder.settled_at.is_(None),
    )
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def holder_to_tell(credential_id: str) -> str | None:
    """Whose it is; None where the holder was erased or the account is closed."""
    query = (
        select(User.id)
        .join(CredentialRecord, CredentialRecord.holder_id == User.id)
        .where(CredentialRecord.credential_id == credential_id, User.disabled_at.is_(None))
    )
    return db.session.scalar(query)
