"""What is personal is encrypted under a key of the person. Deleting the key makes it unreadable, for ever.

The keys of persons lie in the database, wrapped by a master key that lies in the data folder.
"""

import base64
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from lms.core import clock
from lms.core.db import db
from lms.credentials import queries
from lms.credentials.encryption import KEY_BYTES, NONCE_BYTES, UndecryptableError, encrypted
from lms.credentials.errors import HolderErasedError, MasterKeyMissingError
from lms.credentials.models import PersonKey
from lms.credentials.queries import vault as kept


def encrypt(user_id: str, data: bytes, *, about: str) -> bytes:
    """Encrypt under a person's key, made at the first time. It opens only with the same `about`."""
    return _encrypted(_key_of(user_id), data, about)


def decrypt(user_id: str, data: bytes, *, about: str) -> bytes:
    """What was encrypted. Raises HolderErasedError, UndecryptableError."""
    return kept.opened(queries.person_key(user_id), data, about)


def encrypt_again(user_id: str, data: bytes, *, about: str) -> bytes:
    """Encrypt more for a person who has a key. Raises HolderErasedError where that was deleted meanwhile."""
    key = queries.person_key(user_id)
    if key is None:
        raise HolderErasedError
    return _encrypted(key, data, about)


def hand_over_key(key: PersonKey, user_id: str) -> None:
    """Make it the key of another account, which has none: what it opens stays as it is."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    wrapped = encrypted(kept.master_key(), kept.unwrapped(key), about=user_id, nonce=nonce)
    db.session.add(PersonKey(user_id=user_id, wrapped=wrapped, made_at=key.made_at))
    db.session.delete(key)
    db.session.flush()


def as_text(data: bytes) -> str:
    """Encrypted data as a column of text keeps it."""
    return kept.ENCRYPTED + base64.b64encode(data).decode("ascii")


def _encrypted(key: PersonKey, data: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return encrypted(kept.unwrapped(key), data, about=about, nonce=nonce)


def _key_of(user_id: str) -> PersonKey:
    found = queries.person_key(user_id)
    if found is not None:
        return found
    make_master_key()
    nonce = secrets.token_bytes(NONCE_BYTES)
    plain = secrets.token_bytes(KEY_BYTES)
    wrapped = encrypted(kept.master_key(), plain, about=user_id, nonce=nonce)
    try:
        with db.session.begin_nested():
            key = PersonKey(user_id=user_id, wrapped=wrapped, made_at=clock.now())
            db.session.add(key)
    except IntegrityError:  # made at the same moment by another request
        return db.session.get_one(PersonKey, user_id)
    return key


def make_master_key() -> None:
    """Make the master key of a new installation. Raises MasterKeyMissingError where there was one.

    A new key in the place of a lost one would open nothing, and hide that something is missing.
    """
    if kept.master_key_file().exists():
        return
    if queries.is_any_key_kept():
        raise MasterKeyMissingError
    _write_once(kept.master_key_file(), base64.b64encode(secrets.token_bytes(KEY_BYTES)))


def check_master_key() -> None:
    """Make the master key where none was needed yet, else see whether it fits; see `make_master_key`."""
    make_master_key()
    key = queries.some_key()
    if key is not None:
        try:
            kept.unwrapped(key)
        except UndecryptableError:
            raise MasterKeyMissingError from None


def _write_once(path: Path, data: bytes) -> None:
    """Write a file whole, or leave the one that another process has made meanwhile."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # nobody else's to read
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        os.unlink(temporary)
