"""Each night's backup, made beside the worker's other work, and the older ones that it takes the place of."""

import fcntl
import logging
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, current_app

from config import BackupSettings
from lms.backup.errors import BackupError
from lms.backup.rules.rotation import Keep, is_due, kept
from lms.backup.services.making import UNFINISHED, make_backup
from lms.core import clock
from lms.core.backups import MadeBackup, last_backup, note_failure
from lms.core.db import db
from lms.core.settings import settings
from lms.people.services.erasing import copy_ledger

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
LOCK = ".lock"
_NAME = re.compile(r"campus-(\d{8}T\d{6})Z\.backup")
_MOMENT = "%Y%m%dT%H%M%S"


def make_in_folder() -> MadeBackup:
    """Make a backup in the folder of the settings, and remove those of earlier. Raises BackupError."""
    given = settings().backup
    if given.folder is None:
        raise BackupError("CAMPUS_BACKUP_FOLDER is not set: name a file with --out, or set the folder.")
    try:
        given.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(given.folder):
            _remove_unfinished(given.folder)
            copy_ledger()
            made = make_backup(given.folder / f"campus-{clock.now():{_MOMENT}}Z.backup", given.recipients)
            rotate(given)
    except OSError as problem:
        note_failure(settings().data, clock.now(), str(problem))
        raise BackupError(f"The folder of backups cannot be used: {problem}") from problem
    return made


def backups_in(folder: Path) -> dict[datetime, Path]:
    """Moment → backup, of those that were made here; any other file in the folder is nobody's business."""
    found = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return {datetime.strptime(match[1], _MOMENT).replace(tzinfo=UTC): path for match, path in found if match}


def rotate(given: BackupSettings) -> int:
    """Remove the backups of which the settings say so; gives how many."""
    if given.folder is None:
        return 0
    days, weeks, months = given.keep
    backups = backups_in(given.folder)
    staying = kept(backups, Keep(days=days, weeks=weeks, months=months))
    going = [path for moment, path in backups.items() if moment not in staying]
    for path in going:
        path.unlink(missing_ok=True)
    return len(going)


def _remove_unfinished(folder: Path) -> None:
    """What a process that was killed had begun; nobody else is at work here now."""
    for path in folder.glob(f"{UNFINISHED}*"):
        path.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise BackupError("Another process is making a backup just now.") from None
    finally:
        os.close(handle)


class NightlyBackup:
    """The worker's sweep: starts a night's backup in a thread of its own, so that mail does not wait."""

    def __init__(self) -> None:
        self._next_look = 0.0
        self._thread: threading.Thread | None = None

    def __call__(self) -> int:
        """Start one where it is due; never counts as work."""
        if time.monotonic() < self._next_look or (self._thread is not None and self._thread.is_alive()):
            return 0
        self._next_look = time.monotonic() + EVERY_SECONDS
        given, state = settings().backup, last_backup(settings().data)
        made_at = state.made.made_at if state.made else None
        if given.folder is not None and is_due(
            clock.now(), hour=given.hour, made_at=made_at, failed_at=state.failed_at
        ):
            app = current_app._get_current_object()  # type: ignore[attr-defined]
            self._thread = threading.Thread(target=_make, args=(app,), name="nightly backup", daemon=True)
            self._thread.start()
        return 0

    def wait(self) -> None:
        """Wait until the backup that was started is finished."""
        if self._thread is not None:
            self._thread.join()


def _make(app: Flask) -> None:
    with app.app_context():
        try:
            made = make_in_folder()
            log.info("backup made: %s, %d bytes in %.1f s", made.file, made.size, made.seconds)
        except BackupError as problem:
            log.error("the nightly backup was not made: %s", problem)
        except Exception as problem:
            note_failure(settings().data, clock.now(), repr(problem))
            log.exception("the nightly backup failed")
        finally:
            db.session.remove()
