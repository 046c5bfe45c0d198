"""How every edition that was ever served is kept, and how an older one comes back.

Learners and certificates go on pointing at an edition after its files have changed, so its sources and
assets are in storage, and thereby in every backup, before it is served for the first time.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import PurePosixPath
from threading import Lock

from lms.content.archive import UnsafeArchiveError, from_zip, to_zip
from lms.content.cache import Cache
from lms.content.catalogue import Publication, UnknownAssetError, UnknownEditionError
from lms.content.compile_process import compile_apart
from lms.content.naming import SLUG
from lms.content.outline import Module
from lms.content.packing import DamagedError, pack_module, unpack_module
from lms.content.parser import MODULE_YAML, Files
from lms.content.recompiling import sources_of
from lms.core.storage import MissingFileError, Storage

IN_MEMORY = 24

_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep_editions(modules: Mapping[str, Module], files: Files, storage: Storage) -> None:
    """Put assets and sources of the modules into storage; what is there already is left alone."""
    for slug, module in modules.items():
        root = next(path for path in sorted(files) if path.endswith(f"/{slug}/{MODULE_YAML}"))
        own = sources_of(root.removesuffix(f"/{MODULE_YAML}"), files)
        for path, data in own.items():
            if PurePosixPath(path).parent.name == "assets":
                storage.put(data)
        _keep_sources(module, own, storage)


def _keep_sources(module: Module, own: Files, storage: Storage) -> None:
    """Add a zip where the last one kept for this edition (an earlier translation, say) is another."""
    data = to_zip(own)
    mark = hashlib.sha256(data).hexdigest()[:16]
    names = list(storage.names(_folder(module.slug, module.digest)))
    if not names or not names[-1].endswith(f"-{mark}.zip"):
        storage.put_named(f"{_folder(module.slug, module.digest)}/{len(names) + 1:04d}-{mark}.zip", data)


def _folder(slug: str, digest: str) -> str:
    return f"editions/{slug}/{digest}"


class StorageShelf:
    """Older editions and assets from storage; a `catalogue.Shelf`."""

    def __init__(self, storage: Storage, cache: Cache) -> None:
        self._storage = storage
        self._cache = cache
        self._memory: OrderedDict[str, Module] = OrderedDict()
        self._lock = Lock()

    def asset_bytes(self, digest: str) -> bytes:
        """The bytes of an asset; raises UnknownAssetError."""
        try:
            return self._storage.get(digest)
        except MissingFileError:
            raise UnknownAssetError(digest) from None

    def edition(self, slug: str, digest: str) -> Module:
        """An edition that was kept; raises UnknownEditionError."""
        name = self._last_kept(slug, digest)
        with self._lock:
            module = self._memory.get(name) or self._load(name, slug, digest)
            self._memory[name] = module
            self._memory.move_to_end(name)
            while len(self._memory) > IN_MEMORY:
                self._memory.popitem(last=False)
        return module

    def sources(self, slug: str, digest: str) -> Files:
        """The files that an edition was made from; raises UnknownEditionError."""
        files = self._files(self._last_kept(slug, digest))
        if files is None:
            raise UnknownEditionError(f"{slug} {digest}")
        return files

    def publications(self, slug: str) -> tuple[Publication, ...]:
        """Every edition of a module, the latest first."""
        first: dict[str, str] = {}
        for name in self._storage.names(f"editions/{slug}"):
            first.setdefault(PurePosixPath(name).parent.name, name)
        found = (
            Publication(digest=digest, published_at=self._storage.written_at(name))
            for digest, name in first.items()
        )
        return tuple(sorted(found, key=lambda one: one.published_at, reverse=True))

    def _last_kept(self, slug: str, digest: str) -> str:
        if not SLUG.fullmatch(slug) or not _DIGEST.fullmatch(digest):
            raise UnknownEditionError(slug)
        names = list(self._storage.names(_folder(slug, digest)))
        if not names:
            raise UnknownEditionError(f"{slug} {digest}")
        return names[-1]

    def _load(self, name: str, slug: str, digest: str) -> Module:
        key = hashlib.sha256(name.encode()).hexdigest()
        kept = self._cache.get("edition", key)
        if kept is not None:
            try:
                return unpack_module(kept)
            except DamagedError:
                pass  # compiled again below
        module = self._compile(name, slug)
        if module is None or module.digest != digest:
            raise UnknownEditionError(f"{slug} {digest}")
        self._cache.put("edition", key, pack_module(module))
        return module

    def _compile(self, name: str, slug: str) -> Module | None:
        """The module as a compiler of today reads it; checks that are newer than the edition do not count."""
        files = self._files(name)
        return None if files is None else compile_apart(files).modules.get(slug)

    def _files(self, name: str) -> Files | None:
        try:
            return from_zip(self._storage.get_named(name))
        except (MissingFileError, UnsafeArchiveError):
            return None
