"""Streams that hash what goes through them."""

import hashlib
import io
from typing import BinaryIO

Writable = BinaryIO | io.RawIOBase


class HashingWriter(io.RawIOBase):
    """Passes on what is written."""

    def __init__(self, inner: Writable) -> None:
        self.inner = inner
        self.digest = hashlib.sha256()
        self.is_abandoned = False
        """What is written from then on goes nowhere: something has failed, and others still tidy up."""

    def writable(self) -> bool:
        """It is, and nothing else."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Hash and pass on."""
        if not self.is_abandoned:
            self.digest.update(data)
            self.inner.write(data)
        return len(data)


class HashingReader(io.RawIOBase):
    """Gives what is read from another."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        """It is, and nothing else."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read and hash."""
        data = self._inner.read(size)
        self.digest.update(data)
        return data
