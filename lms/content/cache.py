"""Where compilations are kept between starts: files that may vanish or be damaged without harm."""

import hashlib
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

KEEP = {"catalogue": 4, "edition": 200, "module": 100}
"""How many files of each kind are kept."""

_LIBRARIES = ("markdown", "nh3", "babel", "latex2mathml", "cattrs")


class Cache:
    """JSON files in a folder, each beginning with the digest of the rest; no folder, no cache."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, kind: str, key: str) -> bytes | None:
        """What was kept, or None where it is missing or damaged."""
        if self.folder is None:
            return None
        try:
            digest, _, data = self._path(kind, key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if digest.decode(errors="replace") == _digest(data) else None

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep something; a disk that is full or read-only is no reason to fail."""
        if self.folder is None:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self._path(kind, key), f"{_digest(data)}\n".encode() + data)
            self._forget(kind)

    def _path(self, kind: str, key: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{kind}-{_digest(f'{compiler_version()} {key}'.encode())[:40]}.json"

    def _forget(self, kind: str) -> None:
        assert self.folder is not None
        paths = sorted(
            self.folder.glob(f"{kind}-*.json"), key=lambda path: path.stat().st_mtime, reverse=True
        )
        for path in paths[KEEP[kind] :]:
            path.unlink(missing_ok=True)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@lru_cache(maxsize=1)
def compiler_version() -> str:
    """The digest of the compiler's own code and of the libraries it uses: another one makes other output."""
    code = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        code.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    libraries = " ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"{code.hexdigest()} {libraries}"
