"""How the files of the programme get from the disk into a catalogue: the only reader of `courses/`."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from threading import Lock

from lms.content.cache import Cache
from lms.content.canonical import canonical_json, plain
from lms.content.catalogue import Catalogue, Publication, Shelf, UnknownAssetError, UnknownEditionError
from lms.content.compiler import Compilation
from lms.content.editions import StorageShelf, keep_editions
from lms.content.facts import FACTS_FILE, due_reviews, read_facts
from lms.content.logos import FOLDER as LOGOS
from lms.content.logos import clean_logos
from lms.content.outline import Module
from lms.content.pages import text_of
from lms.content.parser import COURSE_FILE, GLOSSARY, PROGRAMME_FILE, Files
from lms.content.print_templates.model import FOLDER as TEMPLATES
from lms.content.problems import ContentErrors, Notes, Problem
from lms.content.programme_schema import read_programme
from lms.content.recompiling import compile_files
from lms.content.served_types import changed_types, note_served_types
from lms.core.storage import Storage

MAX_TEXT_BYTES = 256_000
MAX_ASSET_BYTES = 2_000_000
MAX_FILES = 3_000
_TOP = (PROGRAMME_FILE, FACTS_FILE)
TEXT_SUFFIXES = (".md", ".yaml", ".yml")


def load_catalogue(
    courses: Path,
    *,
    cache: Path | None = None,
    storage: Storage | None = None,
    seconds: float | None = None,
) -> Catalogue:
    """Read, compile (or take from the cache) and keep the programme; raises ContentErrors.

    With a storage, every edition and asset is kept there before the catalogue is given back, and an item
    that has another type than when it was last served is an error.
    """
    files, problems = read_files(courses)
    compilation = compile_files(files, Cache(cache), seconds=seconds)
    problems = (*problems, *compilation.problems, *_changed_types(compilation, files, storage))
    if compilation.programme is None or any(problem.is_error for problem in problems):
        raise ContentErrors(problems)
    if storage is not None:
        keep_editions(compilation.modules, files, storage)
        for logo in clean_logos(compilation.programme.logos, files):
            storage.put(logo)
        note_served_types(compilation.modules, storage)
    shelf: Shelf = StorageShelf(storage, Cache(cache)) if storage is not None else FilesShelf(files)
    return Catalogue(
        programme=compilation.programme,
        modules=compilation.modules,
        glossary=compilation.glossary,
        digest=_digest_of(compilation, files),
        shelf=shelf,
        warnings=problems,
    )


def _changed_types(compilation: Compilation, files: Files, storage: Storage | None) -> Iterable[Problem]:
    return () if storage is None else changed_types(compilation.modules, files, storage)


def check_courses(
    courses: Path, *, cache: Path | None = None, today: date | None = None, storage: Storage | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong with a programme, errors and warnings, in order of place.

    With `today` also the facts that should have been looked up again before that day, with the storage of
    an installation also the items that have another type there.
    """
    files, problems = read_files(courses)
    compilation = compile_files(files, Cache(cache))
    due = due_facts(courses, today) if today else ()
    changed = _changed_types(compilation, files, storage)
    return ContentErrors((*problems, *compilation.problems, *due, *changed)).problems


def due_facts(courses: Path, today: date) -> tuple[Problem, ...]:
    """The facts whose day of review has passed; never a part of what is compiled and kept."""
    texts = [text_of(path.read_bytes(), Notes("")) for name in _TOP if (path := courses / name).is_file()]
    if len(texts) < len(_TOP):
        return ()
    # Whatever is wrong with the files is found when they are compiled.
    programme, _ = read_programme(texts[0], PROGRAMME_FILE)
    facts, _ = read_facts(texts[1], FACTS_FILE, programme.languages) if programme else ({}, None)
    return tuple(due_reviews(facts, FACTS_FILE, today))


def _digest_of(compilation: Compilation, files: Files) -> str:
    modules = {
        slug: [module.digest, plain(module.text_digests)] for slug, module in compilation.modules.items()
    }
    whole = [
        plain(compilation.programme),
        plain(compilation.glossary),
        modules,
        hashlib.sha256(files.get(FACTS_FILE, b"")).hexdigest(),
    ]
    return hashlib.sha256(canonical_json(whole).encode()).hexdigest()


