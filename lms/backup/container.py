"""The file itself: a tar archive, and behind it one line with the SHA-256 of all before it.

Written and read as a stream. Common programs open it as well: tar takes no notice of the last line.
"""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, Self

from lms.backup.errors import DamagedBackupError
from lms.backup.streams import HashingWriter, Writable

CHUNK = 1 << 20
LAST_LINE = b"cluster-campus-backup sha256 "
TRAILER_SIZE = len(LAST_LINE) + 64 + 1


class Writer:
    """Adds members one after the other, and the last line at the end; used with `with`."""

    def __init__(self, out: Writable) -> None:
        self._out = HashingWriter(out)
        self._tar = tarfile.open(fileobj=self._out, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.byte_count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, problem: type[BaseException] | None, *_: object) -> None:
        if problem is not None:
            self._out.is_abandoned = True

    def add(self, name: str, data: bytes) -> None:
        """Add bytes."""
        self._add(_member(name, len(data), 0), io.BytesIO(data))

    def add_file(self, name: str, file: IO[bytes] | io.RawIOBase, *, size: int, changed_at: int) -> None:
        """Add the first `size` bytes of an open file."""
        self._add(_member(name, size, changed_at), file)

    def finish(self) -> None:
        """Write the end; without it the file is refused."""
        self._tar.close()
        digest = self._out.digest.hexdigest().encode("ascii")
        self._out.inner.write(LAST_LINE + digest + b"\n")

    def _add(self, member: tarfile.TarInfo, file: IO[bytes] | io.RawIOBase) -> None:
        self._tar.addfile(member, file)
        self.byte_count += member.size


def _member(name: str, size: int, changed_at: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, changed_at, 0o600
    return member


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a backup, to be read before the next one is asked for."""

    name: str
    size: int
    changed_at: int
    content: IO[bytes]


class Reader:
    """Gives the members; whoever takes all of them and then calls `finish` knows that nothing was changed."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = _Checking(source)

    def members(self) -> Iterator[Member]:
        """Each part in turn. Raises DamagedBackupError."""
        try:
            with tarfile.open(fileobj=self._source, mode="r|") as tar:
                for found in tar:
                    content = tar.extractfile(found)
                    if content is None:
                        raise DamagedBackupError(f"{found.name} is not a file.")
                    yield Member(found.name, found.size, int(found.mtime), content)
        except tarfile.TarError:
            raise DamagedBackupError("The backup is damaged, or no backup at all.") from None

    def finish(self) -> None:
        """Read what is left, and compare with the last line. Raises DamagedBackupError."""
        while self._source.read(CHUNK):
            pass
        self._source.compare()


class _Checking(io.RawIOBase):
    """Gives all but the last line of a stream, and hashes what it gives."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self._ahead = bytearray()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            raise ValueError("a stream is read in pieces")
        try:
            while len(self._ahead) < size + TRAILER_SIZE and (piece := self._source.read(CHUNK)):
                self._ahead += piece
        except OSError as problem:
            raise DamagedBackupError(f"The backup cannot be read: {problem}") from None
        count = min(size, max(0, len(self._ahead) - TRAILER_SIZE))
        given = bytes(self._ahead[:count])
        del self._ahead[:count]
        self._digest.update(given)
        return given

    def compare(self) -> None:
        expected = LAST_LINE + self._digest.hexdigest().encode("ascii") + b"\n"
        if bytes(self._ahead) != expected:
            raise DamagedBackupError("The backup was cut or changed, or is no backup at all.")
