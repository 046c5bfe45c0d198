"""Looking at a stranger's file in another process, so that none can take this one down.

The process (`lms.credentials.checking.inspection_worker`) is started at the first file and stays, because
loading the libraries takes a second; it gets neither settings nor secrets. Why it is so stands in ADR 8.
"""

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from lms.core.errors import BusyError
from lms.credentials.checking import inspection_worker
from lms.credentials.checking.inspection import Inspection, unfinished, unpacked
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.key_records import record_of
from lms.credentials.formats.keys import PublishedKey

START_SECONDS = 120.0
WAITING_SECONDS = 15.0
"""For others' files; longer than any of them may take."""

_ROOT = Path(__file__).resolve().parents[3]


class Inspector:
    """One process that looks at files; threads take turns."""

    def __init__(self, *, waiting_seconds: float = WAITING_SECONDS) -> None:
        self._waiting_seconds = waiting_seconds
        self._lock = threading.Lock()
        self._process: _Process | None = None

    def inspect(self, data: bytes, published: Sequence[PublishedKey], issuer: IssuerAddress) -> Inspection:
        """What `inspection.inspect` says, or that it came to no end; raises BusyError."""
        if not self._lock.acquire(timeout=self._waiting_seconds):
            raise BusyError
        try:
            asked = {"keys": [record_of(key) for key in published], "address": issuer.base_url}
            answer = self._ready_process().ask(json.dumps(asked).encode(), data)
        except (OSError, EOFError):
            self._end()
            raise BusyError from None
        finally:
            self._lock.release()
        return unpacked(answer) or unfinished(data)

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _ready_process(self) -> "_Process":
        if self._process is not None and not self._process.is_alive:
            self._end()
        if self._process is None:
            self._process = _Process()
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _Process:
    """The running process and its two pipes."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", inspection_worker.__name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "PYTHONUTF8": "1"},
            start_new_session=True,
        )
        try:
            self._receive(START_SECONDS)
        except (OSError, EOFError):
            self.end()
            raise

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    def ask(self, asked: bytes, data: bytes) -> bytes:
        pipe = _pipe(self._child.stdin)
        pipe.write(inspection_worker.QUESTION.pack(len(asked), len(data)) + asked + data)
        pipe.flush()
        return self._receive(inspection_worker.WALL_SECONDS + WAITING_SECONDS)

    def _receive(self, seconds: float) -> bytes:
        deadline = time.monotonic() + seconds
        (size,) = inspection_worker.ANSWER.unpack(self._read(inspection_worker.ANSWER.size, deadline))
        return self._read(min(size, inspection_worker.LONGEST_ANSWER), deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        pipe = _pipe(self._child.stdout).fileno()
        data = bytearray()
        while len(data) < size:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            part = os.read(pipe, min(size - len(data), 1 << 16)) if ready else b""
            if not part:
                raise EOFError
            data += part
        return bytes(data)

    def end(self) -> None:
        """Stop it and its children at once: they hold nothing that could be lost."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


_inspector = Inspector()
atexit.register(_inspector.close)


def inspect_apart(data: bytes, published: Sequence[PublishedKey], issuer: IssuerAddress) -> Inspection:
    """What a file is, found out by this process's own inspector; raises BusyError."""
    return _inspector.inspect(data, published, issuer)
