"""Reads about what people agreed to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from lms.core.db import db
from lms.people.models import Consent, ConsentText
from lms.people.rules import ConsentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenConsent:
    """What somebody agreed to, in the words they saw."""

    kind: ConsentKind
    text: str
    language: str
    version: str
    given_at: datetime
    withdrawn_at: datetime | None


def consents_of(user_id: str) -> Sequence[GivenConsent]:
    """All that somebody ever agreed to, the latest first."""
    query = (
        select(Consent, ConsentText)
        .join(ConsentText, ConsentText.digest == Consent.text_digest)
        .where(Consent.user_id == user_id)
        .order_by(Consent.given_at.desc(), Consent.id)
    )
    return [
        GivenConsent(
            kind=one.kind,
            text=shown.text,
            language=shown.language,
            version=shown.digest[:12],
            given_at=one.given_at,
            withdrawn_at=one.withdrawn_at,
        )
        for one, shown in db.session.execute(query)
    ]


def has_agreed(user_id: str, kind: ConsentKind) -> bool:
    """A consent of this kind is in force."""
    given = exists().where(Consent.user_id == user_id, Consent.kind == kind, Consent.withdrawn_at.is_(None))
    return bool(db.session.scalar(select(given)))
