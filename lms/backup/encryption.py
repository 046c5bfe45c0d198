"""Backups that only the holder of a private key can open: age (age-encryption.org/v1), streamed.

The one user of pyrage. A file can be opened without us as well: `age -d -i key backup | tar x`.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from lms.backup.errors import BackupError
from lms.backup.streams import Writable

try:
    import pyrage
except ImportError:  # no wheel for this system: backups can then be made in the clear only
    pyrage = None

BEGINNING = b"age-encryption.org/"
CHUNK = 1 << 20


def new_identity() -> tuple[str, str]:
    """A new key pair: what opens backups, and the recipient that they are made for."""
    identity = _library().x25519.Identity.generate()
    return str(identity), str(identity.to_public())


@contextmanager
def encrypting(out: Writable, recipients: Sequence[str]) -> Iterator[BinaryIO]:
    """What is written to the stream given arrives in `out`, encrypted for each recipient."""
    library = _library()
    keys = [_parsed(library.x25519.Recipient.from_str, one, "recipient") for one in recipients]
    with _through_pipe(lambda source: library.encrypt_io(source, out, keys)) as stream:
        yield stream


@contextmanager
def decrypting(source: BinaryIO, identity_file: Path) -> Iterator[BinaryIO]:
    """A stream with what was encrypted; ends early where it does not open, and then raises BackupError."""
    library = _library()
    keys = [_parsed(library.x25519.Identity.from_str, one, "identity") for one in _lines(identity_file)]
    reads, writes = os.pipe()
    failure: list[Exception] = []

    def work() -> None:
        with open(writes, "wb", buffering=CHUNK) as sink:
            try:
                library.decrypt_io(source, sink, keys)
            except Exception as problem:  # whatever it is, the reader must come to an end and hear of it
                failure.append(problem)
                with suppress(OSError):
                    sink.flush()

    thread = threading.Thread(target=_quietly(work), name="decrypting", daemon=True)
    thread.start()
    try:
        with open(reads, "rb", buffering=CHUNK) as stream:
            yield stream
    except BackupError:
        thread.join()
        if failure and isinstance(failure[0], library.DecryptError):
            raise BackupError(_refusal(failure[0])) from None
        raise
    finally:
        thread.join()


@contextmanager
def _through_pipe(work: Callable[[BinaryIO], object]) -> Iterator[BinaryIO]:
    """A stream to write to, from which `work` reads in a thread of its own; its failure is raised here."""
    reads, writes = os.pipe()
    failure: list[BaseException] = []

    def run() -> None:
        with open(reads, "rb", buffering=CHUNK) as source:
            try:
                work(source)
            except BaseException as problem:
                failure.append(problem)

    thread = threading.Thread(target=run, name="encrypting", daemon=True)
    thread.start()
    try:
        with open(writes, "wb", buffering=CHUNK) as stream:
            yield stream
    except BrokenPipeError:
        pass  # the failure that broke it is raised below
    finally:
        thread.join()
    if failure:
        raise failure[0]


def _quietly(work: Callable[[], None]) -> Callable[[], None]:
    """The reader may leave early, as when it has found damage: that is no failure of the writer."""

    def run() -> None:
        with suppress(BrokenPipeError):
            work()

    return run


def _library() -> ModuleType:
    if pyrage is None:
        raise BackupError(
            "Backups for a recipient need the Python package pyrage, which is not installed here."
        )
    library: ModuleType = pyrage
    return library


def _parsed(parse: Callable[[str], object], text: str, what: str) -> object:
    try:
        return parse(text)
    except Exception:  # the library has an error of its own for each kind
        raise BackupError(f"This is no {what} of age: {text[:12]}…") from None


def _lines(file: Path) -> list[str]:
    try:
        lines = [line.strip() for line in file.read_text(encoding="ascii").splitlines()]
    except (OSError, UnicodeDecodeError):
        raise BackupError(f"{file} cannot be read, or is no file with a key.") from None
    found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise BackupError(f"{file} holds no key.")
    return found


def _refusal(problem: Exception) -> str:
    if "matching" in str(problem):
        return "The backup was not made for this key, or its beginning was damaged."
    return "The backup is damaged where it says for whom it was made."
