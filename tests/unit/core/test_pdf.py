"""The process that lays out documents: what it gives, what it refuses, how it is ended."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lms.core.pdf import Asset, Document, PdfError, PdfTimeoutError, Printer, Style
from lms.web.fonts import build_pdf_fonts
from tests.support.pdf import fonts_of, page_count, text_of

DEEP_FLEX = "<div style='display:flex;flex-direction:column'>" * 14 + "x" + "</div>" * 14
PATIENCE = 600
"""Seconds that a busy machine may take."""
WIDE_TABLE = "<table><tr>" + "<td colspan=100000>x" * 4


@pytest.fixture(scope="module")
def style(pdf_fonts: Path) -> Style:
    fonts = build_pdf_fonts(pdf_fonts)
    face = '@font-face{font-family:"Campus Sans";src:url(asset:sans.ttf)} body{font-family:"Campus Sans"}'
    font = Asset(body=fonts["sans-regular"].read_bytes(), media_type="font/ttf")
    return Style(css=face, assets={"sans.ttf": font})


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    printer = Printer()
    yield printer
    printer.close()


def document(style: Style, body: str, **assets: Asset) -> Document:
    html = f"<html lang=en><head><title>Test</title></head><body>{body}</body></html>"
    return Document(html=html, style=style, identifier=b"0123456789abcdef", assets=assets)


def child_of(printer: Printer) -> int:
    assert printer._process is not None
    return printer._process._child.pid


def test_a_document_becomes_a_pdf_with_its_own_font_only(
    printer: Printer, style: Style, tmp_path: Path
) -> None:
    pdf = printer.render(document(style, "<p>Hello, Ģirts <b style='font-family: Helvetica'>Bērziņš</b>"))
    assert pdf.startswith(b"%PDF-1.7")
    assert text_of(pdf, tmp_path).split() == ["Hello,", "Ģirts", "Bērziņš"]
    assert all(name.startswith("Campus-Sans") and embedded for name, embedded in fonts_of(pdf, tmp_path))
    assert page_count(pdf, tmp_path) == 1


def test_the_same_document_gives_the_same_bytes_also_from_another_process(style: Style) -> None:
    wanted = document(style, "<p>The same")
    made = []
    for _ in range(2):
        printer = Printer()
        made += [printer.render(wanted), printer.render(wanted)]
        printer.close()
    assert len(set(made)) == 1


def test_an_asset_is_found_by_its_name(printer: Printer, style: Style) -> None:
    square = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
    picture = Asset(body=square, media_type="image/svg+xml")
    with_picture = document(style, "<img alt=Square src=asset:square.svg>", **{"square.svg": picture})
    assert len(printer.render(with_picture)) > 1000
    with pytest.raises(PdfError, match=r"blocked: asset:square\.svg"):
        printer.render(document(style, "<img alt=Square src=asset:square.svg>"))


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A server on the loopback that notes who connects."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    came: list[str] = []
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            came.append(str(address))
            connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield server.getsockname()[1], came
    stop.set()
    thread.join()
    server.close()


ATTACKS = (
    "<img alt=x src='{url}'>",
    "<img alt=x src='x' srcset='{url} 2x'>",
    "<style>@import url({url});</style>",
    "<style>@import '{url}';</style>",
    "<style>@font-face{{font-family:a;src:url({url})}} p{{font-family:a}}</style><p>x",
    "<style>p{{background:url({url})}}</style><p>x",
    "<style>p::before{{content:url({url})}}</style><p>x",
    "<style>li{{list-style-image:url({url})}}</style><li>x",
    "<style>@page{{background:url({url})}}</style><p>x",
    "<style>@color-profile a{{src:url({url})}}</style><p>x",
    "<link rel=stylesheet href='{url}'>",
    "<link rel=attachment href='{url}'>",
    "<a rel=attachment href='{url}'>x</a>",
    "<object data='{url}'>x</object><embed src='{url}'>",
    "<base href='{url}'><img alt=x src='secret.png'><link rel=stylesheet href=x.css>",
    "<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9><title>x</title>"
    "<image href='{url}' width='9' height='9'/></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9><title>x</title><use href='{url}#a'/></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9><title>x</title>"
    "<style>@import url({url});</style></svg>",
    "<div style='background-image:image-set(url({url}) 1x)'>x</div>",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_document_reads_a_file_or_opens_a_connection(
    printer: Printer, style: Style, tmp_path: Path, attack: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("campus-canary-0123456789", encoding="utf-8")
    before = secret.stat().st_atime_ns
    with listening() as (port, came):
        addresses = (f"http://127.0.0.1:{port}/x", f"//127.0.0.1:{port}/x", secret.as_uri(), str(secret))
        for url in addresses:
            try:
                pdf = printer.render(document(style, attack.format(url=url)))
            except PdfError:
                continue
            assert b"canary" not in pdf
    assert came == []
    assert secret.stat().st_atime_ns == before


def test_data_addresses_are_refused_as_well(printer: Printer, style: Style) -> None:
    with pytest.raises(PdfError, match="blocked"):
        printer.render(document(style, "<img alt=x src='data:image/svg+xml,<svg/>'>"))


def test_a_refused_document_leaves_the_process_at_work(printer: Printer, style: Style) -> None:
    printer.render(document(style, "<p>One"))
    before = child_of(printer)
    with pytest.raises(PdfError):
        printer.render(document(style, "<img alt=x src=file:///etc/passwd>"))
    assert printer.render(document(style, "<p>Two"))
    assert child_of(printer) == before


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [WIDE_TABLE, DEEP_FLEX])
def test_a_document_that_takes_too_long_is_ended_and_the_next_one_works(style: Style, bomb: str) -> None:
    printer = Printer(wall_seconds=PATIENCE)
    printer.render(document(style, "<p>Before"))
    printer._wall_seconds = 3
    began = time.monotonic()
    with pytest.raises(PdfTimeoutError):
        printer.render(document(style, bomb))
    assert time.monotonic() - began < 15
    printer._wall_seconds = PATIENCE
    assert printer.render(document(style, "<p>Next"))
    printer.close()


@pytest.mark.slow
def test_a_document_that_computes_too_long_ends_its_process(style: Style) -> None:
    printer = Printer(wall_seconds=PATIENCE)
    with pytest.raises(PdfTimeoutError, match="computing"):
        printer.render(document(style, WIDE_TABLE))
    assert printer.render(document(style, "<p>Next"))
    printer.close()


def test_a_killed_process_is_replaced(style: Style) -> None:
    printer = Printer()
    printer.render(document(style, "<p>One"))
    child = child_of(printer)
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # a signal takes a moment
    assert printer.render(document(style, "<p>Two"))
    assert child_of(printer) != child
    printer.close()


def test_a_process_is_replaced_after_a_number_of_documents(style: Style) -> None:
    printer = Printer(documents_per_process=2)
    children = []
    for number in range(4):
        printer.render(document(style, f"<p>{number}"))
        children.append(printer._process._child.pid if printer._process else None)
    assert children[1] is None
    assert children[0] != children[2]
    printer.close()


def test_a_style_without_fonts_is_refused(printer: Printer) -> None:
    with pytest.raises(PdfError, match="bring its fonts"):
        printer.render(document(Style(css="p{color:red}"), "<p>x"))


def test_too_large_a_document_is_refused_before_it_is_sent(printer: Printer, style: Style) -> None:
    with pytest.raises(PdfError, match="too large"):
        printer.render(document(style, "x" * 1_000_001))


def test_several_threads_take_turns(printer: Printer, style: Style) -> None:
    made: list[bytes] = []

    def render() -> None:
        made.append(printer.render(document(style, "<p>Turns")))

    threads = [threading.Thread(target=render) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert len(set(made)) == 1


def test_the_process_knows_no_secret_of_ours(style: Style, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMPUS_SECRET_KEY", "not-for-others")
    printer = Printer()
    printer.render(document(style, "<p>x"))
    environment = Path(f"/proc/{child_of(printer)}/environ").read_bytes()
    assert b"not-for-others" not in environment
    printer.close()


def test_nothing_stays_behind_when_it_ends(style: Style) -> None:
    printer = Printer()
    printer.render(document(style, "<p>x"))
    assert printer._process is not None
    folder = Path(printer._process._folder)
    assert folder.exists()
    printer.close()
    assert not folder.exists()
