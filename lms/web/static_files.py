"""How do stylesheet, scripts, icons and fonts reach a browser once, and never out of date?

Every file is served below one fingerprint of them all: `/static/<fingerprint>/css/site.css`. A
relative address inside a file (`../fonts/sans-regular.woff2` in the stylesheet, `./menu.js` in a
script) therefore stays below the same fingerprint, and no file has to be rewritten. Addresses with
the present fingerprint may be kept for a year; with an older one, left in a page from before a
release, the present file answers but is not kept. The files are few and small, so they are read
into memory at the start, with a compressed form beside them; a request looks a name up and never
touches the disk.
"""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import cast

from flask import Flask, Response, abort, request

from config import Settings
from lms.core.access import Permission
from lms.web.access import requires
from lms.web.fonts import build_fonts

PACKAGED = Path(__file__).parent.parent / "static"
ENDPOINT = "static_file"
SERVICE_WORKER = "js/service-worker.js"
KEPT = "public, max-age=31536000, immutable"
NOT_KEPT = "no-cache"
COMPRESSIBLE = frozenset({"text/css", "text/javascript", "image/svg+xml", "text/plain"})
MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".txt": "text/plain",
}
"""Said by us: what `mimetypes` knows differs from machine to machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """One file as it is sent."""

    body: bytes
    compressed: bytes | None
    media_type: str


class StaticFiles:
    """The files of one or several folders, each folder below its own prefix."""

    def __init__(self, folders: Mapping[str, Path], *, watch: bool = False) -> None:
        """Read the files; with `watch`, read them again whenever one of them changed (for development)."""
        self._folders = dict(folders)
        self._watch = watch
        self._state = _state_of(self._folders)
        self._read()

    def _read(self) -> None:
        files = {name: _load(path) for name, path in _walk(self._folders)}
        self._files: Mapping[str, StaticFile] = MappingProxyType(files)
        self._fingerprint = _fingerprint_of(files)

    def _refresh(self) -> None:
        if self._watch and (state := _state_of(self._folders)) != self._state:
            self._state = state
            self._read()

    @property
    def fingerprint(self) -> str:
        """Of all files together."""
        self._refresh()
        return self._fingerprint

    def get(self, name: str) -> StaticFile | None:
        """The file of this name, such as `css/site.css`."""
        self._refresh()
        return self._files.get(name)

    def url(self, name: str) -> str:
        """The address of a file; an unknown name is a mistake in a template and is refused."""
        if self.get(name) is None:
            raise KeyError(f"There is no static file {name!r}.")
        return f"/static/{self._fingerprint}/{name}"


def register(app: Flask) -> None:
    """Attach to the application: build missing fonts, serve, and give the templates `static_url`."""
    settings = cast(Settings, app.config["CAMPUS"])
    fonts = settings.data / "build" / "fonts"
    build_fonts(fonts)
    files = StaticFiles({"": PACKAGED, "fonts/": fonts}, watch=settings.development)

    @requires(Permission.PUBLIC)
    def show_static_file(fingerprint: str, name: str) -> Response:
        return answer(files, fingerprint, name)

    @requires(Permission.PUBLIC)
    def show_service_worker() -> Response:
        # It governs only what lies below its own address, and one with a fingerprint would never be renewed.
        return answer(files, "", SERVICE_WORKER)

    app.add_url_rule("/static/<fingerprint>/<path:name>", ENDPOINT, show_static_file, methods=["GET"])
    app.add_url_rule("/service-worker.js", "service_worker", show_service_worker, methods=["GET"])
    app.add_template_global(files.url, "static_url")


def answer(files: StaticFiles, fingerprint: str, name: str) -> Response:
    """The answer to a request for one file."""
    file = files.get(name)
    if file is None:
        abort(404)
    is_compressed = file.compressed is not None and request.accept_encodings.quality("gzip") > 0
    body = file.compressed if is_compressed and file.compressed is not None else file.body
    response = Response(body, content_type=_content_type(file.media_type))
    if is_compressed:
        response.content_encoding = "gzip"
    if file.compressed is not None:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = KEPT if fingerprint == files.fingerprint else NOT_KEPT
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _walk(folders: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    for prefix, folder in sorted(folders.items()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in MEDIA_TYPES:
                yield prefix + path.relative_to(folder).as_posix(), path


def _load(path: Path) -> StaticFile:
    body = path.read_bytes()
    media_type = MEDIA_TYPES[path.suffix]
    compressed = gzip.compress(body, mtime=0) if media_type in COMPRESSIBLE else None
    return StaticFile(body=body, compressed=compressed, media_type=media_type)


def _fingerprint_of(files: Mapping[str, StaticFile]) -> str:
    digest = hashlib.sha256()
    for name, file in sorted(files.items()):
        digest.update(f"{name}\0{hashlib.sha256(file.body).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def _state_of(folders: Mapping[str, Path]) -> tuple[tuple[str, int, int], ...]:
    found = ((name, path.stat()) for name, path in _walk(folders))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)
