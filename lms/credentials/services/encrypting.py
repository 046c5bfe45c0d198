"""Encrypting what was issued before there were keys of persons, a few at a time."""

import logging

from lms.core.db import db, reading
from lms.core.extension import storage
from lms.core.storage import MissingFileError
from lms.credentials import queries
from lms.credentials.services import vault

log = logging.getLogger(__name__)

BATCH = 20


class EncryptPlain:
    """The worker's sweep over records and files that lie in plain."""

    def __init__(self) -> None:
        self._lost: set[str] = set()
        """Files that are not there; asked for once in the life of a process."""

    def __call__(self) -> int:
        """Encrypt some; gives how many."""
        with reading():
            records = queries.plain_records(BATCH)
            files = [one for one in queries.plain_files(BATCH + len(self._lost)) if one not in self._lost]
        for credential_id in records:
            _encrypt_record(credential_id)
        for file_id in files[:BATCH]:
            self._encrypt_file(file_id)
        return len(records) + len(files)

    def _encrypt_file(self, file_id: str) -> None:
        found = queries.file_with_holder(file_id)
        if found is None or found[0].stored_sha256 != found[0].sha256:
            return db.session.rollback()
        file, holder_id = found
        plain = str(file.stored_sha256)
        try:
            data = storage().get(plain)
        except MissingFileError:
            log.error("the file %s of certificate %s is not in the storage", plain, file.credential_id)
            self._lost.add(file_id)
            return db.session.rollback()
        file.stored_sha256 = storage().put(vault.encrypt(holder_id, data, about=file.credential_id))
        file.size = len(data)
        db.session.commit()
        storage().discard(plain)
        return None


def _encrypt_record(credential_id: str) -> None:
    row = queries.record_to_change(credential_id)
    if row is not None:
        text = queries.text_of(row)
        row.text = vault.as_text(vault.encrypt(row.holder_id, text.encode(), about=credential_id))
    db.session.commit()
