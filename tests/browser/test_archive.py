"""The archive with the application off: from a disk, and from a server that knows files and nothing else."""

import functools
import hashlib
import json
import struct
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from lms.credentials.archive.register import fingerprint_of_id
from lms.credentials.codes import grouped
from lms.credentials.formats.baking import PNG_SIGNATURE, bake_png
from tests.browser.conftest import NewPage, assert_accessible, assert_fits, foreign
from tests.factories.archives import (
    ADDRESS,
    make_contents,
    make_registered,
    pdf_of,
    registered_as,
    write_archive,
)
from tests.factories.credentials import make_record
from tests.support.forging.genuine import RETIRED_AT, keys, plain_pdf, sealed, world

BADGE = json.dumps({"@context": [], "id": ADDRESS.credential(make_registered(1).id)}) + "\n"
STANDS = make_registered(
    1, files=(*make_registered(1).files, ("badge", hashlib.sha256(BADGE.encode()).hexdigest()))
)
REVOKED = make_registered(2, revoked_on=date(2026, 11, 22), revoked_reason="issued-in-error")
EXPIRED = make_registered(3, expires_on=date(2026, 11, 21), is_holder_erased=True)
DOT = PNG_SIGNATURE + b"".join(
    struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    for kind, content in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(2))),
        (b"IEND", b""),
    )
)
"""The smallest picture."""


Files = list[tuple[bytes, str, str]]
"""A file, the answer, and a part of what is said beside it."""
VALID = "This certificate is genuine and valid"
ALTERED = "This file is not the certificate that was issued"


class QuietHandler(SimpleHTTPRequestHandler):
    """Gives out files and says nothing."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def sealed_files() -> Files:
    """Made in a thread of their own: the browser's own loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(make_sealed_files).result()


def make_sealed_files() -> Files:
    genuine, retired = world().anna, RETIRED_AT + timedelta(days=1)
    again = plain_pdf(genuine.record, genuine.json)
    return [
        (genuine.pdf, VALID, "The issuer’s seal covers the whole file"),
        (world().revoked.pdf, "This certificate was withdrawn", "It was issued in error."),
        (genuine.pdf[:11] + b"!" + genuine.pdf[12:], ALTERED, "The seal does not fit"),
        (genuine.pdf + b"\n%%EOF\n", ALTERED, "Something was added"),
        (sealed(again + b"\n"), VALID, "This file was made after this copy"),
        (sealed(again, "somebody else"), ALTERED, "a key that is not the issuer’s"),
        (sealed(again, "old", retired), ALTERED, "out of use"),
        (again, ALTERED, "It has no seal"),
        (sealed(plain_pdf(make_record())), "Sealed by the issuer, but not in this register", "a newer copy"),
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sealed_files: Files) -> Path:
    sealed_ones = (registered_as(world().anna), registered_as(world().revoked))
    contents = make_contents(STANDS, REVOKED, EXPIRED, *sealed_ones, keys=keys())
    return write_archive(tmp_path_factory.mktemp("archive"), contents)


@pytest.fixture
def on_disk(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page as it opens from a stick: no server at all."""
    context = browser.new_context(locale="en-GB", viewport={"width": 320, "height": 700})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: complaints.extend(foreign(request.url, "file:")))
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()
    assert complaints == []


def answer(page: Page, title: str) -> str:
    expect(page.locator("#answer h2")).to_have_text(title)
    expect(page.locator("#answer h2")).to_be_focused()
    return page.locator("#answer").inner_text()


def give(page: Page, name: str, data: bytes) -> None:
    page.set_input_files("#file", FilePayload(name=name, mimeType="application/octet-stream", buffer=data))


def ask(page: Page, code: str) -> None:
    page.fill("#code", code)
    page.click("button")


def test_from_a_disk_a_code_is_answered(on_disk: Page) -> None:
    page = on_disk
    ask(page, grouped(STANDS.code).lower())
    said = answer(page, "This certificate is genuine and valid")
    assert STANDS.subject.title in said
    assert "21 November 2026" in said
    ask(page, REVOKED.code)
    assert "It was issued in error." in answer(page, "This certificate was withdrawn")
    ask(page, EXPIRED.code)
    assert "were erased" in answer(page, "This certificate is genuine, but has expired")
    ask(page, make_registered(9).code)
    answer(page, "Not in this register")
    ask(page, STANDS.code[::-1])
    expect(page.locator("#answer")).to_contain_text("typing mistake")
    expect(page.locator("#code")).to_be_focused()
    assert_fits(page)


def test_from_a_disk_a_file_is_answered(on_disk: Page) -> None:
    page = on_disk
    give(page, "certificate.pdf", pdf_of(1))
    assert "to the last byte" in answer(page, "This certificate is genuine and valid")
    give(page, "certificate.pdf", pdf_of(1) + b" ")
    answer(page, "Not in this register")
    page.fill("#code", STANDS.code)
    page.click("button")
    assert "saved anew" in answer(page, "This file is not the certificate that was issued")
    page.fill("#code", REVOKED.code)
    give(page, "certificate.pdf", pdf_of(1))
    assert "not the one with this code" in answer(page, "This file is not the certificate that was issued")
    page.fill("#code", "")
    give(page, "badge.png", bake_png(DOT, BADGE.strip()))
    answer(page, "This certificate is genuine and valid")
    give(page, "badge.json", BADGE.replace("@context", "@contexts").encode())
    answer(page, "This file is not the certificate that was issued")


def test_from_a_disk_seals_are_checked(on_disk: Page, sealed_files: Files) -> None:
    page = on_disk
    for data, title, remark in sealed_files:
        give(page, "certificate.pdf", data)
        expect(page.locator("#answer")).to_contain_text(remark)
        answer(page, title)
    assert_fits(page)


def test_a_browser_that_cannot_check_a_seal_says_so(on_disk: Page, sealed_files: Files) -> None:
    on_disk.evaluate("Object.defineProperty(window, 'crypto', { value: {} })")
    give(on_disk, "certificate.pdf", sealed_files[0][0])
    assert "no means to check a seal" in answer(on_disk, VALID)


def test_fingerprints_are_those_that_everybody_computes(on_disk: Page) -> None:
    for data in (b"", b"abc", b"x" * 55, b"y" * 56, b"z" * 64, bytes(range(256)) * 77):
        got = on_disk.evaluate("bytes => campusArchive.sha256(Uint8Array.from(bytes))", list(data))
        assert got == hashlib.sha256(data).hexdigest()
    assert fingerprint_of_id(STANDS.id, ADDRESS) == on_disk.evaluate(
        "text => campusArchive.sha256(new TextEncoder().encode(text))", ADDRESS.credential(STANDS.id)
    )


def test_from_a_plain_server_it_works_as_well(new_page: NewPage, folder: Path, sealed_files: Files) -> None:
    handler = functools.partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = new_page(f"http://127.0.0.1:{server.server_port}", color_scheme="dark")
        page.goto("/")
        ask(page, STANDS.code)
        answer(page, VALID)
        for data, title, remark in sealed_files[:3]:
            page.fill("#code", "")
            give(page, "certificate.pdf", data)
            expect(page.locator("#answer")).to_contain_text(remark)
            answer(page, title)
        page.get_by_role("link", name="Svenska").click()
        expect(page.locator("h1")).to_have_text("Verifiera ett intyg")
        expect(page.locator("html")).to_have_attribute("lang", "sv")
        assert_accessible(page)
        server.shutdown()
