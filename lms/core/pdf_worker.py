"""What runs in the process that lays out PDF documents: the only user of WeasyPrint.

It is started as a program of its own by `lms.core.pdf`, knows nothing of the application, and is told
everything through its standard input: style sheets with their fonts, which it keeps, and documents.
It reads no file and opens no connection for a document: the fetcher knows assets by name and nothing
else, and should the library go round it, Python itself refuses (`refuse`).
"""

import base64
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
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, BinaryIO

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
CPU_SECONDS = 10
"""For one document; the process ends with SIGXCPU when it takes longer."""

FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>"""
"""No folder of fonts at all: what a style sheet brings along is all there is."""

VARIANT = "pdf/a-3a"

PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document keeps</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""Says in the metadata that PDF/UA-1 is kept too, and, as PDF/A wants, what that word means."""

END_OF_RDF = b"</rdf:RDF>"
UNCLEAR_END = b"\r\nendstream"
"""A stream whose last byte could be taken for a part of the line's end: its length seems wrong then."""

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.")
PROCESSES = ("subprocess.", "os.exec", "os.system", "os.posix_spawn", "os.fork", "pty.")


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    """So many bytes; raises EOFError where the other side has gone."""
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def main() -> None:
    """Serve until the other side closes the pipe."""
    folder = os.environ["TMPDIR"]
    with open(os.environ["FONTCONFIG_FILE"], "w", encoding="utf-8") as file:
        file.write(FONTS_CONF.format(folder=folder))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    try:
        _serve(incoming, outgoing)
    except (EOFError, BrokenPipeError):
        pass
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        # Nothing is left to be flushed or told, and the libraries take long to tidy up.
        os._exit(0)


def _serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    press = Press()
    refuse(os.environ["TMPDIR"])
    _send(outgoing, READY, b"")
    while True:
        kind, size = HEAD.unpack(read_exactly(incoming, HEAD.size))
        answer = _answer(press, kind, read_exactly(incoming, size))
        _send(outgoing, *answer)
        if answer[0] == FAILED and b"MemoryError" in answer[1]:
            return


def _answer(press: "Press", kind: int, body: bytes) -> tuple[int, bytes]:
    try:
        head, parts = _unpack(body)
        if kind == STYLE:
            press.keep_style(head, parts)
            return READY, b""
        _limit_cpu()
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


def _limit_cpu() -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS, hard))


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

        self.failures: tuple[type[BaseException], ...] = (Exception, FatalURLFetchingError)
        self._fetcher: Callable[..., Any] = AssetFetcher
        self._weasyprint = weasyprint
        looking = os.path.join(os.path.dirname(__file__), "pdf_look.py")
        self._look_at: Callable[[Any], list[Any]] = runpy.run_path(looking)["look_at"]
        self._new_fonts: Callable[[], Any] = FontConfiguration
        mimetypes.init(files=())  # guessing would open the system's lists, and they differ
        self._styles: dict[str, tuple[Any, Any, Assets]] = {}
        gc.freeze()

    def keep_style(self, head: dict[str, Any], assets: Assets) -> None:
        """Parse a style sheet and load its fonts, once."""
        if not assets:
            raise ValueError("a style sheet must bring its fonts: without any the text library crashes")
        fonts = self._new_fonts()
        css = self._weasyprint.CSS(string=head["css"], font_config=fonts, url_fetcher=self._fetcher(assets))
        self._styles[head["style"]] = (css, fonts, assets)

    def render(self, head: dict[str, Any], assets: Assets) -> bytes:
        """The PDF of a document. Garbage is collected after it: that saves a tenth of the time."""
        gc.disable()
        try:
            pdf = self._print(head, assets)
            # The last two streams are made after our hand; one in 128 files is thus written without them.
            return self._print(head, assets, uncompressed_pdf=True) if UNCLEAR_END in pdf else pdf
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
        document = self._weasyprint.HTML(string=head["html"], url_fetcher=self._fetcher({**kept, **assets}))
        media_types = {one.name: media_type for one, media_type in files}
        pdf: bytes = document.write_pdf(
            finisher=lambda laid_out, pdf: finish(look(laid_out), pdf, media_types),
            attachments=[one for one, _media_type in files],
            stylesheets=[css],
            font_config=fonts,
            pdf_variant=VARIANT,
            pdf_tags=True,
            pdf_identifier=bytes.fromhex(head["identifier"]),
            **options,
        )
        return pdf

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


def finish(_document: object, pdf: Any, media_types: Mapping[str, str] = MappingProxyType({})) -> None:
    """Bring a laid-out PDF to PDF/UA-1 beside PDF/A, before it is written."""
    _put_attachments_right(pdf, media_types)
    for entry in pdf.objects:
        if not hasattr(entry, "stream"):
            continue
        if entry.extra.get("Type") == "/Metadata":
            _identify(entry)
        else:
            _forbid_smoothing(entry)
            _compress(entry)


def _forbid_smoothing(stream: Any) -> None:
    """PDF/A wants pictures as they are, not as a reader would smooth them."""
    if "Interpolate" in stream.extra:
        stream.extra["Interpolate"] = "false"


def _put_attachments_right(pdf: Any, media_types: Mapping[str, str]) -> None:
    """Say what kind of file each is, and list it once: the library guesses that, and lists it twice."""
    if not media_types:
        return
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("Type") == "/Filespec":
            stream = pdf.objects[int(entry["EF"]["F"].split()[0])]
            stream.extra["Subtype"] = f"/{media_types[entry['UF'].string].replace('/', '#2f')}"


def _identify(metadata: Any) -> None:
    metadata.compress = False  # also a program that knows no PDF shall find it
    metadata.stream = [b"".join(metadata.stream).replace(END_OF_RDF, PDF_UA + END_OF_RDF)]


def _compress(stream: Any) -> None:
    """Do now, once, what the library would do twice: to compute the file's id, and to write."""
    stream.compress = False
    if "Filter" in stream.extra:
        return
    _, _, body = stream.data.partition(b"\nstream\n")
    small = zlib.compress(body.removesuffix(b"\nendstream"), 9)
    filters = ["/FlateDecode"]
    if small.endswith(b"\r"):
        small = base64.a85encode(small) + b"~>"
        filters.insert(0, "/ASCII85Decode")
    stream.extra["Filter"] = f"[{' '.join(filters)}]" if len(filters) > 1 else filters[0]
    stream.stream = [small]


if __name__ == "__main__":
    main()
