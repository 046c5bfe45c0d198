"""Which files are in a backup: all of the data folder but what can be made again, and courses."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from config import Settings
from lms.core.backups import STATE
from lms.core.heartbeat import HEARTBEAT

DATA = "data/"
COURSES = "courses/"
"""How the names of files in a backup begin."""
NOT_KEPT = frozenset({"build", "enquiries", "exports", STATE, HEARTBEAT})
"""In the data folder: made again, or kept for a day at most."""
UNFINISHED = (".new-", ".backup-")
"""How names begin of files that somebody is just writing."""


def files_of(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Name in the backup, and where the file lies; sorted, so that two backups of the same are the same."""
    left_out = {settings.data / name for name in NOT_KEPT} | {settings.courses}
    left_out |= {settings.backup.folder} if settings.backup.folder else set()
    database = _database_file(settings)
    for path in _files_in(settings.data, left_out):
        if not str(path).startswith(database):  # its journal and its lock as well
            yield DATA + path.relative_to(settings.data).as_posix(), path
    for path in _files_in(settings.courses, set()):
        yield COURSES + path.relative_to(settings.courses).as_posix(), path


def _files_in(folder: Path, left_out: set[Path]) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        path = Path(entry.path)
        if path in left_out or entry.name.startswith((*UNFINISHED, ".git")):
            continue
        if entry.is_dir():
            yield from _files_in(path, left_out)
        elif entry.is_file():
            yield path


def _database_file(settings: Settings) -> str:
    url = make_url(settings.database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(Path(str(url.database)).absolute()) if is_file else str(settings.data / "campus.db")