def read_files(courses: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of a programme below a folder, and those that are too large or too many to be read."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in _paths(courses):
        name = path.relative_to(courses).as_posix()
        notes = Notes(name)
        if len(files) >= MAX_FILES:
            notes.error(
                1, 1, "too-many-files", f"there are more than {MAX_FILES} files; the rest is not read"
            )
        elif path.is_symlink():
            notes.error(1, 1, "file-is-link", "this is a link to another file; put the file itself here")
        elif (size := path.stat().st_size) > (limit := _limit_of(path)):
            message = f"this file has {size:,} bytes; at most {limit:,} are read"
            notes.error(1, 1, "file-too-large", message)
        else:
            files[name] = path.read_bytes()
        problems += notes.problems
        if len(files) >= MAX_FILES and problems:
            break
    return files, tuple(problems)


def _limit_of(path: Path) -> int:
    return MAX_TEXT_BYTES if path.suffix.lower() in TEXT_SUFFIXES else MAX_ASSET_BYTES


def _paths(courses: Path) -> Iterator[Path]:
    """The files that belong to the programme; what else lies there is not read."""
    yield from (courses / name for name in _TOP if (courses / name).is_file())
    folders = sorted(folder for folder in courses.iterdir() if folder.is_dir()) if courses.is_dir() else []
    for folder in folders:
        if folder.name in (GLOSSARY, LOGOS, TEMPLATES) or (folder / COURSE_FILE).is_file():
            yield from _files_below(folder)


def _files_below(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        for name in sorted(names):
            if not _is_litter(name):
                yield Path(root) / name


def _is_litter(name: str) -> bool:
    """What editors and systems leave behind."""
    return name.startswith(".") or name.endswith(("~", ".swp", ".bak", ".orig")) or name == "Thumbs.db"


class FilesShelf:
    """Assets from memory and no older editions: for checks and tests, which keep nothing."""

    def __init__(self, files: Files) -> None:
        assets = (data for path, data in files.items() if PurePosixPath(path).parent.name == "assets")
        self._assets: Mapping[str, bytes] = {hashlib.sha256(data).hexdigest(): data for data in assets}

    def edition(self, slug: str, digest: str) -> Module:
        """There is none."""
        raise UnknownEditionError(f"{slug} {digest}")

    def sources(self, slug: str, digest: str) -> Files:
        """None are kept."""
        raise UnknownEditionError(f"{slug} {digest}")

    def publications(self, slug: str) -> tuple[Publication, ...]:
        """None are known."""
        return ()

    def asset_bytes(self, digest: str) -> bytes:
        """The bytes of an asset; raises UnknownAssetError."""
        try:
            return self._assets[digest]
        except KeyError:
            raise UnknownAssetError(digest) from None


def fingerprint(courses: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of all files: a cheap way to see that something has changed."""
    found = []
    for path in _paths(courses):
        status = path.lstat()
        found.append((path.as_posix(), status.st_size, status.st_mtime_ns))
    return tuple(found)


class LiveCatalogue:
    """A catalogue that follows its files: looks for changes when asked, never goes over to broken ones."""

    def __init__(self, courses: Path, *, cache: Path | None = None, storage: Storage | None = None) -> None:
        self._courses = courses
        self._cache = cache
        self._storage = storage
        self._lock = Lock()
        self._seen = fingerprint(courses)
        self.current = load_catalogue(courses, cache=cache, storage=storage)
        self.problems: tuple[Problem, ...] = ()
        """What keeps the newest files from being served; empty when `current` is the newest."""

    def refreshed(self) -> Catalogue:
        """The catalogue of the files as they are now, or the last good one with `problems` filled."""
        with self._lock:
            now = fingerprint(self._courses)
            if now != self._seen:
                self._seen = now
                self._reload()
            return self.current

    def _reload(self) -> None:
        try:
            self.current = load_catalogue(self._courses, cache=self._cache, storage=self._storage)
            self.problems = ()
        except ContentErrors as error:
            self.problems = error.problems
