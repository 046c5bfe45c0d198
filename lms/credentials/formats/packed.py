"""Reads ZIP archives of certificates that strangers send: all is looked at before anything is taken."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from lms.credentials.rules.packed import (
    MOST_ENTRIES,
    Entry,
    EntryProblem,
    Finding,
    RefusedArchiveError,
    problems_of,
    shown,
)

PDF_BEGINS = b"%PDF-"
PDF_BEGINS_WITHIN = 1024
ARCHIVES_BEGIN = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
LARGEST_CONTENTS = 1024 * 1024
"""Bytes of the table of contents; a thousand entries with long names take a quarter of it."""

_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 0xFFFF
_LOCATOR_64 = b"PK\x06\x07"
_LOCATOR_64_SIZE = 20
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


def is_archive(data: bytes) -> bool:
    """It begins as an archive does."""
    return data.startswith(ARCHIVES_BEGIN)


def names_in(data: bytes) -> tuple[str, ...]:
    """The names in an archive of which every entry can be read and is a PDF; raises RefusedArchiveError."""
    with _opened(data) as packed:
        infos = packed.infolist()
        findings = problems_of(_entry(place, info) for place, info in enumerate(infos, start=1))
        findings = findings or tuple(_problems_inside(packed, infos))
        if findings:
            raise RefusedArchiveError(findings)
        return tuple(info.filename for info in infos)


def files_at(data: bytes, positions: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Position and bytes of entries of an archive that was looked at before; positions count from 1."""
    with _opened(data) as packed:
        infos = packed.infolist()
        for position in positions:
            yield position, packed.read(infos[position - 1])


def _opened(data: bytes) -> zipfile.ZipFile:
    _refuse_large_contents(data)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _UNREADABLE:
        raise RefusedArchiveError([Finding(problem=EntryProblem.NOT_AN_ARCHIVE)]) from None


def _refuse_large_contents(data: bytes) -> None:
    """Before the library reads a table of contents: it would keep a million entries in memory."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or len(data) - end < _END_SIZE:
        raise RefusedArchiveError([Finding(problem=EntryProblem.NOT_AN_ARCHIVE)])
    count, size = struct.unpack_from("<HL", data, end + 10)
    is_of_64_bits = data[max(0, end - _LOCATOR_64_SIZE) : end].startswith(_LOCATOR_64)
    if is_of_64_bits or count > MOST_ENTRIES or size > LARGEST_CONTENTS:
        raise RefusedArchiveError([Finding(problem=EntryProblem.TOO_MANY, position=MOST_ENTRIES + 1)])


def _entry(position: int, info: zipfile.ZipInfo) -> Entry:
    mode = info.external_attr >> 16
    return Entry(
        position=position,
        name=info.orig_filename,
        size=info.file_size,
        packed_size=info.compress_size,
        is_encrypted=bool(info.flag_bits & _ENCRYPTED),
        is_file=not info.is_dir() and (stat.S_IFMT(mode) in {0, stat.S_IFREG}),
    )


def _problems_inside(packed: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]) -> Iterator[Finding]:
    for position, info in enumerate(infos, start=1):
        problem = _problem_inside(packed, info)
        if problem is not None:
            yield Finding(problem=problem, position=position, name=shown(info.filename))


def _problem_inside(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> EntryProblem | None:
    if info.compress_type not in _METHODS:
        return EntryProblem.DAMAGED
    try:
        data = packed.read(info)
    except _UNREADABLE:
        return EntryProblem.DAMAGED
    if is_archive(data):
        return EntryProblem.NESTED
    return None if PDF_BEGINS in data[:PDF_BEGINS_WITHIN] else EntryProblem.NOT_A_PDF
