"""Agreeing to a text, and withdrawing that."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from lms.core import audit, clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.people import queries
from lms.people.models import Consent, ConsentText
from lms.people.rules import ConsentKind, consent_digest


def give_consent(user_id: str, kind: ConsentKind, *, text: str, language: str) -> bool:
    """Keep that the person agreed to this text; False where they have agreed already."""
    queries.user_to_change(user_id)
    if _in_force(user_id, kind) is not None:
        return False
    digest = consent_digest(kind, language, text)
    if db.session.get(ConsentText, digest) is None:
        _keep_text(digest, kind, text=text, language=language)
    given = Consent(id=new_id(), user_id=user_id, kind=kind, text_digest=digest, given_at=clock.now())
    db.session.add(given)
    _record(user_id, "consent.given", kind)
    return True


def _keep_text(digest: str, kind: ConsentKind, *, text: str, language: str) -> None:
    connection = db.session.connection()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {
        "digest": digest,
        "kind": kind,
        "language": language,
        "text": text,
        "first_shown_at": clock.now(),
    }
    # Somebody else may agree to it for the first time at the same moment.
    connection.execute(insert(ConsentText).on_conflict_do_nothing(), [row])


def withdraw_consent(user_id: str, kind: ConsentKind) -> bool:
    """From now on the person does not agree; False where they did not anyway."""
    queries.user_to_change(user_id)
    given = _in_force(user_id, kind)
    if given is None:
        return False
    given.withdrawn_at = clock.now()
    _record(user_id, "consent.withdrawn", kind)
    return True


def _in_force(user_id: str, kind: ConsentKind) -> Consent | None:
    return db.session.scalar(
        select(Consent).where(
            Consent.user_id == user_id, Consent.kind == kind, Consent.withdrawn_at.is_(None)
        )
    )


def _record(user_id: str, event: str, kind: ConsentKind) -> None:
    audit.record(event, actor_id=user_id, subject=f"person:{user_id}", detail={"kind": kind.value})
    db.session.flush()
