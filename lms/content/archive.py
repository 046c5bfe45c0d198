"""How a tree of files is put into one zip and taken out again: the same files always make the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

MAX_FILES = 3_000
MAX_FILE = 50_000_000
MAX_TOTAL = 500_000_000

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class UnsafeArchiveError(Exception):
    """The archive holds something that no tree of ours has."""


def to_zip(files: Mapping[str, bytes], *, compressed: bool = True) -> bytes:
    """A zip of the files: sorted, without times, owners or rights."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, date_time=_LONG_AGO)
            info.compress_type = archive.compression
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[path])
    return buffer.getvalue()


def from_zip(data: bytes) -> dict[str, bytes]:
    """The files of a zip; raises UnsafeArchiveError for anything that `to_zip` would not have made."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check(infos)
            return {info.filename: _read(archive, info) for info in infos}
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise UnsafeArchiveError(str(error)) from None


def _check(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_FILES or sum(info.file_size for info in infos) > MAX_TOTAL:
        raise UnsafeArchiveError("too many files, or too large")
    if len({info.filename for info in infos}) != len(infos):
        raise UnsafeArchiveError("a name stands there twice")
    for info in infos:
        parts = PurePosixPath(info.filename).parts
        is_plain = not info.is_dir() and "\\" not in info.filename and info.filename.isprintable()
        if not is_plain or not parts or parts[0] == "/" or ".." in parts or info.file_size > MAX_FILE:
            raise UnsafeArchiveError(f"not a plain file: {info.filename!r}")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise UnsafeArchiveError(f"another size than declared: {info.filename!r}")
    return data
