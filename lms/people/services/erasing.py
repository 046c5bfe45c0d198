"""Erasing a person, and remembering it outside the database, so that a restored backup loses them again."""

import logging
import os
import secrets
import tempfile
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from lms.core.db import db, forget_deleted
from lms.core.extension import campus
from lms.core.settings import settings
from lms.people import queries
from lms.people.errors import LastAdministratorError
from lms.people.ledger import erased_count, known_as, merged, sections_of
from lms.people.models import User
from lms.people.privacy import ERASED_DOMAIN
from lms.people.queries.merging import merged_ids
from lms.people.services.sign_ins import hold_sign_ins

log = logging.getLogger(__name__)

SALT_BYTES = 32
LEDGER = "erasures"
"""In the data folder: a salt, then a line for each person; says nothing to who does not know the id."""


def erase_person(user_id: str) -> None:
    """Remove all that is known about a person; the caller commits. Raises LastAdministratorError.

    The ledger is written before the commit: a failure between the two is made good by the next replay.
    """
    # A backup from before they were joined has the doubles of this person as accounts of their own.
    own = [*merged_ids(user_id), user_id]
    _erase(user_id)
    for one in own:
        _remember(one)


def remove_unused(user_id: str) -> None:
    """Remove an account that nobody ever used, whatever others tied to it; the caller commits.

    The ledger need not know: whatever an older backup brings back is removed again as it was here. Raises
    LastAdministratorError.
    """
    _erase(user_id)
    try:
        with db.session.begin_nested():
            db.session.execute(delete(User).where(User.id == user_id))
    except IntegrityError:
        # A fact points at it, such as an enrolment that somebody made for them: the row stays, empty.
        log.info("the account %s stays as an empty row", user_id)


def replay_erasures() -> int:
    """Erase again who was erased before, as after a restored backup; commits each. Gives how many."""
    sections = sections_of(_text())
    if not any(section.erased for section in sections):
        return 0
    people = queries.ids_of_people(without=ERASED_DOMAIN)
    present = [one for one in people if any(section.holds(one) for section in sections)]
    db.session.rollback()
    count = sum(_erase_again(user_id) for user_id in present)
    if count:
        forget_deleted(db.engine)
    return count


def take_in_erasures(ledger: str) -> int:
    """Add another ledger to ours, as of the installation that a backup came from; gives how many are new."""
    before = _text()
    together = merged(before, ledger)
    _write(_ledger(), together)
    return erased_count(together) - erased_count(before)


def copy_ledger() -> None:
    """Lay the ledger beside the backups, where a restore finds the newest one. Raises OSError."""
    folder = settings().backup.folder
    if folder is None or not _ledger().exists():
        return
    _write(folder / LEDGER, _text())


def _write(path: Path, text: str) -> None:
    """Whole or not at all, for its owner only."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)


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
    hold_sign_ins(user_id)
    for package in campus().personal_data:
        package.erase(user_id)


def _ledger() -> Path:
    return settings().data / LEDGER


def _text() -> str:
    return _ledger().read_text(encoding="ascii") if _ledger().exists() else ""


def _remember(user_id: str) -> None:
    if not _text().strip():
        _append(secrets.token_hex(SALT_BYTES))
    # Read again: another process may have been first.
    _append(known_as(user_id, sections_of(_text())[-1].salt))
    try:
        copy_ledger()
    except OSError as problem:  # the erasure must not wait for that folder; each night's backup tries again
        log.error("the ledger of erasures could not be laid beside the backups: %s", problem)


def _append(line: str) -> None:
    # With a line's end before it as well, so that a line torn by a loss of power spoils no other.
    handle = os.open(_ledger(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, f"\n{line}\n".encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)
