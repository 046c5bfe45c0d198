"""Running programs of others: in one language, with a limit, without a connection where that works."""

import functools
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support.missing import skip_for_missing

SECONDS = 300.0
"""Far more than any of them needs: it only ends what hangs."""


def need(program: str, package: str) -> None:
    """Skip the test where the program is missing, or fail where nothing may be skipped."""
    if shutil.which(program) is None:
        skip_for_missing(package)


@functools.cache
def without_network() -> tuple[str, ...]:
    """What is put before a command to take away its network; nothing where the system forbids it."""
    if shutil.which("unshare") is None:
        return ()
    command = ("unshare", "--map-root-user", "--net")
    return command if subprocess.run([*command, "true"], capture_output=True).returncode == 0 else ()


def run(
    command: Sequence[str], *, entry: bytes | None = None, folder: Path | None = None, offline: bool = False
) -> subprocess.CompletedProcess[bytes]:
    """What the program says, whatever code it ends with; `entry` is its standard input."""
    return subprocess.run(
        [*(without_network() if offline else ()), *command],
        input=entry if entry is not None else b"",
        capture_output=True,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        timeout=SECONDS,
        check=False,
    )


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Everything it wrote."""
    return (done.stdout + done.stderr).decode("utf-8", "replace")
