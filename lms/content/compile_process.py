"""How hostile Markdown is kept from hanging anyone: compiling in a process that is ended in time.

The child gets the files as a zip on its standard input and answers with JSON; it opens no file of the
programme, and it inherits neither settings nor secrets.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

from lms.content.archive import from_zip, to_zip
from lms.content.compiler import Compilation, compile_tree
from lms.content.packing import DamagedError, pack, unpack
from lms.content.parser import PROGRAMME_FILE, Files
from lms.content.problems import Notes

BASE_SECONDS = 60.0
PAGE_SECONDS = 2.0
"""A page takes a tenth of a second; on a machine that is busy with other things, several times as long."""
MEMORY_BYTES = 2_000_000_000

_ROOT = Path(__file__).resolve().parents[2]
_AT = "at "


class CompilerFailedError(Exception):
    """The compiler itself broke; the message is the end of what it said."""


def compile_apart(
    files: Files, *, leave_out: frozenset[str] = frozenset(), seconds: float | None = None
) -> Compilation:
    """Compile in another process; what takes longer than the limit is a problem of the page it was at.

    Without `seconds` the limit follows the number of pages.
    """
    if seconds is None:
        seconds = BASE_SECONDS + PAGE_SECONDS * sum(path.endswith(".md") for path in files)
    command = [sys.executable, "-P", "-m", __name__, str(int(seconds) + 1), *sorted(leave_out)]
    environment = {"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command,
            input=to_zip(files, compressed=False),
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return _ended(_last_page(error.stderr or b""), f"compiling took longer than {seconds:g} seconds")
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        return _ended(_last_page(done.stderr), "compiling needed more time or memory than it may have")
    try:
        return unpack(done.stdout)
    except DamagedError:
        raise CompilerFailedError(done.stderr.decode(errors="replace")[-4_000:]) from None


def _last_page(said: bytes) -> str:
    lines = said.decode(errors="replace").splitlines()
    return next((line[len(_AT) :] for line in reversed(lines) if line.startswith(_AT)), PROGRAMME_FILE)


def _ended(path: str, why: str) -> Compilation:
    notes = Notes(path)
    message = f"{why} and was ended while it read this page"
    notes.error(1, 1, "compile-ended", message, "Take out what is nested deeply or repeated very often.")
    return Compilation(programme=None, problems=tuple(notes.problems))


def main() -> None:
    """The child: files in, compilation out."""
    seconds, leave_out = int(sys.argv[1]), frozenset(sys.argv[2:])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    files = from_zip(sys.stdin.buffer.read())
    compilation = compile_tree(
        files, leave_out=leave_out, at=lambda path: print(_AT + path, file=sys.stderr, flush=True)
    )
    sys.stdout.buffer.write(pack(compilation))


if __name__ == "__main__":
    main()
