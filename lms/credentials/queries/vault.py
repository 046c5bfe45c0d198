"""Opening what is encrypted under a person's key."""

import base64
from pathlib import Path

from sqlalchemy import select

from lms.core.db import db
from lms.core.settings import settings
from lms.credentials.encryption import KEY_BYTES, UndecryptableError, decrypted
from lms.credentials.errors import HolderErasedError, MasterKeyMissingError
from lms.credentials.models import CredentialRecord, PersonKey

ENCRYPTED = "v1:"
"""How an encrypted text begins; one that was issued by an earlier release begins with a brace until the
worker has encrypted it."""


def master_key_file() -> Path:
    """Where the key lies that opens the keys of persons: beside the database, never in it."""
    return settings().data / "keys" / "vault"


def master_key() -> bytes:
    """The key that opens the keys of persons. Raises MasterKeyMissingError."""
    try:
        key = base64.b64decode(master_key_file().read_text(encoding="ascii"))
    except FileNotFoundError:
        raise MasterKeyMissingError from None
    if len(key) != KEY_BYTES:
        raise MasterKeyMissingError
    return key


def person_key(user_id: str) -> PersonKey | None:
    """A person's key as it is kept."""
    return db.session.get(PersonKey, user_id)


def is_any_key_kept() -> bool:
    """Something was encrypted with the master key."""
    return db.session.scalar(select(PersonKey.user_id).limit(1)) is not None


def some_key() -> PersonKey | None:
    """Any person's key, to try the master key on."""
    return db.session.scalar(select(PersonKey).limit(1))


def unwrapped(key: PersonKey | None) -> bytes:
    """A person's key, ready for use. Raises HolderErasedError where it was deleted."""
    if key is None:
        raise HolderErasedError
    return decrypted(master_key(), key.wrapped, about=key.user_id)


def opened(key: PersonKey | None, data: bytes, about: str) -> bytes:
    """What was encrypted under that key. Raises HolderErasedError, UndecryptableError."""
    return decrypted(unwrapped(key), data, about=about)


def text_of(row: CredentialRecord, key: PersonKey | None = None) -> str:
    """The record as it was hashed; the key is looked up where it is not given."""
    if not row.text.startswith(ENCRYPTED):
        return row.text
    data = base64.b64decode(row.text.removeprefix(ENCRYPTED))
    return opened(key or person_key(row.holder_id), data, row.credential_id).decode()


def text_if_intact(row: CredentialRecord, key: PersonKey | None) -> str | None:
    """The record; None where it was altered in the database."""
    try:
        return text_of(row, key)
    except UndecryptableError:
        return None
