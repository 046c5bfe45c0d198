"""All that an audit of the log compares: events, heads, credentials, files."""

import hashlib
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from lms.core.db import db
from lms.core.extension import storage
from lms.core.storage import MissingFileError
from lms.credentials.encryption import UndecryptableError
from lms.credentials.errors import HolderErasedError
from lms.credentials.models import (
    Credential,
    CredentialEvent,
    CredentialFile,
    CredentialRecord,
    LogHead,
    PersonKey,
)
from lms.credentials.queries.vault import text_of
from lms.credentials.queries.verification import differing
from lms.credentials.records import digest_of_record, record_from
from lms.credentials.rules.auditing import Entry, Head, Row


def all_entries() -> list[Entry]:
    """The whole log in its order; events without a place first."""
    query = select(CredentialEvent).order_by(CredentialEvent.sequence.asc().nulls_first())
    return [
        Entry(
            sequence=one.sequence,
            previous=one.previous,
            digest=one.digest,
            happened_at=one.happened_at,
            kind=one.kind,
            credential_id=one.credential_id,
            detail=one.detail,
        )
        for one in db.session.scalars(query)
    ]


def heads() -> list[Head]:
    """The published heads, oldest first."""
    return [
        Head(day=one.day.isoformat(), sequence=one.sequence, digest=one.digest)
        for one in db.session.scalars(select(LogHead).order_by(LogHead.day))
    ]


def head_of(day: date) -> LogHead | None:
    """The head that was noted on a day."""
    return db.session.get(LogHead, day)


def all_rows() -> list[Row]:
    """Every credential as the log must know it."""
    files: dict[str, list[str]] = {}
    made = select(CredentialFile.credential_id, CredentialFile.sha256).where(
        CredentialFile.sha256.is_not(None)
    )
    for credential_id, digest in db.session.execute(made):
        files.setdefault(credential_id, []).append(str(digest))
    query = (
        select(Credential, CredentialRecord, PersonKey)
        .outerjoin(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .order_by(Credential.issued_at, Credential.id)
    )
    return [
        Row(
            id=one.id,
            record_sha256=one.record_sha256,
            is_revoked=one.revoked_at is not None,
            is_superseded=one.superseded_by is not None,
            is_erased=one.holder_erased_at is not None,
            files=tuple(files.get(one.id, ())),
            differing=_differing(one, row, key),
        )
        for one, row, key in db.session.execute(query)
    ]


def _differing(one: Credential, row: CredentialRecord | None, key: PersonKey | None) -> tuple[str, ...]:
    """What the register has otherwise than the record that was issued."""
    if row is None:  # its holder was erased
        return ()
    try:
        text = text_of(row, key)
    except (UndecryptableError, HolderErasedError):
        return ("record",)
    if digest_of_record(text) != one.record_sha256:
        return ("record",)
    return differing(one, record_from(text))


def file_problems() -> Iterator[str]:
    """Files that are not in the storage as they were put there."""
    kept = select(CredentialFile).where(CredentialFile.stored_sha256.is_not(None)).order_by(CredentialFile.id)
    for one in db.session.scalars(kept):
        try:
            data = storage().get(str(one.stored_sha256))
        except MissingFileError:
            yield f"a file of credential {one.credential_id} is not in the storage: {one.stored_sha256}"
            continue
        if hashlib.sha256(data).hexdigest() != one.stored_sha256:
            yield f"a file of credential {one.credential_id} was altered: {one.stored_sha256}"
