"""What is known of course certificates and diplomas: how far somebody is, and what hangs on a certificate."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from lms.content.programme import Programme
from lms.core.db import db
from lms.credentials.models import AwardPart, Credential, CredentialEvent, CredentialRecord, HolderAward
from lms.credentials.queries.credentials import standing_of
from lms.credentials.rules import CredentialKind, EventKind
from lms.credentials.rules.awards import AwardState, Given, Part, award_states


def award_states_of(user_id: str, programme: Programme, now: datetime) -> tuple[AwardState, ...]:
    """How far somebody is with each course certificate and the diploma; one round trip."""
    query = select(Credential).join(CredentialRecord).where(CredentialRecord.holder_id == user_id)
    held = db.session.scalars(query).all()
    return states_from(held, programme, now)


def states_from(held: Sequence[Credential], programme: Programme, now: datetime) -> tuple[AwardState, ...]:
    """The same, of credentials that were read already."""
    parts = [_part(one, now) for one in held if one.kind is CredentialKind.MODULE]
    given = [_given(one, now) for one in held if one.kind is not CredentialKind.MODULE]
    return award_states(programme, parts, given)


def _part(credential: Credential, now: datetime) -> Part:
    return Part(
        credential_id=credential.id,
        module_slug=credential.achievement_slug,
        issued_at=credential.issued_at,
        standing=standing_of(credential, now),
    )


def _given(credential: Credential, now: datetime) -> Given:
    return Given(
        credential_id=credential.id,
        slug=credential.achievement_slug,
        standing=standing_of(credential, now),
        revoked_at=credential.revoked_at,
    )


def next_sequence(user_id: str, slug: str) -> int:
    """The number of the next certificate of a course for somebody."""
    query = select(func.max(HolderAward.sequence)).where(
        HolderAward.holder_id == user_id, HolderAward.slug == slug
    )
    return (db.session.scalar(query) or 0) + 1


def lock(credential_ids: Collection[str]) -> None:
    """Nobody else changes these credentials until the transaction ends; they are read anew."""
    query = select(Credential).where(Credential.id.in_(credential_ids)).order_by(Credential.id)
    db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()


def awards_with_part(credential_id: str) -> Sequence[Credential]:
    """Course certificates and diplomas that rest on a certificate and were neither withdrawn nor replaced.

    They rest as well on what it is a correction of: that says the same. Not on what it renewed. What was
    itself corrected has passed this on.
    """
    if _is_corrected(credential_id):
        return ()
    query = (
        select(Credential)
        .join(AwardPart, AwardPart.award_id == Credential.id)
        .where(
            AwardPart.part_id.in_(_corrected_by(credential_id)),
            Credential.revoked_at.is_(None),
            Credential.superseded_by.is_(None),
        )
        .order_by(Credential.issued_at)
    )
    return db.session.scalars(query).all()


def _is_corrected(credential_id: str) -> bool:
    query = (
        select(CredentialEvent.credential_id)
        .join(Credential, Credential.superseded_by == CredentialEvent.credential_id)
        .where(Credential.id == credential_id, CredentialEvent.kind == EventKind.REISSUED)
    )
    return db.session.scalar(query.limit(1)) is not None


def _corrected_by(credential_id: str) -> list[str]:
    """The certificate and all those that it corrects, the latest first."""
    chain, query = [credential_id], select(CredentialEvent.detail)
    while True:
        was_reissued = query.where(
            CredentialEvent.credential_id == chain[-1], CredentialEvent.kind == EventKind.REISSUED
        )
        former = (db.session.scalar(was_reissued) or {}).get("instead_of")
        if former is None or former in chain:
            return chain
        chain.append(former)


def part_ids(award_id: str) -> Sequence[str]:
    """Ids of the certificates that a course certificate rests on."""
    return db.session.scalars(select(AwardPart.part_id).where(AwardPart.award_id == award_id)).all()
