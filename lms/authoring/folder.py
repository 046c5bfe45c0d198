"""Which files an author's folder holds, and how they make up a programme that can be compiled.

The folder may be a programme, a part of one, or modules that belong to none yet. Modules without a
programme get one for the time of the preview, in memory.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lms.content.facts import FACTS_FILE
from lms.content.loader import (
    MAX_ASSET_BYTES,
    MAX_FILES,
    MAX_TEXT_BYTES,
    TEXT_SUFFIXES,
    fingerprint,
    read_files,
)
from lms.content.naming import LANGUAGE, slug_of
from lms.content.parser import COURSE_FILE, MODULE_YAML, PROGRAMME_FILE
from lms.content.problems import Notes, Problem, Severity

COURSE = "preview"
_ASSETS = "assets"
_GLOSSARY = "glossary"
_NEEDS_PROGRAMME = frozenset({"term-unknown", "module-unknown", "prerequisite-unknown", "unknown-fact"})


class NothingToShowError(Exception):
    """The folder holds no module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorFolder:
    """A folder to preview: where its programme begins, and which part of it is shown."""

    shown: Path
    """What the author named."""
    root: Path
    """Where paths of files begin: the programme's folder, or the shown one."""
    is_programme: bool

    @classmethod
    def at(cls, path: Path) -> "AuthorFolder":
        """Find out what the folder is; raises NothingToShowError."""
        shown = path.resolve()
        above = [folder for folder in (shown, *shown.parents[:3]) if (folder / PROGRAMME_FILE).is_file()]
        if above:
            return cls(shown=shown, root=above[0], is_programme=True)
        if not _modules_below(shown):
            message = f"{path} holds no {MODULE_YAML} and lies in no programme."
            raise NothingToShowError(message)
        return cls(shown=shown, root=shown, is_programme=False)

    def read(self) -> "Gathered":
        """The files as they are now."""
        if self.is_programme:
            files, problems = read_files(self.root)
            return Gathered(folder=self, files=files, problems=problems)
        found, problems = _read(self.root)
        files, places = _with_programme(found, _modules_below(self.root))
        return Gathered(folder=self, files=files, problems=problems, places=places)

    def fingerprint(self) -> str:
        """Changes when a file is saved; made from names, sizes and times, so it costs little."""
        states = fingerprint(self.root) if self.is_programme else _states(self.root)
        return hashlib.sha256(repr(states).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The files of a programme, with what the author's folder calls them."""

    folder: AuthorFolder
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    """Files that could not be read."""
    places: Mapping[str, str] | None = None
    """Beginning of a path in `files` → beginning of the path in the author's folder."""

    def shows(self, slug: str) -> bool:
        """A module lies in what the author named."""
        return any(self._is_shown(path) for path in self.files if path.endswith(f"/{slug}/{MODULE_YAML}"))

    def own(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """The problems of what the author named, with paths as the author knows them."""
        everything = (*self.problems, *problems)
        if self.places is None:
            return tuple(p for p in everything if self._is_shown(p.path))
        return tuple(own for p in everything if (own := self._outside_programme(p)) is not None)

    def _is_shown(self, path: str) -> bool:
        return self.places is not None or (self.folder.root / path).is_relative_to(self.folder.shown)

    def _outside_programme(self, problem: Problem) -> Problem | None:
        """Named as in the author's folder; None for what is only wrong with the programme made up here."""
        for start, place in (self.places or {}).items():
            if problem.path.startswith(start):
                own = replace(problem, path=place + problem.path.removeprefix(start))
                return _not_certain(own) if problem.code in _NEEDS_PROGRAMME else own
        return None if problem.path in (PROGRAMME_FILE, f"{COURSE}/{COURSE_FILE}") else problem


def _not_certain(problem: Problem) -> Problem:
    message = f"{problem.message} A module that lies in no programme cannot know; in one it may be right."
    return replace(problem, severity=Severity.WARNING, message=message)


def _modules_below(root: Path) -> dict[str, str]:
    """Slug → beginning of its paths: the folder itself, or folders in it, or in those, that hold a module."""
    for pattern in (MODULE_YAML, f"*/{MODULE_YAML}", f"*/*/{MODULE_YAML}"):
        folders = sorted(path.parent for path in root.glob(pattern))
        if folders:
            return {_slug(folder): _beginning(folder, root) for folder in folders}
    return {}


def _slug(folder: Path) -> str:
    return slug_of(folder.name) or "module"


def _beginning(folder: Path, root: Path) -> str:
    return "" if folder == root else f"{folder.relative_to(root).as_posix()}/"


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith((".", "~")))


def _states(root: Path) -> tuple[tuple[str, int, int], ...]:
    states = ((path.as_posix(), path.lstat()) for path in _walk(root))
    return tuple((name, status.st_size, status.st_mtime_ns) for name, status in states)


def _read(root: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in _walk(root):
        name = path.relative_to(root).as_posix()
        refusal = _refusal(path, len(files))
        if refusal is None:
            files[name] = path.read_bytes()
        elif path.suffix in TEXT_SUFFIXES or path.parent.name == _ASSETS:
            notes = Notes(name)
            notes.error(1, 1, "file-not-read", refusal)
            problems += notes.problems
    return files, tuple(problems)


def _refusal(path: Path, count: int) -> str | None:
    limit = MAX_TEXT_BYTES if path.suffix in TEXT_SUFFIXES else MAX_ASSET_BYTES
    if path.is_symlink() or not path.is_file():
        return "this is a link to another file; put the file itself here"
    if path.stat().st_size > limit:
        return f"this file is larger than {limit:,} bytes"
    return f"there are more than {MAX_FILES} files" if count >= MAX_FILES else None


def _with_programme(
    found: Mapping[str, bytes], modules: Mapping[str, str]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The modules' files under a programme made up for them, and where they lie in truth."""
    files = {
        path: data for path, data in found.items() if path.startswith(f"{_GLOSSARY}/") or path == FACTS_FILE
    }
    for slug, inner in modules.items():
        own = {path.removeprefix(inner): data for path, data in found.items() if path.startswith(inner)}
        files |= {f"{COURSE}/{slug}/{path}": data for path, data in own.items()}
    languages = _languages(files)
    files[PROGRAMME_FILE] = json.dumps(_programme(languages)).encode()
    files[f"{COURSE}/{COURSE_FILE}"] = json.dumps(_course(languages, list(modules))).encode()
    return files, {f"{COURSE}/{slug}/": inner for slug, inner in modules.items()}


def _languages(files: Mapping[str, bytes]) -> list[str]:
    """The languages that the modules have, English first where it is among them."""
    folders = {path.split("/")[2] for path in files if path.count("/") == 3}
    languages = {name for name in folders if LANGUAGE.fullmatch(name)}
    return sorted(languages, key=lambda language: (language != "en", language)) or ["en"]


def _programme(languages: list[str]) -> dict[str, object]:
    return {
        "format": 1,
        "titles": dict.fromkeys(languages, "Preview"),
        "languages": languages,
        "issuer": {
            "name": "Preview",
            "country": "SE",
            "region": "Preview",
            "web": "https://example.org",
            "invented": True,
        },
        "quality_assurance": dict.fromkeys(languages, "Preview."),
        "courses": [COURSE],
    }


def _course(languages: list[str], modules: list[str]) -> dict[str, object]:
    titles = dict.fromkeys(languages, "Preview")
    return {"format": 1, "titles": titles, "summaries": titles, "modules": modules}
