"""What runs in the process that lays out PDF documents: the only user of WeasyPrint.

It is started as a program of its own by `lms.core.pdf`, knows nothing of the application, and is told
everything through its standard input: style sheets with their fonts, which it keeps, and documents.
It reads no file and opens no connection for a document: the fetcher knows assets by name and nothing
else, and should the library go round it, Python itself refuses (`refuse`).
"""

import contextlib
import gc
import io
import json
import mimetypes
import os
import resource
import runpy
import shutil
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO
from xml.etree import ElementTree

Assets = Mapping[str, tuple[bytes, str]]
"""Name → bytes and media type."""

HEAD = struct.Struct(">BQ")
"""A frame: one byte saying what it is, eight with the length of what follows."""

STYLE, DOCUMENT, LOOK = 1, 2, 3
"""Frames to this process; `LOOK` is a document too, and asks what it shows where."""
READY, RENDERED, FAILED = 16, 17, 18
"""Frames from it."""

ATTACHED = "attached/"
"""What the names of attachments begin with among the assets."""

MEGABYTE = 1024 * 1024
MEMORY = 1024 * MEGABYTE
LARGEST_FILE = 20 * MEGABYTE

FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>"""
"""No folder of fonts at all: what a style sheet brings along is all there is."""

VARIANT = "pdf/a-3a"

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.")
PROCESSES = ("subprocess.", "os.exec", "os.system", "os.posix_spawn", "os.fork", "pty.")


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    """So many bytes; raises EOFError where the other side has gone."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def main() -> None:
    """Serve until the other side closes the pipe.

    Its one argument: the seconds of a processor for a document; with more the process ends with SIGXCPU.
    """
    cpu_seconds = int(sys.argv[1])
    folder = os.environ["TMPDIR"]
    with open(os.environ["FONTCONFIG_FILE"], "w", encoding="utf-8") as file:
        file.write(FONTS_CONF.format(folder=folder))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    try:
        _serve(incoming, outgoing, cpu_seconds)
    except (EOFError, BrokenPipeError):
        pass
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        # Nothing is left to be flushed or told, and the libraries take long to tidy up.
        os._exit(0)


def _serve(incoming: BinaryIO, outgoing: BinaryIO, cpu_seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    press = Press()
    refuse(os.environ["TMPDIR"])
    _send(outgoing, READY, b"")
    while True:
        kind, size = HEAD.unpack(read_exactly(incoming, HEAD.size))
        answer = _answer(press, kind, read_exactly(incoming, size), cpu_seconds)
        _send(outgoing, *answer)
        if answer[0] == FAILED and b"MemoryError" in answer[1]:
            return


def _answer(press: "Press", kind: int, body: bytes, cpu_seconds: int) -> tuple[int, bytes]:
    try:
        head, parts = _unpack(body)
        if kind == STYLE:
            press.keep_style(head, parts)
            return READY, b""
        _limit_cpu(cpu_seconds)
        return RENDERED, press.look(head, parts) if kind == LOOK else press.render(head, parts)
    except press.failures as problem:
        return FAILED, f"{type(problem).__name__}: {problem}"[:300].encode()


def _unpack(body: bytes) -> tuple[dict[str, Any], Assets]:
    """A JSON head, and the assets that it names, one after the other."""
    (size,) = struct.unpack_from(">Q", body)
    head = json.loads(body[8 : 8 + size])
    return head, dict(_assets(head["assets"], body, 8 + size))


def _assets(listed: list[list[Any]], body: bytes, start: int) -> Iterator[tuple[str, tuple[bytes, str]]]:
    for name, media_type, size in listed:
        yield f"asset:{name}", (body[start : start + size], media_type)
        start += size


def _limit_cpu(cpu_seconds: int) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_seconds, hard))


def _send(outgoing: BinaryIO, kind: int, body: bytes) -> None:
    outgoing.write(HEAD.pack(kind, len(body)))
    outgoing.write(body)
    outgoing.flush()


def refuse(folder: str) -> None:
    """From now on: no connection, no other process, no file but Python's own and those of this folder."""
    readable = (folder, sys.prefix, sys.base_prefix, os.path.dirname(os.__file__))

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(NETWORK) or event.startswith(PROCESSES):
            raise PermissionError(f"refused: {event}")
        if event == "open" and not isinstance(arguments[0], int):
            path = os.path.realpath(os.fsdecode(arguments[0]))  # type: ignore[arg-type]
            if not path.startswith(tuple(root + os.sep for root in readable)):
                raise PermissionError(f"refused: open {path[:80]}")

    sys.addaudithook(look)


