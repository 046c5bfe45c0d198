"""Which files people hand in: kinds, their endings, and the type they are sent back with."""

from collections.abc import Iterable
from enum import StrEnum


class FileKind(StrEnum):
    """A kind of file, by its usual ending."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    PNG = "png"
    JPEG = "jpg"


ENDINGS = {**{kind.value: kind for kind in FileKind}, "jpeg": FileKind.JPEG}

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{_OFFICE}wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}spreadsheetml.sheet",
    FileKind.PPTX: f"{_OFFICE}presentationml.presentation",
    FileKind.ODT: f"{_OPEN}text",
    FileKind.ODS: f"{_OPEN}spreadsheet",
    FileKind.ODP: f"{_OPEN}presentation",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}


def kinds_of(endings: Iterable[str]) -> tuple[FileKind, ...]:
    """The kinds that endings stand for; all where none is known."""
    known = dict.fromkeys(ENDINGS[one] for one in endings if one in ENDINGS)
    return tuple(known) or tuple(FileKind)


def accepted(kinds: Iterable[FileKind]) -> str:
    """What a file field asks a browser to offer: `.pdf,.docx`."""
    wanted = set(kinds)
    return ",".join(f".{ending}" for ending, kind in ENDINGS.items() if kind in wanted)
