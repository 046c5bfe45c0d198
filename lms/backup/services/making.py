"""Making a backup while the installation runs: first the database as it is at one moment, then the files.

Files are written before a row names them and removed after it is gone, so that what is copied later has all
that the rows name. What was removed meanwhile on purpose is told apart from what is missing.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection

from config import Settings
from lms import __version__, migrate
from lms.backup.container import CHUNK, Writer
from lms.backup.database.columns import DumpedTable, dumped
from lms.backup.database.dumping import pieces_of, snapshot
from lms.backup.encryption import encrypting
from lms.backup.errors import BackupError
from lms.backup.folders import files_of
from lms.backup.references import named_editions, named_files
from lms.backup.rules.manifest import HEADER, MANIFEST, Header, Manifest
from lms.backup.streams import HashingReader, HashingWriter
from lms.core import clock
from lms.core.backups import MadeBackup, note_backup, note_failure
from lms.core.db import db, forget_deleted
from lms.core.settings import settings
from lms.tables import metadata

NOT_KEPT = frozenset({"enquiry", "enquiry_line", "data_export"})
"""Tables of what people have asked for just now; their files are not kept either."""
BY_DIGEST = "/by-digest/"
UNFINISHED = ".backup-"
"""How the name of a backup begins that is just being written."""
NOT_OF_THE_INSTALLATION = frozenset({"CAMPUS_DATA", "CAMPUS_HOST", "CAMPUS_PORT", "CAMPUS_PYTHON"})
"""Settings that say where it runs, not what it is."""


@dataclass(slots=True)
class _Copied:
    """What went in so far. Names are kept as 16 bytes each, for there may be a million."""

    count: int = 0
    altered: list[str] = field(default_factory=list)
    _names: set[bytes] = field(default_factory=set)

    def add(self, name: str) -> None:
        self.count += 1
        self._names.add(_short(name))
        self._names.add(_short(name.rpartition("/")[0]))

    def __contains__(self, name: str) -> bool:
        return _short(name) in self._names


def _short(name: str) -> bytes:
    return hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def make_backup(out: Path, recipients: Sequence[str]) -> MadeBackup:
    """Write a new file that holds everything; remembers how it went. Raises BackupError."""
    try:
        made = _make(out, recipients)
    except (BackupError, OSError) as problem:
        note_failure(settings().data, clock.now(), str(problem))
        if isinstance(problem, OSError):
            raise BackupError(f"The backup could not be written: {problem}") from problem
        raise
    note_backup(settings().data, made)
    return made


def _make(out: Path, recipients: Sequence[str]) -> MadeBackup:
    began = time.monotonic()
    if not migrate.is_current(db.engine):
        raise BackupError("The database has another release's schema: run `bin/lms db upgrade` first.")
    if not out.parent.is_dir():
        raise BackupError(f"There is no folder {out.parent}: make it first.")
    with _new_file(out) as file:
        hashing = HashingWriter(file)
        sealed = encrypting(hashing, recipients) if recipients else nullcontext(hashing)
        with sealed as stream, Writer(stream) as writer:
            made_at, manifest = _write(writer)
    forget_deleted(db.engine)  # while the snapshot was read, SQLite's journal could not be emptied
    return MadeBackup(
        made_at=made_at,
        file=str(out),
        size=out.stat().st_size,
        sha256=hashing.digest.hexdigest(),
        seconds=time.monotonic() - began,
        is_encrypted=bool(recipients),
        missing_count=len(manifest.missing),
    )


def _write(writer: Writer) -> tuple[datetime, Manifest]:
    tables = [dumped(table) for table in metadata().sorted_tables if table.name not in NOT_KEPT]
    with snapshot(db.engine) as connection:
        made_at = clock.now()
        writer.add(HEADER, _header(connection, tables, made_at).text())
        for table in tables:
            for number, piece in enumerate(pieces_of(connection, table), start=1):
                writer.add(f"database/{table.name}/{number:06d}.jsonl.gz", piece)
        named = [*named_files(connection), *named_editions(connection)]
    copied = _copy_files(writer, settings())
    missing, removed = _not_found([name for name in named if name not in copied])
    manifest = Manifest(
        tables={table.name: (table.digest.rows, table.digest.text) for table in tables},
        file_count=copied.count,
        byte_count=writer.byte_count,
        missing=(*missing, *copied.altered),
        removed=removed,
    )
    writer.add(MANIFEST, manifest.text())
    writer.finish()
    return made_at, manifest


def _header(connection: Connection, tables: list[DumpedTable], made_at: datetime) -> Header:
    return Header(
        release=__version__,
        revision=str(MigrationContext.configure(connection).get_current_revision()),
        database="SQLite" if connection.dialect.name == "sqlite" else "PostgreSQL",
        made_at=made_at,
        public_url=settings().public_url,
        tables={table.name: tuple((name, kind.value) for name, kind in table.columns) for table in tables},
        not_inside=_given_by_environment(),
    )


def _given_by_environment() -> tuple[str, ...]:
    """Names of settings that no file of the backup holds."""
    ours = (name for name in os.environ if name.startswith("CAMPUS_"))
    return tuple(sorted(name for name in ours if name not in NOT_OF_THE_INSTALLATION))


def _copy_files(writer: Writer, given: Settings) -> _Copied:
    copied = _Copied()
    for name, path in files_of(given):
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue  # removed since it was listed
        with file:
            _copy(writer, name, file, copied)
    return copied


def _copy(writer: Writer, name: str, file: BinaryIO, copied: _Copied) -> None:
    found, reading = os.fstat(file.fileno()), HashingReader(file)
    writer.add_file(name, reading, size=found.st_size, changed_at=int(found.st_mtime))
    copied.add(name)
    if BY_DIGEST in name and reading.digest.hexdigest() != name.rpartition("/")[2]:
        copied.altered.append(name)


def _not_found(absent: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of files that the snapshot names and that were not there: those still named, and those gone since."""
    if not absent:
        return (), ()
    with snapshot(db.engine) as connection:
        now_named = {*named_files(connection), *named_editions(connection)}
    missing = tuple(sorted(set(absent) & now_named))
    return missing, tuple(sorted(set(absent) - now_named))


@contextmanager
def _new_file(out: Path) -> Iterator[BinaryIO]:
    """A file that has its name only when it is whole and flushed to the disk; its owner alone may read it."""
    if out.exists():
        raise BackupError(f"{out} exists already; name a new file.")
    handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb", buffering=CHUNK) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.rename(temporary, out)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
