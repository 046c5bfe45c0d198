"""Files of credentials: asked for in a language, read, removed."""

from dataclasses import dataclass
from datetime import datetime

from lms.core import clock
from lms.core.db import db, reading
from lms.core.errors import NotFoundError
from lms.core.extension import storage
from lms.core.ids import new_id
from lms.credentials import queries
from lms.credentials.models import Credential, CredentialFile, PersonKey
from lms.credentials.queries import vault
from lms.credentials.queries.files import language_of_file
from lms.credentials.rules import EventKind, FileForm
from lms.credentials.services.events import note

BATCH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedFile:
    """A file as its holder gets it."""

    form: FileForm
    language: str
    sha256: str
    made_at: datetime
    data: bytes


def file_of(credential: Credential, form: FileForm, language: str) -> IssuedFile | None:
    """A file of a credential; None while it is not made, or was given up or removed.

    Raises MissingFileError where the storage has lost it.
    """
    found = queries.file_with_key(credential.id, form, language)
    return opened(*found) if found is not None else None


def opened(row: CredentialFile, key: PersonKey | None) -> IssuedFile | None:
    """The file of a row, with the key of its holder; see `file_of`."""
    if row.sha256 is None or row.stored_sha256 is None or row.made_at is None:
        return None
    data = storage().get(row.stored_sha256)
    if row.stored_sha256 != row.sha256:  # otherwise of an earlier release, and not encrypted yet
        data = vault.opened(key, data, row.credential_id)
    return IssuedFile(form=row.form, language=row.language, sha256=row.sha256, made_at=row.made_at, data=data)


def request_file(credential_id: str, form: FileForm, language: str = "") -> CredentialFile:
    """Have a file made, unless it was asked for before; gives its row. The credential is locked meanwhile."""
    credential = queries.to_change(credential_id)
    if credential is None or credential.holder_erased_at is not None:
        raise NotFoundError
    row = queries.file_row(credential_id, form, language)
    if row is None:
        row = due_file(credential_id, form, language)
        db.session.add(row)
        db.session.flush()
    return row


def request_language(credential: Credential, language: str) -> CredentialFile:
    """Have the certificate made in a language, unless it was before; gives the row of the file."""
    return request_file(credential.id, FileForm.PDF, language)


def due_file(credential_id: str, form: FileForm, language: str) -> CredentialFile:
    """The row of a file that is still to be made."""
    return CredentialFile(
        id=new_id(),
        credential_id=credential_id,
        form=form,
        language=language_of_file(form, language),
        due_at=clock.now(),
    )


def remove_erased_files() -> int:
    """Remove the files of holders whose data were erased; gives how many."""
    with reading():
        rows = [(row.id, row.stored_sha256, row.sha256) for row in queries.files_of_erased_holders(BATCH)]
    for file_id, stored, plain in rows:
        # In plain too: a worker that was ended just after encrypting it may have left that behind.
        for digest in (stored, plain):
            storage().discard(str(digest))
        row = queries.file_to_change(file_id)
        if row is not None:
            row.stored_sha256 = None
            note(row.credential_id, EventKind.FILE_REMOVED, file=str(row.sha256))
        db.session.commit()
    return len(rows)
