"""What is found when a certificate is verified: by its code, its id, or the digest of one of its files."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from lms.core.db import db
from lms.credentials.models import Credential, CredentialEvent, CredentialFile, CredentialRecord, PersonKey
from lms.credentials.queries.vault import text_if_intact
from lms.credentials.records import Record, digest_of_record, record_from
from lms.credentials.rules import EventKind
from lms.credentials.rules.auditing import BEGUN
from lms.credentials.rules.verification import Entry
from lms.people.rules import NameShown


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a look-up found. The record is there unless the holder's data were erased."""

    credential: Credential
    entry: Entry
    record: Record | None
    name_shown: NameShown

    @property
    def is_name_closed(self) -> bool:
        """It was replaced, and its holder has not chosen since to show anything of the name on it."""
        return self.credential.superseded_by is not None and self.name_shown is NameShown.HIDDEN


def finding_of_code(code: str) -> Finding | None:
    """What can be said of a code; one round trip."""
    return _finding(Credential.code == code)


def finding_of_id(credential_id: str) -> Finding | None:
    """What can be said of the certificate with this id."""
    return _finding(Credential.id == credential_id)


def finding_of_file(sha256: str) -> Finding | None:
    """What can be said of the file with this digest, if it is one that was given out."""
    owner = select(CredentialFile.credential_id).where(CredentialFile.sha256 == sha256)
    return _finding(Credential.id == owner.scalar_subquery())


def differing(row: Credential, record: Record) -> tuple[str, ...]:
    """What the nameless row says otherwise than the record that was issued."""
    both = {
        "code": (row.code, record.code),
        "title": (row.title, record.title[:300]),
        "issuer": (row.issuer_name, record.issuer.name[:200]),
        "workload": (row.hours, record.hours),
        "day of completion": (row.awarded_on, record.completed_day),
        "last day": (row.expires_on, record.expiry_day),
        "word on being a trial": (row.is_trial, record.is_trial),
        "place in the status list": (row.status_index, record.status_index),
    }
    if record.status_index is None:  # issued before there was a list
        del both["place in the status list"]
    return tuple(name for name, (kept, issued) in both.items() if kept != issued)


def _finding(condition: ColumnElement[bool]) -> Finding | None:
    newer, older, begun = aliased(Credential), aliased(Credential), aliased(CredentialEvent)
    events = select(CredentialEvent.id).where(CredentialEvent.credential_id == Credential.id)
    withdrawn = events.where(CredentialEvent.kind == EventKind.REVOKED).exists()
    query = (
        select(Credential, CredentialRecord, PersonKey, newer.code, older.code, begun.detail, withdrawn)
        .outerjoin(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .outerjoin(newer, newer.id == Credential.superseded_by)
        .outerjoin(older, older.superseded_by == Credential.id)
        .outerjoin(begun, (begun.credential_id == Credential.id) & begun.kind.in_(BEGUN))
        .where(condition)
        .limit(1)
    )
    found = db.session.execute(query).first()
    if found is None:
        return None
    credential: Credential = found[0]
    row: CredentialRecord | None = found[1]
    text = text_if_intact(row, found[2]) if row is not None else None
    record = record_from(text) if text is not None else None
    is_logged = (found[5] or {}).get("record") == credential.record_sha256
    is_logged = is_logged and found[6] is (credential.revoked_at is not None)
    is_kept = text is not None and digest_of_record(text) == credential.record_sha256
    is_same = record is not None and not differing(credential, record)
    # What was erased can still be held to the log.
    is_intact = is_logged and (None if row is None else is_kept and is_same)
    return Finding(
        credential=credential,
        entry=_entry(credential, is_intact, superseded_by=found[3], supersedes=found[4]),
        record=record,
        name_shown=row.name_shown if row is not None else NameShown.HIDDEN,
    )


def _entry(
    credential: Credential, is_intact: bool | None, *, superseded_by: str | None, supersedes: str | None
) -> Entry:
    return Entry(
        id=credential.id,
        code=credential.code,
        title=credential.title,
        issuer_name=credential.issuer_name,
        hours=credential.hours,
        awarded_on=credential.awarded_on,
        issued_at=credential.issued_at,
        expires_on=credential.expires_on,
        is_trial=credential.is_trial,
        revoked_at=credential.revoked_at,
        revoked_reason=credential.revoked_reason,
        superseded_by=superseded_by,
        supersedes=supersedes,
        holder_erased_at=credential.holder_erased_at,
        is_intact=is_intact,
    )
