"""Archives of one's own data: asked for, made by the worker part by part, removed after some days."""

import logging
import secrets
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import delete, select

from lms.core import audit, clock
from lms.core.db import db, reading
from lms.core.ids import new_id
from lms.core.settings import settings
from lms.core.storage import Storage
from lms.people import mails, passwords, queries
from lms.people.data_archive import Part, parts_of
from lms.people.errors import WrongPasswordError
from lms.people.models import DataExport
from lms.people.rules.data_exports import EXPORT_LEASE, EXPORTS_KEPT, pause_after

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
BATCH = 50


class GoneError(Exception):
    """The archive is not wanted any more: its owner was erased, or somebody else makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    export_id: str
    user_id: str
    language: str
    attempt: int


def export_files() -> Storage:
    """Where archives lie: `exports/` in the data folder, for its owner alone; no backup has them."""
    return Storage(settings().data / "exports")


def ask_for_export(user_id: str) -> DataExport:
    """Have an archive made, unless one is being made already."""
    user = queries.user_to_change(user_id)
    export = queries.due_export(user_id)
    if export is None:
        moment = clock.now()
        export = DataExport(
            id=new_id(), user_id=user_id, language=user.language, asked_at=moment, due_at=moment
        )
        db.session.add(export)
        audit.record("data-export.asked", actor_id=user_id, subject=f"person:{user_id}")
        db.session.flush()
    return export


def open_export(user_id: str, export_id: str, password: str) -> tuple[Path, str]:
    """Where a finished archive lies and its day, for whoever proves to be its owner.

    Raises NotFoundError, MissingFileError and WrongPasswordError.
    """
    with reading():
        export = queries.finished_export(user_id, export_id)
        path, day = export_files().path_named(str(export.file)), export.asked_at.date().isoformat()
        account = queries.account(user_id)
    if not passwords.compare(password, account.password_hash).is_right:
        raise WrongPasswordError
    audit.record("data-export.downloaded", actor_id=user_id, subject=f"person:{user_id}")
    return path, day


def remove_export(user_id: str, export_id: str) -> None:
    """Remove an archive before its time; raises NotFoundError for somebody else's."""
    export = queries.finished_export(user_id, export_id)
    # Its row comes back with a failed commit, and then says that the file is gone: that is what was wanted.
    export_files().discard_named(str(export.file))
    db.session.delete(export)
    audit.record("data-export.removed", actor_id=user_id, subject=f"person:{user_id}")
    db.session.flush()


def make_due_exports() -> int:
    """Make the archive that waits longest; gives how many were tried. A job of the worker."""
    task = _lease()
    if task is None:
        return 0
    name = secrets.token_hex(16)
    try:
        with export_files().writing_named(name) as file:
            _write(task, file)
        _finish(task, name)
    except GoneError:
        export_files().discard_named(name)
    except Exception:
        log.exception("an archive of somebody's data could not be made")
        export_files().discard_named(name)
        _put_off(task)
    return 1


def _lease() -> _Task | None:
    is_due = DataExport.due_at <= clock.now()
    with reading():
        if db.session.scalar(select(DataExport.id).where(is_due).limit(1)) is None:
            return None
    query = select(DataExport).where(is_due).order_by(DataExport.due_at).limit(1)
    export = db.session.scalar(query.with_for_update(skip_locked=True))
    if export is None:
        db.session.rollback()
        return None
    # Counted before it is tried: one that takes the worker down with it is given up as well.
    if export.attempt_count and pause_after(export.attempt_count) is None:
        export.due_at = None
        db.session.commit()
        return None
    export.attempt_count += 1
    export.done_count, export.part_count = 0, 0
    export.due_at = clock.now() + EXPORT_LEASE
    task = _Task(
        export_id=export.id, user_id=export.user_id, language=export.language, attempt=export.attempt_count
    )
    db.session.commit()
    return task


def _write(task: _Task, file: BinaryIO) -> None:
    with reading():
        parts = parts_of(task.user_id, task.language)
    _note(task, done=0, of=len(parts))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, part in enumerate(parts, start=1):
            _add(archive, part)
            _note(task, done=done, of=len(parts))


def _add(archive: zipfile.ZipFile, part: Part) -> None:
    with reading():
        files = part.make()
    for path, data in files:
        archive.writestr(path, data)


def _note(task: _Task, *, done: int, of: int) -> None:
    export = _ours(task)
    export.done_count, export.part_count = done, of
    export.due_at = clock.now() + EXPORT_LEASE
    db.session.commit()


def _ours(task: _Task) -> DataExport:
    """The row, as long as it is this process that makes the archive; raises GoneError."""
    export = db.session.get(DataExport, task.export_id, with_for_update=True, populate_existing=True)
    if export is None or export.attempt_count != task.attempt or export.due_at is None:
        db.session.rollback()
        raise GoneError
    return export


def _finish(task: _Task, name: str) -> None:
    export, moment = _ours(task), clock.now()
    export.finished_at, export.due_at, export.removed_after = moment, None, moment + EXPORTS_KEPT
    export.file, export.size = name, export_files().path_named(name).stat().st_size
    earlier = _remove_rows(DataExport.user_id == task.user_id, DataExport.id != task.export_id)
    user = queries.user(task.user_id)
    mails.send(
        "data-export-ready",
        to=user.email,
        language=user.language,
        url=mails.url_of("/account/data"),
        day=export.removed_after.date(),
    )
    audit.record("data-export.made", actor_id=None, subject=f"person:{task.user_id}")
    db.session.commit()
    discard_files(earlier)


def _put_off(task: _Task) -> None:
    db.session.rollback()
    try:
        export = _ours(task)
    except GoneError:
        return
    pause = pause_after(export.attempt_count)
    export.due_at = clock.now() + pause if pause else None
    db.session.commit()


class OldExports:
    """Job of the worker: removes archives that were kept long enough, and files that belong to nothing."""

    def __init__(self) -> None:
        self._last = -EVERY_SECONDS

    def __call__(self) -> int:
        """Remove them, at most once a minute; gives how many."""
        if time.monotonic() - self._last < EVERY_SECONDS:
            return 0
        self._last = time.monotonic()
        return _remove_old() + _remove_unknown_files()


def _remove_old() -> int:
    is_old = DataExport.removed_after <= clock.now()
    with reading():
        if db.session.scalar(select(DataExport.id).where(is_old).limit(1)) is None:
            return 0
    names = _remove_rows(is_old)
    db.session.commit()
    discard_files(names)
    return len(names)


def _remove_rows(*conditions: object) -> list[str]:
    """Remove rows; gives the names of their files, to be discarded once that is committed."""
    statement = delete(DataExport).where(*conditions).returning(DataExport.file)  # type: ignore[arg-type]
    return [name for name in db.session.scalars(statement) if name is not None]


def discard_files(names: list[str]) -> None:
    """Remove archives from the disk, once it is committed that they are gone."""
    for name in names:
        export_files().discard_named(name)


def _remove_unknown_files() -> int:
    """What a process left behind that was killed; a file that is being written is younger than the lease."""
    before, count = clock.now() - EXPORT_LEASE, 0
    unfinished = export_files().discard_unfinished(before)
    names = list(export_files().names_before(before))
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        with reading():
            known = queries.known_export_files(some)
        discard_files([name for name in some if name not in known])
        count += len(some) - len(known)
    return unfinished + count
