"""Files that people hand in: told by their bytes, and refused when they could do harm."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.quiz.rules import files
from lms.quiz.rules.file_kinds import FileKind
from lms.quiz.rules.files import FileProblem, FileRefusedError, clean_name, kind_of
from tests.support.assignments import EXAMPLES, archive, jpeg, office, open_document, pdf, png

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
NAMES = {FileKind.JPEG: "x.JPEG", FileKind.PDF: "x.Pdf"}


def problem(data: bytes, name: str) -> FileProblem | None:
    try:
        kind_of(data, name)
    except FileRefusedError as refusal:
        return refusal.problem
    return None


@pytest.mark.parametrize("kind", FileKind)
def test_every_kind_is_known_by_its_bytes(kind: FileKind) -> None:
    assert kind_of(EXAMPLES[kind], NAMES.get(kind, f"x.{kind}")) is kind


@pytest.mark.parametrize("kind", FileKind)
def test_a_name_that_says_something_else_is_refused(kind: FileKind) -> None:
    other = "x.png" if kind is not FileKind.PNG else "x.pdf"
    for name in (other, "x.html", "x", "", f"x.{kind}.exe", str(kind)):
        assert problem(EXAMPLES[kind], name) is FileProblem.KIND


@pytest.mark.parametrize(
    "data", [HTML, SVG, b"MZ\x90\0", b"GIF89a", b"\x1f\x8b\x08", b"#!/bin/sh\n", b"\0" * 64]
)
def test_what_is_none_of_the_kinds_is_refused_whatever_it_is_called(data: bytes) -> None:
    for ending in ("pdf", "docx", "png", "jpg"):
        assert problem(data, f"x.{ending}") is FileProblem.KIND
    assert problem(b"", "x.pdf") is FileProblem.EMPTY


def test_a_page_that_begins_like_a_picture_is_not_one() -> None:
    assert problem(b"\xff\xd8\xff" + HTML, "x.jpg") is FileProblem.DAMAGED
    assert problem(b"\x89PNG\r\n\x1a\n" + HTML, "x.png") is FileProblem.DAMAGED
    assert problem(b"%PDF-1.7" + HTML, "x.pdf") is FileProblem.DAMAGED


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_only_the_packing_of_office_programs_is_unpacked(method: int) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        file.writestr("[Content_Types].xml", b"wordprocessingml.document.main+xml")
        file.writestr("word/document.xml", b"<w/>" * 100)
    data = buffer.getvalue()
    broken = data.replace(b"\x5d\0\0\x80\0", b"\xff\xff\xff\xff\xff", 1)
    assert problem(data, "x.docx") is FileProblem.DAMAGED
    assert problem(broken, "x.docx") is FileProblem.DAMAGED


def test_a_picture_of_nothing_but_segments_is_soon_left(cpu_seconds: Callable[[], float]) -> None:
    assert problem(b"\xff\xd8" + b"\xff" * 10_000_000, "x.jpg") is FileProblem.DAMAGED
    assert cpu_seconds() < 0.2


def test_pictures_of_absurd_size_are_refused() -> None:
    assert problem(png(60_000, 60_000), "x.png") is FileProblem.BOMB
    assert problem(png(0, 5), "x.png") is FileProblem.DAMAGED
    assert problem(jpeg(30_000, 30_000), "x.jpg") is FileProblem.BOMB


def test_macros_and_passwords_are_refused() -> None:
    macro = {"word/vbaProject.bin": b"x"}
    assert problem(office("docx", macro), "x.docx") is FileProblem.MACROS
    enabled = '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    assert problem(office("docx", types=enabled), "x.docx") is FileProblem.MACROS
    assert problem(open_document(FileKind.ODT, {"Basic/script-lb.xml": b"x"}), "x.odt") is FileProblem.MACROS
    assert problem(_with_flag(office(), 1), "x.docx") is FileProblem.ENCRYPTED
    assert problem(office(), "x.docm") is FileProblem.KIND


def _with_flag(data: bytes, flag: int) -> bytes:
    """The archive with a flag in every entry of its table of contents."""
    changed, place = bytearray(data), data.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 8] |= flag
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


@pytest.mark.parametrize(
    "name",
    ["../../evil.xml", "/etc/passwd", "word\\evil.xml", "C:evil.xml", "a/../../b", "WORD/DOCUMENT.XML"],
)
def test_entries_that_lead_out_or_clash_are_refused(name: str) -> None:
    assert problem(office("docx", {name: b"x"}), "x.docx") is FileProblem.DAMAGED


def test_bombs_are_found_within_the_budget(
    monkeypatch: pytest.MonkeyPatch, cpu_seconds: Callable[[], float]
) -> None:
    large = office("docx", {"word/media/a.bin": b"\0" * (160 * 1024 * 1024)})
    assert len(large) < 1_000_000
    assert problem(large, "x.docx") is FileProblem.BOMB
    assert problem(office("docx", {f"word/{n}.xml": b"" for n in range(4000)}), "x.docx") is FileProblem.BOMB
    monkeypatch.setattr(files, "MOST_UNPACKED", 1000)
    lying = _with_declared_size(office("docx", {"word/big.xml": b"\0" * 100_000}), 10)
    assert problem(lying, "x.docx") in {FileProblem.BOMB, FileProblem.DAMAGED}
    assert cpu_seconds() < 20


def _with_declared_size(data: bytes, size: int) -> bytes:
    """The archive whose table of contents says that every entry is small."""
    changed, place = bytearray(data), data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", changed, place + 24, size)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def test_archives_that_are_no_documents_are_refused() -> None:
    assert problem(archive({"a.txt": b"x"}), "x.docx") is FileProblem.KIND
    assert problem(archive({"mimetype": b"application/epub+zip"}), "x.odt") is FileProblem.KIND
    commented = BytesIO(office())
    with zipfile.ZipFile(commented, "a") as file:
        file.comment = b"<script>alert(1)</script>"
    assert problem(commented.getvalue(), "x.docx") is FileProblem.DAMAGED
    assert problem(office() + HTML, "x.docx") is FileProblem.DAMAGED


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(FileKind)), st.integers(0, 10_000), st.integers(0, 255), st.integers(0, 400))
def test_damage_is_refused_or_taken_but_never_a_fault(kind: FileKind, at: int, byte: int, cut: int) -> None:
    data = bytearray(EXAMPLES[kind])
    data[at % len(data)] = byte
    assert problem(bytes(data), f"x.{kind}") in {None, *FileProblem}
    assert problem(bytes(data[: max(1, len(data) - cut)]), f"x.{kind}") in {None, *FileProblem}


@pytest.mark.parametrize(
    ("name", "kind", "clean"),
    [
        ("../../etc/passwd.pdf", FileKind.PDF, "passwd.pdf"),
        ("C:\\Users\\Ilze\\map.docx", FileKind.DOCX, "map.docx"),
        ("inv\u202efdp.exe.pdf", FileKind.PDF, "invfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", FileKind.PDF, "aSet-Cookie x.pdf"),
        ("CON.pdf", FileKind.PDF, "file CON.pdf"),
        (".pdf", FileKind.PDF, "file.pdf"),
        ("...hidden.pdf", FileKind.PDF, "hidden.pdf"),
        ("Kārte  \u00a0Rīga.JPEG", FileKind.JPEG, "Kārte Rīga.jpeg"),
        ("\0\0.png", FileKind.PNG, "file.png"),
        ("x" * 300 + ".xlsx", FileKind.XLSX, "x" * 115 + ".xlsx"),
    ],
)
def test_names_are_cleaned(name: str, kind: FileKind, clean: str) -> None:
    assert clean_name(name, kind) == clean
    assert len(clean_name(name, kind)) <= files.LONGEST_NAME


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_does_no_harm(name: str) -> None:
    clean = clean_name(name, FileKind.PDF)
    assert clean.endswith(".pdf")
    assert 4 < len(clean) <= files.LONGEST_NAME
    assert clean.isprintable()
    assert not set(clean) & set('/\\<>:"|?*')
    assert not clean.startswith(".")


def test_a_pdf_that_is_whole_is_taken() -> None:
    assert problem(pdf(), "x.pdf") is None
