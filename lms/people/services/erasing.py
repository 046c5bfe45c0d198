"""Erasing a person, and remembering it outside the database, so that a restored backup loses them again."""

import hashlib
import hmac
import logging
import os
import secrets
from pathlib import Path

from lms.core.db import db, forget_deleted
from lms.core.extension import campus
from lms.core.settings import settings
from lms.people import queries
from lms.people.errors import LastAdministratorError
from lms.people.privacy import ERASED_DOMAIN

log = logging.getLogger(__name__)

SALT_BYTES = 32
LEDGER = "erasures"
"""In the data folder: a salt, then a line for each person; says nothing to who does not know the id."""


def erase_person(user_id: str) -> None:
    """Remove all that is known about a person; the caller commits. Raises LastAdministratorError.

    The ledger is written before the commit: a failure between the two is made good by the next replay.
    """
    _erase(user_id)
    _remember(user_id)


def replay_erasures() -> int:
    """Erase again who was erased before, as after a restored backup; commits each. Gives how many."""
    lines = _lines()
    if len(lines) < 2:
        return 0
    salt, erased = lines[0], frozenset(lines[1:])
    present = [one for one in queries.ids_of_people(without=ERASED_DOMAIN) if _known_as(one, salt) in erased]
    db.session.rollback()
    count = sum(_erase_again(user_id) for user_id in present)
    if count:
        forget_deleted(db.engine)
    return count


def _erase_again(user_id: str) -> int:
    try:
        _erase(user_id)
        db.session.commit()
    except LastAdministratorError:
        db.session.rollback()
        log.error("person %s was erased before, but is the last administrator; name another one", user_id)
        return 0
    return 1


def _erase(user_id: str) -> None:
    for package in campus().personal_data:
        package.erase(user_id)


def _ledger() -> Path:
    return settings().data / LEDGER


def _lines() -> list[str]:
    return _ledger().read_text(encoding="ascii").split() if _ledger().exists() else []


def _remember(user_id: str) -> None:
    lines = _lines()
    if not lines:
        _append(secrets.token_hex(SALT_BYTES))
        lines = _lines()  # another process may have been first
    _append(_known_as(user_id, lines[0]))


def _append(line: str) -> None:
    # With a line's end before it as well, so that a line torn by a loss of power spoils no other.
    handle = os.open(_ledger(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"\n{line}\n".encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def _known_as(user_id: str, salt: str) -> str:
    return hmac.new(bytes.fromhex(salt), user_id.encode(), hashlib.sha256).hexdigest()