class Press:
    """WeasyPrint with what it keeps between documents: fonts and parsed style sheets."""

    def __init__(self) -> None:
        # Imported here, because the limits and the folder of fonts must be set before the library looks.
        import weasyprint  # noqa: PLC0415
        from weasyprint.images import SVGImage  # noqa: PLC0415
        from weasyprint.pdf.stream import Stream  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import (  # noqa: PLC0415
            FatalURLFetchingError,
            URLFetcher,
            URLFetcherResponse,
        )

        class AssetFetcher(URLFetcher):  # type: ignore[misc]
            """Knows the assets given and nothing else; anything else ends the document."""

            def __init__(self, assets: Assets) -> None:
                super().__init__(timeout=1, allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
                self.assets = assets

            def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
                """An asset by its name; `headers` belong to the signature of the library."""
                if url not in self.assets:
                    raise FatalURLFetchingError(f"blocked: {url[:80]}")
                body, media_type = self.assets[url]
                return URLFetcherResponse(url, body, {"Content-Type": media_type})

        class TreeHTML(weasyprint.HTML):  # type: ignore[misc]
            """A document that was parsed already."""

            def __init__(self, root: ElementTree.Element, fetcher: Any) -> None:
                self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
                wrapper = weasyprint.cssselect2.ElementWrapper
                self.wrapper_element = wrapper.from_html_root(root, content_language=None)
                self.etree_element = root

        self.failures: tuple[type[BaseException], ...] = (Exception, FatalURLFetchingError)
        self._fetcher = AssetFetcher({})
        self._weasyprint = weasyprint
        self._of_tree: Callable[..., Any] = TreeHTML
        self._look_at: Callable[[Any], list[Any]] = _neighbour("pdf_look")["look_at"]
        self._finish = _neighbour("pdf_finish")
        self._album: Any = _neighbour("pdf_pictures")["Album"](SVGImage, Stream)
        self._new_fonts: Callable[[], Any] = FontConfiguration
        mimetypes.init(files=())  # guessing would open the system's lists, and they differ
        self._styles: dict[str, tuple[Any, Any, Assets]] = {}
        gc.freeze()

    def keep_style(self, head: dict[str, Any], assets: Assets) -> None:
        """Parse a style sheet and load its fonts, once."""
        if not assets:
            raise ValueError("a style sheet must bring its fonts: without any the text library crashes")
        fonts = self._new_fonts()
        self._fetcher.assets = assets
        css = self._weasyprint.CSS(string=head["css"], font_config=fonts, url_fetcher=self._fetcher)
        self._styles[head["style"]] = (css, fonts, assets)

    def render(self, head: dict[str, Any], assets: Assets) -> bytes:
        """The PDF of a document. Garbage is collected after it: that saves a tenth of the time."""
        gc.disable()
        try:
            pdf = self._print(head, assets)
            # The last two streams are made after our hand; one in 128 files is thus written without them.
            is_unclear = self._finish["UNCLEAR_END"] in pdf
            return self._print(head, assets, uncompressed_pdf=True) if is_unclear else pdf
        finally:
            gc.enable()

    def look(self, head: dict[str, Any], assets: Assets) -> bytes:
        """What a document shows and where, as JSON behind its length, and then its PDF."""
        seen: list[Any] = []
        pdf = self._print(head, assets, lambda document: seen.extend(self._look_at(document)))
        shown = json.dumps(seen).encode()
        return struct.pack(">Q", len(shown)) + shown + pdf

    def _print(self, head: dict[str, Any], assets: Assets, look: Any = id, **options: bool) -> bytes:
        css, fonts, kept = self._styles[head["style"]]
        files = [self._attachment(one, assets) for one in sorted(head["attachments"], key=_name_of)]

        def finish(laid_out: Any, pdf: Any) -> None:
            look(laid_out)
            self._finish["finish"](pdf, {one.name: media_type for one, media_type in files})
            self._finish["fix"](pdf)

        self._fetcher.assets = {**kept, **assets}
        document = self._read(head["html"], is_xml=head.get("is_xml", False))
        pdf: bytes = document.write_pdf(
            finisher=finish,
            cache=self._album.pictures(self._fetcher.assets),
            attachments=[one for one, _media_type in files],
            stylesheets=[css],
            font_config=fonts,
            pdf_variant=VARIANT,
            pdf_tags=True,
            pdf_identifier=bytes.fromhex(head["identifier"]),
            **options,
        )
        return pdf

    def _read(self, html: str, *, is_xml: bool) -> Any:
        """The HTML as a tree. Where it is XML too, the parser in C reads it."""
        if is_xml:
            with contextlib.suppress(ElementTree.ParseError):
                return self._of_tree(ElementTree.fromstring(html), self._fetcher)
        return self._weasyprint.HTML(string=html, url_fetcher=self._fetcher)

    def _attachment(self, described: Mapping[str, str], assets: Assets) -> tuple[Any, str]:
        body, media_type = assets[f"asset:{ATTACHED}{described['name']}"]
        moment = datetime.fromisoformat(described["made_at"])
        attachment = self._weasyprint.Attachment(
            file_obj=io.BytesIO(body),
            name=described["name"],
            description=described["description"],
            relationship=described["relationship"],
            created=moment,
            modified=moment,
        )
        return attachment, media_type


def _name_of(described: Mapping[str, str]) -> str:
    # The names of files are a tree in a PDF, and trees are sorted.
    return described["name"]


def _neighbour(name: str) -> dict[str, Any]:
    """A module of this folder, which is none that could be imported here."""
    return runpy.run_path(os.path.join(os.path.dirname(__file__), f"{name}.py"))


if __name__ == "__main__":
    main()
