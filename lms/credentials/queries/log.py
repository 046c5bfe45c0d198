"""What is known of events and of their chain."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.core.db import db
from lms.credentials.models import CredentialEvent


def events_of(credential_id: str) -> Sequence[CredentialEvent]:
    """What happened to a credential, in order."""
    query = select(CredentialEvent).where(CredentialEvent.credential_id == credential_id)
    return db.session.scalars(query.order_by(CredentialEvent.id)).all()


def unchained() -> Sequence[CredentialEvent]:
    """Events of this transaction that have no place in the chain yet, in order."""
    query = select(CredentialEvent).where(CredentialEvent.sequence.is_(None))
    return db.session.scalars(query.order_by(CredentialEvent.id)).all()


def last_link() -> tuple[int, str] | None:
    """Sequence and digest of the latest event."""
    chained = select(CredentialEvent).where(CredentialEvent.sequence.is_not(None))
    found = db.session.scalar(chained.order_by(CredentialEvent.sequence.desc()).limit(1))
    return (found.sequence or 0, found.digest or "") if found else None
