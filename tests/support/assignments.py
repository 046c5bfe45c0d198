"""Handing in and marking in tests: a programme whose certificate waits for it, files of every kind, forms."""

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lms.quiz.rules.file_kinds import MEDIA_TYPES, FileKind
from tests.courses.trees import good_files
from tests.support.application import make_app, make_postgresql_database, settings_for
from tests.support.pages import post

SLUG = "small-clusters"
MODULE = f"/modules/{SLUG}"
ASSIGNMENT = f"{MODULE}/assignment"
MODULE_YAML = "basics/small-clusters/module.yaml"


def assignment_files(**changes: str) -> dict[str, bytes]:
    """The small programme, whose module is completed by its assignment alone; `changes` of its rule."""
    files = good_files()
    text = files[MODULE_YAML].decode()
    text = text.replace("require: [lessons, final-test]", "require: [assignment]")
    text = text.replace("workload: {", "workload: {assignment: 6, ")
    rule = {"pass_points": "3", "second_marker_percent": "0", "words": "200", **changes}
    written = ", ".join(f"{key}: {value}" for key, value in rule.items())
    head, _, _ = text.partition("assignment: {pass_points")
    return {**files, MODULE_YAML: f"{head}assignment: {{{written}}}\n".encode()}


def assignment_app(folder: Path, server_url: str | None, **changes: str) -> Flask:
    """An application with that programme."""
    courses = folder / "courses"
    for path, data in assignment_files(**changes).items():
        file = courses / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    url = make_postgresql_database(server_url) if server_url else None
    return make_app(settings_for(folder / "data", courses=courses, database_url=url))


def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def jpeg(width: int = 8, height: int = 8) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    return (
        b"\xff\xd8\xff\xe0\0\x04\0\0" + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"
    )


def archive(entries: dict[str, bytes], *, stored: bool = False) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(zipfile.ZipInfo(name), data, file.compression)  # the same bytes at any time
    return buffer.getvalue()


_MAIN = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}


def office(kind: str = "docx", more: dict[str, bytes] | None = None, types: str = "") -> bytes:
    main = f'<Types><Override ContentType="application/x.{_MAIN[kind]}"/>{types}</Types>'
    return archive({"[Content_Types].xml": main.encode(), "word/document.xml": b"<w/>", **(more or {})})


def open_document(kind: FileKind, more: dict[str, bytes] | None = None) -> bytes:
    return archive({"mimetype": MEDIA_TYPES[kind].encode(), "content.xml": b"<o/>", **(more or {})})


EXAMPLES = {
    FileKind.PDF: pdf(),
    FileKind.DOCX: office("docx"),
    FileKind.XLSX: office("xlsx"),
    FileKind.PPTX: office("pptx"),
    FileKind.ODT: open_document(FileKind.ODT),
    FileKind.ODS: open_document(FileKind.ODS),
    FileKind.ODP: open_document(FileKind.ODP),
    FileKind.PNG: png(),
    FileKind.JPEG: jpeg(),
}


def write(client: FlaskClient, text: str, **more: Any) -> TestResponse:
    return post(client, ASSIGNMENT, {"text-work": text, **more}, page="/modules")


def upload(client: FlaskClient, *files: tuple[bytes, str]) -> TestResponse:
    sent = [(BytesIO(data), name) for data, name in files]
    answer = post(client, f"{ASSIGNMENT}/files", {"part": "work", "files": sent}, page="/modules")
    # The test client leaves the file open in which it has put a large request together.
    answer.request.environ["wsgi.input"].close()
    return answer


def hand_in(client: FlaskClient) -> str:
    """Hand in what is there; gives the address of the submission."""
    answer = post(client, f"{ASSIGNMENT}/hand-in", page="/modules")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def join(client: FlaskClient) -> FlaskClient:
    assert post(client, f"{MODULE}/join", page="/modules").status_code == 303
    return client
