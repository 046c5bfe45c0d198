"""What is known of credentials and of completions that wait for one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from lms.core.db import db
from lms.credentials import rules
from lms.credentials.models import Credential, CredentialRecord, PersonKey
from lms.credentials.queries.holders import name_step
from lms.credentials.queries.vault import text_of
from lms.credentials.records import Record, record_from
from lms.credentials.rules import NameStep, Standing
from lms.learning.models import Completion, Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A certificate with what it says: for its holder only."""

    credential: Credential
    row: CredentialRecord
    record: Record
    key: PersonKey | None
    """Opens its files."""

    @property
    def is_replaced(self) -> bool:
        """It was issued again or renewed, and leads to that."""
        return self.credential.superseded_by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unissued:
    """A completion for which nothing was issued yet."""

    completion: Completion
    enrolment: Enrolment


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """All of a person's: what was issued, and what waits."""

    held: tuple[Held, ...]
    unissued: tuple[Unissued, ...]
    step: NameStep


def held_from(credential: Credential, row: CredentialRecord, key: PersonKey | None) -> Held:
    """The rows with what they say."""
    return Held(credential=credential, row=row, record=record_from(text_of(row, key)), key=key)


def _held_rows() -> Select[Credential, CredentialRecord, PersonKey]:
    return (
        select(Credential, CredentialRecord, PersonKey)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
    )


def held_by(user_id: str) -> tuple[Held, ...]:
    """A person's certificates, latest first."""
    query = (
        _held_rows()
        .where(CredentialRecord.holder_id == user_id)
        .order_by(Credential.issued_at.desc(), Credential.id)
    )
    return tuple(held_from(*found) for found in db.session.execute(query))


def held(user_id: str, credential_id: str) -> Held | None:
    """One of a person's certificates; somebody else's is not found."""
    query = _held_rows().where(Credential.id == credential_id, CredentialRecord.holder_id == user_id)
    found = db.session.execute(query).one_or_none()
    return held_from(*found) if found else None


def holding(credential_id: str) -> Held | None:
    """A certificate with what it says, whoever holds it; None where its holder was erased."""
    found = db.session.execute(_held_rows().where(Credential.id == credential_id)).one_or_none()
    return held_from(*found) if found else None


def latest_of(completion_id: str) -> Held | None:
    """The last certificate that was issued for a completion."""
    query = _held_rows().where(CredentialRecord.completion_id == completion_id)
    found = db.session.execute(query.order_by(CredentialRecord.sequence.desc()).limit(1)).one_or_none()
    return held_from(*found) if found else None


def certificates_of(user_id: str) -> Certificates:
    """A person's certificates, completions that have none yet, and whether the name is settled."""
    return Certificates(held=held_by(user_id), unissued=unissued(user_id), step=name_step(user_id))


def first_of(completion_id: str) -> Credential | None:
    """The certificate that a completion gave first."""
    query = (
        select(Credential)
        .join(CredentialRecord)
        .where(CredentialRecord.completion_id == completion_id)
        .order_by(CredentialRecord.sequence)
        .limit(1)
    )
    return db.session.scalar(query)


def with_code(code: str) -> Credential | None:
    """The credential with this code."""
    return db.session.scalar(select(Credential).where(Credential.code == code))


def to_change(credential_id: str) -> Credential | None:
    """A credential, locked until the transaction ends."""
    query = select(Credential).where(Credential.id == credential_id)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def status_index_count() -> int:
    """How many places of the status lists are taken."""
    return db.session.scalar(select(func.count()).select_from(Credential)) or 0


def is_status_index_taken(index: int) -> bool:
    """The place was given to a credential before."""
    return db.session.scalar(select(Credential.id).where(Credential.status_index == index)) is not None


def standing_of(credential: Credential, now: datetime) -> Standing:
    """What the credential is worth at a moment."""
    return rules.standing(
        revoked_at=credential.revoked_at,
        superseded_by=credential.superseded_by,
        expires_on=credential.expires_on,
        now=now,
    )


def unissued(user_id: str) -> tuple[Unissued, ...]:
    """The person's completions without a certificate, oldest first."""
    query = (
        select(Completion, Enrolment)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .outerjoin(CredentialRecord, CredentialRecord.completion_id == Completion.id)
        .where(Enrolment.user_id == user_id, CredentialRecord.credential_id.is_(None))
        .order_by(Completion.completed_at)
    )
    rows = db.session.execute(query)
    return tuple(Unissued(completion=completion, enrolment=enrolment) for completion, enrolment in rows)


def plain_records(limit: int) -> list[str]:
    """Ids of credentials whose records lie in plain."""
    query = select(CredentialRecord.credential_id).where(CredentialRecord.text.startswith("{"))
    return list(db.session.scalars(query.order_by(CredentialRecord.credential_id).limit(limit)))


def record_to_change(credential_id: str) -> CredentialRecord | None:
    """A record, locked until the transaction ends."""
    query = select(CredentialRecord).where(CredentialRecord.credential_id == credential_id)
    return db.session.scalar(query.with_for_update().execution_options(populate_existing=True))
