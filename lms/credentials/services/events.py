"""Writing down what happened to a credential."""

from lms.core import clock
from lms.core.db import db
from lms.credentials.models import CredentialEvent
from lms.credentials.rules import EventKind


def note(credential_id: str, kind: EventKind, **detail: str) -> None:
    """Add an event, in the current transaction."""
    db.session.add(
        CredentialEvent(credential_id=credential_id, happened_at=clock.now(), kind=kind, detail=detail)
    )
