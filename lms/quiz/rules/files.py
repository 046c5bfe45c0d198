"""What a handed-in file really is, told by its bytes; and a name for it that can do no harm.

Neither the name nor what a browser says of a file is believed. An archive is never unpacked to anywhere; it
is read once, in pieces, and only as far as the budget goes.
"""

import re
import struct
import unicodedata
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO

from lms.quiz.rules.file_kinds import ENDINGS, MEDIA_TYPES, FileKind

MOST_ENTRIES = 3000
MOST_DIRECTORY = 512 * 1024
"""Bytes of an archive's table of contents: it is read whole, so it is bounded first."""
MOST_UNPACKED = 150 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_SEGMENTS = 10_000
"""Of a JPEG, before the one that says how large it is; real ones have some dozens."""
LONGEST_NAME = 120
_CHUNK = 1 << 16
_SMALL = 256 * 1024
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What office programs use. Other packings can't be read in pieces of a bounded size."""

_MAIN_PART = {
    FileKind.DOCX: b"wordprocessingml.document.main+xml",
    FileKind.XLSX: b"spreadsheetml.sheet.main+xml",
    FileKind.PPTX: b"presentationml.presentation.main+xml",
}
_OPEN_TYPES = {MEDIA_TYPES[kind].encode(): kind for kind in (FileKind.ODT, FileKind.ODS, FileKind.ODP)}
_MACROS = re.compile(r"(?:^|/)(?:vbaproject|vbadata)|^basic/|^scripts/", re.IGNORECASE)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


class FileProblem(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    KIND = "kind"
    """None of the kinds asked for, or a kind that its name does not say."""
    DAMAGED = "damaged"
    BOMB = "bomb"
    """Far larger than it pretends."""
    MACROS = "macros"
    ENCRYPTED = "encrypted"
    TOO_MANY = "too-many"
    QUOTA = "quota"


class FileRefusedError(Exception):
    """A file is not taken; `problem` says why."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def kind_of(data: bytes, name: str) -> FileKind:
    """The kind of a file by its bytes, which its name must fit; raises FileRefusedError."""
    if not data:
        raise FileRefusedError(FileProblem.EMPTY)
    kind = _kind_by_content(data)
    _, dot, ending = name.rpartition(".")
    if kind is None or not dot or ENDINGS.get(ending.lower()) is not kind:
        raise FileRefusedError(FileProblem.KIND)
    return kind


def _kind_by_content(data: bytes) -> FileKind | None:
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise FileRefusedError(FileProblem.DAMAGED)
        return FileKind.PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _checked_picture(FileKind.PNG, _size_of_png(data))
    if data.startswith(b"\xff\xd8\xff"):
        return _checked_picture(FileKind.JPEG, _size_of_jpeg(data))
    return _kind_of_archive(data) if data.startswith(b"PK\x03\x04") else None


def _checked_picture(kind: FileKind, size: tuple[int, int] | None) -> FileKind:
    if size is None or 0 in size:
        raise FileRefusedError(FileProblem.DAMAGED)
    if size[0] * size[1] > MOST_PIXELS:
        raise FileRefusedError(FileProblem.BOMB)
    return kind


def _size_of_png(data: bytes) -> tuple[int, int] | None:
    if len(data) < 33 or data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _size_of_jpeg(data: bytes) -> tuple[int, int] | None:
    """Width and height from the frame's segment; None where none comes before the picture itself."""
    position = 2
    for _ in range(MOST_SEGMENTS):
        if position + 9 > len(data) or data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        if marker == 0xDA:
            return None
        position += 2 + int(struct.unpack(">H", data[position + 2 : position + 4])[0])
    return None


def _kind_of_archive(data: bytes) -> FileKind | None:
    _check_directory(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            kind = _office_kind(archive, {entry.filename for entry in entries})
            _check_content(archive, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise FileRefusedError(FileProblem.DAMAGED) from error
    except RuntimeError as error:  # what `zipfile` raises for a password
        raise FileRefusedError(FileProblem.ENCRYPTED) from error
    return kind


def _check_directory(data: bytes) -> None:
    """The table of contents stands where every office program writes it, and is small."""
    end = data[-22:]
    if end[:4] != b"PK\x05\x06" or end[20:] != b"\0\0" or data[-42:-38] == b"PK\x06\x07":
        raise FileRefusedError(FileProblem.DAMAGED)
    entries, size = struct.unpack("<HI", end[10:16])
    if entries > MOST_ENTRIES or size > MOST_DIRECTORY:
        raise FileRefusedError(FileProblem.BOMB)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileRefusedError(FileProblem.BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefusedError(FileProblem.ENCRYPTED)
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise FileRefusedError(FileProblem.DAMAGED)
    if any(_MACROS.search(name) for name in names):
        raise FileRefusedError(FileProblem.MACROS)
    if len({name.casefold() for name in names}) < len(names) or any(_leaves(name) for name in names):
        raise FileRefusedError(FileProblem.DAMAGED)


def _leaves(name: str) -> bool:
    """A name that would lead out of the folder where somebody unpacks it."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> FileKind | None:
    if "mimetype" in names:
        return _OPEN_TYPES.get(_small(archive, "mimetype").strip())
    if "[Content_Types].xml" not in names:
        return None
    types = _small(archive, "[Content_Types].xml")
    if b"macroEnabled" in types:
        raise FileRefusedError(FileProblem.MACROS)
    return next((kind for kind, part in _MAIN_PART.items() if part in types), None)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(_SMALL)


def _check_content(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Read everything once, because the sizes in the table of contents may lie."""
    left = MOST_UNPACKED
    for entry in entries:
        with archive.open(entry) as file:
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise FileRefusedError(FileProblem.BOMB)


def clean_name(name: str, kind: FileKind) -> str:
    """A file's name without path, without signs that nobody sees, and not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        " " if unicodedata.category(sign)[0] == "Z" else sign
        for sign in unicodedata.normalize("NFC", last)
        if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*'
    )
    stem = " ".join(seen.rpartition(".")[0].split()).strip(". ")
    ending = seen.rpartition(".")[2].lower()
    if not stem or _RESERVED.match(stem):
        stem = f"file {stem}".strip()
    ending = ending if ENDINGS.get(ending) is kind else kind.value
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
