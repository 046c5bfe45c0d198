"""Opening a backup, and seeing that it is whole before anything of it is used."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lms.backup.container import CHUNK, Member, Reader
from lms.backup.database.columns import DumpedTable
from lms.backup.database.loading import lines_in
from lms.backup.encryption import BEGINNING, decrypting
from lms.backup.errors import BackupError, DamagedBackupError
from lms.backup.rules.manifest import (
    HEADER,
    MANIFEST,
    Header,
    Manifest,
    UnknownFormatError,
    header_from,
    manifest_from,
)
from lms.backup.rules.rows import Kind

DATABASE = "database/"
LARGEST_TEXT = 256 << 20
"""Of header and manifest: more is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFile:
    """A backup, and what opens it if it is encrypted."""

    path: Path
    identity: Path | None = None

    @property
    def is_encrypted(self) -> bool:
        """Only the holder of a key can open it."""
        with self.path.open("rb") as file:
            return file.read(len(BEGINNING)) == BEGINNING

    @contextmanager
    def _stream(self) -> Iterator[BinaryIO]:
        with self.path.open("rb", buffering=CHUNK) as file:
            if not self.is_encrypted:
                yield file
                return
            if self.identity is None:
                raise BackupError(
                    "The backup is encrypted: name the file with your private key (--identity FILE)."
                )
            with decrypting(file, self.identity) as stream:
                yield stream

    def check(self) -> None:
        """Read all of it. Raises DamagedBackupError where it was cut or changed, else BackupError."""
        with self._stream() as stream:
            Reader(stream).finish()

    @contextmanager
    def parts(self) -> Iterator["Parts"]:
        """What is in it, in its order; at the end all was compared once more."""
        with self._stream() as stream:
            reader = Reader(stream)
            yield Parts(reader)
            reader.finish()


class Parts:
    """A backup's parts; the header first. For use within `BackupFile.parts`."""

    def __init__(self, reader: Reader) -> None:
        self._members = reader.members()
        self.header = self._header(next(self._members, None))
        self.tables = {name: _table(name, columns) for name, columns in self.header.tables.items()}
        self._ahead: Member | None = None

    def rows(self) -> Iterator[tuple[DumpedTable, list[bytes]]]:
        """The database: some rows of a table at a time."""
        for member in self._members:
            if not member.name.startswith(DATABASE):
                self._ahead = member
                return
            name = member.name.split("/")[1]
            if name not in self.tables:
                raise DamagedBackupError(
                    f"The backup holds rows of a table that it does not describe: {name}."
                )
            yield self.tables[name], lines_in(member.content.read())

    def files(self) -> Iterator[Member]:
        """The files, after the rows; the manifest comes last."""
        while self._ahead is not None and self._ahead.name != MANIFEST:
            yield self._ahead
            self._ahead = next(self._members, None)

    def manifest(self) -> Manifest:
        """What the backup says at its end, after the files."""
        if self._ahead is None:
            raise DamagedBackupError("The backup has no end.")
        try:
            return manifest_from(self._ahead.content.read(LARGEST_TEXT))
        except (ValueError, KeyError, TypeError):
            raise DamagedBackupError("The end of the backup cannot be understood.") from None

    @staticmethod
    def _header(member: Member | None) -> Header:
        if member is None or member.name != HEADER:
            raise DamagedBackupError("This is no backup of Cluster Campus.")
        try:
            return header_from(member.content.read(LARGEST_TEXT))
        except UnknownFormatError as problem:
            raise BackupError(f"The backup has format {problem}, which only a newer release reads.") from None
        except (ValueError, KeyError, TypeError):
            raise DamagedBackupError("The beginning of the backup cannot be understood.") from None


def _table(name: str, columns: tuple[tuple[str, str], ...]) -> DumpedTable:
    try:
        return DumpedTable(name, tuple((column, Kind(kind)) for column, kind in columns))
    except ValueError:
        raise BackupError(f"The table {name} has columns that only a newer release knows.") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What was found in a backup that is whole."""

    header: Header
    manifest: Manifest
    row_count: int


def look_through(file: BackupFile) -> Contents:
    """Read a backup whole, twice: first its digest, then each part beside what the manifest says of it."""
    file.check()
    with file.parts() as parts:
        for table, lines in parts.rows():
            for line in lines:
                table.digest.add(line)
        file_count = sum(1 for _ in parts.files())
        manifest = parts.manifest()
    refuse_other_rows(parts, manifest)
    if file_count != manifest.file_count:
        raise DamagedBackupError(f"The backup holds {file_count} files and speaks of {manifest.file_count}.")
    row_count = sum(rows for rows, _ in manifest.tables.values())
    return Contents(header=parts.header, manifest=manifest, row_count=row_count)


def refuse_other_rows(parts: Parts, manifest: Manifest) -> None:
    """The rows that came are those that the manifest speaks of. Raises DamagedBackupError."""
    came = {name: (table.digest.rows, table.digest.text) for name, table in parts.tables.items()}
    if came != dict(manifest.tables):
        raise DamagedBackupError("The rows in the backup are not those that it speaks of at its end.")
