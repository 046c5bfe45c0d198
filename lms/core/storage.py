"""Where files are kept: by the digest of their bytes, or under a name, on the local disk.

A file is on the disk, flushed, before its digest is given back: a row that names it may then commit.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".new-"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")


class MissingFileError(LookupError):
    """No file is kept under that digest or name."""


class Storage:
    """Files below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep bytes; gives their SHA-256, hexadecimal. Keeping the same bytes again changes nothing."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path_of(digest)
        if not path.exists():
            _write_durably(path, data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with that digest; raises MissingFileError."""
        return _read(self._path_of(digest))

    def has(self, digest: str) -> bool:
        """Bytes with that digest are kept."""
        return self._path_of(digest).exists()

    def discard(self, digest: str) -> None:
        """Remove the bytes with that digest; nothing happens where there are none."""
        self._path_of(digest).unlink(missing_ok=True)

    def digests_before(self, moment: datetime) -> Iterator[str]:
        """Digests of all bytes that were kept before a moment, sorted."""
        for path in sorted((self.folder / "by-digest").glob("*/*")):
            if _DIGEST.fullmatch(path.name) and _is_older(path, moment):
                yield path.name

    def discard_unfinished(self, moment: datetime) -> int:
        """Remove what was begun before a moment by a process that died while it wrote; gives how many."""
        unfinished = [path for path in self.folder.rglob(f"{_UNFINISHED}*") if _is_older(path, moment)]
        for path in unfinished:
            path.unlink(missing_ok=True)
        return len(unfinished)

    def put_named(self, name: str, data: bytes) -> None:
        """Keep bytes under a name (`editions/…/….zip`), in the place of what stood there."""
        _write_durably(self._named(name), data)

    @contextmanager
    def writing_named(self, name: str) -> Iterator[BinaryIO]:
        """A file that is kept under a name once it was written to the end; the name holds nothing before."""
        with _writing_durably(self._named(name)) as file:
            yield file

    def path_named(self, name: str) -> Path:
        """Where the bytes under that name lie, to be sent in pieces; raises MissingFileError."""
        path = self._named(name)
        if not path.is_file():
            raise MissingFileError(name)
        return path

    def get_named(self, name: str) -> bytes:
        """The bytes under that name; raises MissingFileError."""
        return _read(self._named(name))

    def discard_named(self, name: str) -> None:
        """Remove the bytes under that name; nothing happens where there are none."""
        self._named(name).unlink(missing_ok=True)

    def names_before(self, moment: datetime) -> Iterator[str]:
        """All names that were written before a moment, sorted."""
        for name in self.names("."):
            if self._named(name).stat().st_mtime < moment.timestamp():
                yield name

    def names(self, prefix: str) -> Iterator[str]:
        """The names that lie in the folder `prefix`, sorted."""
        root = self.folder / "named"
        folder = root / prefix
        yield from sorted(path.relative_to(root).as_posix() for path in folder.rglob("*") if path.is_file())

    def written_at(self, name: str) -> datetime:
        """When the bytes under that name were written; raises MissingFileError."""
        return datetime.fromtimestamp(self.path_named(name).stat().st_mtime, UTC)

    def _path_of(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise MissingFileError(digest)
        return self.folder / "by-digest" / digest[:2] / digest

    def _named(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name for a kept file: {name!r}")
        return self.folder / "named" / name


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False  # removed meanwhile


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingFileError(path.name) from None


def _write_durably(path: Path, data: bytes) -> None:
    with _writing_durably(path) as file:
        file.write(data)


@contextmanager
def _writing_durably(path: Path) -> Iterator[BinaryIO]:
    """For its owner only, as `mkstemp` makes files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
