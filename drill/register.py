"""What lies in the register and in the storage after certificates were issued to a cohort."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import select

from lms.core import clock
from lms.core.db import db, reading
from lms.core.extension import storage
from lms.core.storage import MissingFileError
from lms.credentials import services
from lms.credentials.models import Credential, CredentialFile, CredentialRecord, PersonKey
from lms.credentials.rules import FileForm
from lms.credentials.services.auditing import log_problems


def examine(people: Sequence[str]) -> tuple[str, ...]:
    """All that is not as it should be, in sentences; empty if nothing was lost or doubled."""
    with reading():
        return (*log_problems(), *_problems_of_certificates(people), *_problems_of_files(), *_strays())


def _problems_of_certificates(people: Sequence[str]) -> Iterator[str]:
    held = Counter(db.session.scalars(select(CredentialRecord.holder_id)))
    for user_id in people:
        if held[user_id] != 1:
            yield f"person {user_id} holds {held[user_id]} certificates"
    count = len(db.session.scalars(select(Credential.id)).all())
    if count != len(people):
        yield f"{count} certificates in the register for {len(people)} people"


def _problems_of_files() -> Iterator[str]:
    query = (
        select(CredentialFile, PersonKey)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .join(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
    )
    forms: dict[str, Counter[FileForm]] = {}
    for file, key in db.session.execute(query):
        forms.setdefault(file.credential_id, Counter())[file.form] += 1
        yield from _problems_of_file(file, key)
    for credential_id, found in forms.items():
        if found[FileForm.PDF] < 1 or found[FileForm.BADGE] != 1:
            yield f"certificate {credential_id} has the files {dict(found)}"


def _problems_of_file(file: CredentialFile, key: PersonKey) -> Iterator[str]:
    name = f"{file.form.value} of certificate {file.credential_id}"
    if file.sha256 is None:
        yield f"{name}: {'still due' if file.due_at else 'given up'} after {file.attempt_count} tries"
        return
    try:
        opened = services.opened(file, key)
    except MissingFileError:
        yield f"{name}: its file is not there"
        return
    if opened is None or hashlib.sha256(opened.data).hexdigest() != file.sha256:
        yield f"{name}: its file is another one"


def _strays() -> Iterator[str]:
    named = set(db.session.scalars(select(CredentialFile.stored_sha256)))
    for digest in storage().digests_before(clock.now() + timedelta(minutes=1)):
        if digest not in named:
            yield f"no row names the file {digest}"
    unfinished = [path.name for path in storage().folder.rglob(".new-*")]
    if unfinished:
        yield f"{len(unfinished)} files were left half written"
