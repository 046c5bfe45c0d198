"""How HTML of our own becomes a PDF: in a long-lived process with limits, one document at a time.

The process (`lms.core.pdf_worker`) is started at the first document, killed when one takes too long,
and replaced after a number of documents. The same document gives the same bytes.
"""

import atexit
import contextlib
import hashlib
import json
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from lms.core import pdf_worker
from lms.core.errors import CampusError

WALL_SECONDS = 15.0
"""For one document; then the process is killed."""
CPU_SECONDS = 10
"""Of a processor, for one document."""
START_SECONDS = 30.0
DOCUMENTS_PER_PROCESS = 500
LARGEST_HTML = 1_000_000
LARGEST_PDF = 20_000_000


class PdfError(CampusError):
    """The document could not be laid out."""


class PdfTimeoutError(PdfError):
    """The document took longer than it may; its process was ended."""


class PdfBusyError(PdfTimeoutError):
    """It took too long by the clock alone: perhaps the machine was busy with something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A font or a picture that a document or style sheet names as `asset:<name>`."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels inside the PDF."""

    name: str
    body: bytes
    media_type: str
    description: str
    relationship: str
    """To the page: `Source` it was made from, `Data` it is about, `Alternative` form of it, `Supplement`."""
    made_at: datetime
    """With a zone; told, not looked up, so that the same document gives the same bytes."""


@dataclass(frozen=True, kw_only=True)
class Style:
    """A style sheet and its fonts: read once, used for many documents."""

    css: str
    assets: Mapping[str, Asset] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """What it is known by."""
        digest = hashlib.sha256(self.css.encode())
        for name, asset in sorted(self.assets.items()):
            digest.update(f"\0{name}\0{asset.media_type}\0".encode() + asset.body)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page to print. Its dates stand in the HTML (`dcterms.created`, `dcterms.modified`)."""

    html: str
    style: Style
    identifier: bytes
    """The PDF's own id. Fixed, so that the same document gives the same bytes."""
    assets: Mapping[str, Asset] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()
    is_xml: bool = False
    """The HTML is well-formed XML too, which is read faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A document as it was printed, and what it shows where (`lms.core.pdf_look`)."""

    pdf: bytes
    pages: Sequence[Mapping[str, Any]]


