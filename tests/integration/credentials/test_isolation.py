"""Whatever a stranger sends, only the process that opens it can come to harm, and that not for long."""

import io
import json
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import NoReturn

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from lms.core.errors import BusyError
from lms.credentials.checking import inspection_worker
from lms.credentials.checking.inspection import Inspection, inspect, packed, unfinished, unpacked
from lms.credentials.checking.isolation import Inspector
from lms.credentials.rules.checks import Reason
from tests.support.forging.genuine import ISSUER, keys, png, world

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def inspector() -> Iterator[Inspector]:
    one = Inspector()
    yield one
    one.close()


def look(inspector: Inspector, data: bytes) -> Inspection:
    return inspector.inspect(data, keys(), ISSUER)


def zeros(megabytes: int) -> bytes:
    """So much of nothing, packed: a thousandth of it."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def pdf(fill: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as opened:
        opened.add_blank_page()
        fill(opened)
        opened.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def page_that_swells() -> bytes:
    def fill(opened: pikepdf.Pdf) -> None:
        opened.pages[0].obj.Contents = opened.make_stream(zeros(100), Filter=Name.FlateDecode)

    return pdf(fill)


def page_packed_twice() -> bytes:
    def fill(opened: pikepdf.Pdf) -> None:
        twice = opened.make_stream(zlib.compress(zeros(100)))
        twice.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        opened.pages[0].obj.Contents = twice

    return pdf(fill)


def picture_of_enormous_size() -> bytes:
    def fill(opened: pikepdf.Pdf) -> None:
        picture = opened.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=10**9, Height=10**9)
        opened.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Big=picture))

    return pdf(fill)


def pages_that_contain_themselves() -> bytes:
    return pdf(lambda opened: opened.Root.Pages.Kids.append(opened.Root.Pages))


def objects_packed_without_end() -> bytes:
    body = zeros(60)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >> stream\n" % len(body)
    return b"%PDF-1.7\n" + (b"1 0 obj " + stream + body + b"\nendstream endobj\n") * 30


def picture_with_packed_text() -> bytes:
    text = b"iTXtopenbadgecredential\0\1\0\0\0" + zeros(60)
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    whole = png()
    return whole[:33] + chunk + whole[33:]


def tangled_data() -> bytes:
    knots = [{"type": "Profile", "knows": [{"type": "Profile"}] * 20} for _ in range(100)]
    return json.dumps({**world().anna.document, "issuer": knots}).encode()


HOSTILE = {
    "page that swells": page_that_swells,
    "page packed twice": page_packed_twice,
    "enormous picture": picture_of_enormous_size,
    "pages within themselves": pages_that_contain_themselves,
    "objects without end": objects_packed_without_end,
    "arrays within arrays": lambda: b"%PDF-1.7\n1 0 obj " + b"[" * 1_000_000,
    "table that names itself": lambda: b"%PDF-1.7\nxref\n0 0\ntrailer << /Prev 9 >>\nstartxref\n9\n%%EOF",
    "names without end": lambda: b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3] /Contents <" * 50_000,
    "packed text in a picture": picture_with_packed_text,
    "nested JSON": lambda: b'{"a":' * 300_000,
    "long JSON": lambda: b'{"credentialSubject": {"a": "' + b"a" * 2_000_000 + b'"}}',
    "tangled data": tangled_data,
    "nested drawing": lambda: b"<svg>" + b"<g>" * 200_000,
    "token of dots": lambda: b"eyJ" + b"a." * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_and_believed_in_nothing(inspector: Inspector, name: str) -> None:
    found = look(inspector, HOSTILE[name]())
    believed = {Reason.SEAL_INTACT, Reason.PROOF_HOLDS, Reason.CREDENTIAL_IDENTICAL}
    assert not {found.seal, found.credential} & believed
    assert not found.key_ids


def test_the_genuine_is_seen_as_it_is_seen_here(inspector: Inspector) -> None:
    for data in (world().anna.pdf, world().anna.svg, world().anna.token.encode()):
        assert look(inspector, data) == inspect(data, keys(), ISSUER)


def test_what_another_process_says_is_not_believed_blindly() -> None:
    found = inspect(world().anna.json, keys(), ISSUER)
    assert unpacked(packed(found)) == found
    for said in (b"", b"{}", b"[1]", b"nonsense", packed(found).replace(b'"json"', b'"xyz"'), b"[" * 9999):
        assert unpacked(said) is None


def hog(*_anything: object) -> NoReturn:
    while True:
        pass


def glutton(*_anything: object) -> Inspection:
    return unfinished(bytes(bytearray(5_000 * MEGABYTE)[:1]))


def caller(*_anything: object) -> Inspection:
    socket.create_connection(("127.0.0.1", 9))
    return unfinished(b"")


def starter(*_anything: object) -> Inspection:
    subprocess.run([sys.executable, "-c", ""], check=False)
    return unfinished(b"")


def reader(*_anything: object) -> Inspection:
    with open("/etc/hostname", encoding="utf-8") as file:
        return unfinished(file.read().encode())


@pytest.mark.parametrize("hostile", [hog, glutton, caller, starter, reader])
def test_time_memory_network_programs_and_files_are_out_of_reach(
    monkeypatch: pytest.MonkeyPatch, hostile: Callable[..., Inspection]
) -> None:
    monkeypatch.setattr(inspection_worker, "inspect", hostile)
    monkeypatch.setattr(inspection_worker, "CPU_SECONDS", 1)
    monkeypatch.setattr(inspection_worker, "MEMORY", 4_000 * MEGABYTE)
    asked = json.dumps({"keys": [], "address": ""}).encode()
    assert inspection_worker._answer(asked, b"") == b""


def test_who_cannot_wait_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Inspector(waiting_seconds=0.01)
    with one._lock, pytest.raises(BusyError):
        look(one, b"x")


def test_after_its_process_died_another_one_looks(inspector: Inspector) -> None:
    look(inspector, b"x")
    assert inspector._process is not None
    inspector._process.end()
    assert look(inspector, b"hello").trouble is Reason.FILE_UNREADABLE
