"""Writing down what happened to a credential, in a chain without gaps."""

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from lms.core import clock
from lms.core.db import db
from lms.credentials import queries
from lms.credentials.models import CredentialEvent
from lms.credentials.rules import EventKind
from lms.credentials.rules.chain import BEGINNING, Link, digest_of_link

_LOCK = 7_401_983_553
"""Key of PostgreSQL's advisory lock: two transactions that append to the chain follow each other."""
_WAITING = "events wait for their place"


def note(credential_id: str, kind: EventKind, **detail: str) -> None:
    """Add an event, in the current transaction; it gets its place in the chain when that commits."""
    db.session.add(
        CredentialEvent(credential_id=credential_id, happened_at=clock.now(), kind=kind, detail=detail)
    )
    db.session.info[_WAITING] = True


@event.listens_for(db.session, "before_commit")
def _chain(session: Session) -> None:
    # At the very end, because the lock is then held for a moment only and nothing is waited for under it:
    # taken earlier, it would cross with the locks of rows.
    if session.in_nested_transaction() or not session.info.pop(_WAITING, False):
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":  # SQLite lets only one write at a time anyway
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    sequence, previous = queries.last_link() or (0, BEGINNING)
    for one in queries.unchained():
        sequence += 1
        one.sequence, one.previous = sequence, previous
        one.digest = previous = digest_of_link(link_of(one))


def link_of(one: CredentialEvent) -> Link:
    """An event as its digest covers it."""
    return Link(
        previous=one.previous or "",
        sequence=one.sequence or 0,
        happened_at=one.happened_at,
        kind=one.kind.value,
        credential_id=one.credential_id,
        detail=one.detail,
    )
