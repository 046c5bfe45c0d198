"""What is known of links by which holders show their credentials."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from lms.core.db import db
from lms.core.ids import digest_of
from lms.credentials.models import Credential, CredentialRecord, PersonKey, SharedCredential, ShareLink
from lms.credentials.queries.credentials import Held, held_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an open link shows."""

    link: ShareLink
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLink:
    """One of a holder's links, with how much it shows."""

    link: ShareLink
    count: int


def shown_by(token: str) -> Shown | None:
    """What a link shows; None where it never was one, or was ended. One round trip."""
    query = (
        select(ShareLink, Credential, CredentialRecord, PersonKey)
        .join(SharedCredential, SharedCredential.link_id == ShareLink.id)
        .join(Credential, Credential.id == SharedCredential.credential_id)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .where(ShareLink.token_digest == digest_of(token), ShareLink.ended_at.is_(None))
        .order_by(Credential.issued_at.desc(), Credential.id)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return None
    return Shown(link=rows[0][0], held=tuple(held_from(row[1], row[2], row[3]) for row in rows))


def links_of(user_id: str) -> Sequence[OwnLink]:
    """A holder's links, the latest first; one round trip."""
    query = (
        select(ShareLink, func.count(SharedCredential.credential_id))
        .outerjoin(SharedCredential, SharedCredential.link_id == ShareLink.id)
        .where(ShareLink.holder_id == user_id)
        .group_by(ShareLink.id)
        .order_by(ShareLink.created_at.desc(), ShareLink.id)
    )
    return [OwnLink(link=row[0], count=row[1]) for row in db.session.execute(query)]


def link_to_change(user_id: str, link_id: str) -> ShareLink | None:
    """One of a holder's links, locked until the transaction ends."""
    query = select(ShareLink).where(ShareLink.id == link_id, ShareLink.holder_id == user_id)
    return db.session.scalar(query.with_for_update())