class Printer:
    """One process that lays out documents; threads take turns."""

    def __init__(
        self,
        *,
        wall_seconds: float = WALL_SECONDS,
        cpu_seconds: int = CPU_SECONDS,
        documents_per_process: int = DOCUMENTS_PER_PROCESS,
    ) -> None:
        self._wall_seconds = wall_seconds
        self._cpu_seconds = cpu_seconds
        self._documents_per_process = documents_per_process
        self._lock = threading.Lock()
        self._process: _Process | None = None

    def render(self, document: Document) -> bytes:
        """The PDF; raises PdfError or PdfTimeoutError."""
        return self._ask(document, pdf_worker.DOCUMENT)

    def look(self, document: Document) -> LaidOut:
        """The PDF, and what its pages show where; raises PdfError or PdfTimeoutError."""
        answer = self._ask(document, pdf_worker.LOOK)
        (size,) = struct.unpack_from(">Q", answer)
        return LaidOut(pdf=answer[8 + size :], pages=json.loads(answer[8 : 8 + size]))

    def _ask(self, document: Document, kind: int) -> bytes:
        if len(document.html) > LARGEST_HTML:
            raise PdfError("the document is too large")
        with self._lock:
            process = self._ready_process()
            try:
                return process.render(document, time.monotonic() + self._wall_seconds, kind)
            finally:
                if process.is_over or process.document_count >= self._documents_per_process:
                    self._end()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _ready_process(self) -> "_Process":
        if self._process is not None and not self._process.is_alive:
            self._end()
        if self._process is None:
            self._process = _Process(self._cpu_seconds)
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _Process:
    """The running process and its two pipes."""

    def __init__(self, cpu_seconds: int) -> None:
        self.document_count = 0
        self.is_over = False
        self._styles: set[str] = set()
        self._folder = tempfile.mkdtemp(prefix="campus-pdf-")
        # Isolated from the environment: it must not know a secret that it could print.
        self._child = subprocess.Popen(
            [sys.executable, "-I", str(Path(pdf_worker.__file__)), str(cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={
                "TMPDIR": self._folder,
                "FONTCONFIG_FILE": os.path.join(self._folder, "fonts.conf"),
                "LANG": "C.UTF-8",
                "HOME": self._folder,
            },
            start_new_session=True,
        )
        self._receive(time.monotonic() + START_SECONDS)

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    def render(self, document: Document, deadline: float, kind: int) -> bytes:
        style = document.style
        if style.digest not in self._styles:
            head: dict[str, object] = {"style": style.digest, "css": style.css}
            self._ask(pdf_worker.STYLE, head, style.assets, deadline)
            self._styles.add(style.digest)
        self.document_count += 1
        head = {
            "style": style.digest,
            "html": document.html,
            "is_xml": document.is_xml,
            "identifier": document.identifier.hex(),
            "attachments": [_described(one) for one in document.attachments],
        }
        files = {
            f"{pdf_worker.ATTACHED}{one.name}": Asset(body=one.body, media_type=one.media_type)
            for one in document.attachments
        }
        return self._ask(kind, head, {**document.assets, **files}, deadline)

    def _ask(
        self, kind: int, head: Mapping[str, object], assets: Mapping[str, Asset], deadline: float
    ) -> bytes:
        listed = [[name, asset.media_type, len(asset.body)] for name, asset in assets.items()]
        text = json.dumps({**head, "assets": listed}).encode()
        body = b"".join((struct.pack(">Q", len(text)), text, *(asset.body for asset in assets.values())))
        try:
            pipe = _pipe(self._child.stdin)
            pipe.write(pdf_worker.HEAD.pack(kind, len(body)) + body)
            pipe.flush()
        except BrokenPipeError:
            raise self._death() from None
        return self._receive(deadline)

    def _receive(self, deadline: float) -> bytes:
        kind, size = pdf_worker.HEAD.unpack(self._read(pdf_worker.HEAD.size, deadline))
        if size > LARGEST_PDF:
            self.is_over = True
            raise PdfError("the PDF is too large")
        body = self._read(size, deadline)
        if kind == pdf_worker.FAILED:
            raise PdfError(body.decode(errors="replace"))
        return body

    def _read(self, size: int, deadline: float) -> bytes:
        pipe = _pipe(self._child.stdout).fileno()
        data = bytearray()
        while len(data) < size:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self.is_over = True
                raise PdfBusyError("laying out took too long")
            part = os.read(pipe, min(size - len(data), 1 << 16))
            if not part:
                raise self._death()
            data += part
        return bytes(data)

    def _death(self) -> PdfError:
        self.is_over = True
        code = self._child.wait()
        if code == -signal.SIGXCPU:
            return PdfTimeoutError("laying out took too much computing time")
        return PdfError(f"the process that lays out ended with {code}")

    def end(self) -> None:
        """Stop it at once: it holds nothing that could be lost."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                _pipe(pipe).close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _described(attachment: Attachment) -> dict[str, str]:
    return {
        "name": attachment.name,
        "description": attachment.description,
        "relationship": attachment.relationship,
        "made_at": attachment.made_at.astimezone(UTC).isoformat(),
    }


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


_printer = Printer()
atexit.register(_printer.close)


def render_pdf(document: Document) -> bytes:
    """The PDF of a document, laid out by this process's own printer; raises PdfError or PdfTimeoutError."""
    return _printer.render(document)


def look_at(document: Document) -> LaidOut:
    """The same, with what its pages show where; raises PdfError or PdfTimeoutError."""
    return _printer.look(document)
