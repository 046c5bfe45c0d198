"""What the preview shows at this moment: modules and problems of a folder, compiled again after a save."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from threading import Lock

from lms.authoring.folder import AuthorFolder, Gathered
from lms.content.compile_process import CompilerFailedError, compile_apart
from lms.content.compiler import Compilation
from lms.content.outline import Module, ModuleText
from lms.content.problems import Notes, Problem, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The folder as it was at one moment."""

    fingerprint: str
    modules: Mapping[str, Module]
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]
    """Digest of an asset → its bytes."""

    @property
    def error_count(self) -> int:
        """Problems that stop publication."""
        return sum(problem.is_error for problem in self.problems)

    @property
    def warning_count(self) -> int:
        """Problems that should be put right."""
        return len(self.problems) - self.error_count

    def problems_by_file(self) -> list[tuple[str, list[Problem]]]:
        """The problems of each file, in order of place."""
        return [(path, list(group)) for path, group in groupby(self.problems, key=lambda p: p.path)]

    def problems_of(self, module: Module, language: str, file: str) -> list[Problem]:
        """The problems of one page."""
        ending = f"{language}/{file}"
        return [p for p in self.problems if p.path == ending or p.path.endswith(f"{module.slug}/{ending}")]


class Preview:
    """Follows a folder; compiles only after something in it was saved."""

    def __init__(self, folder: AuthorFolder) -> None:
        self.folder = folder
        self._lock = Lock()
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The folder as it is now."""
        with self._lock:
            fingerprint = self.folder.fingerprint()
            if self._snapshot is None or self._snapshot.fingerprint != fingerprint:
                self._snapshot = _taken(self.folder.read(), fingerprint)
            return self._snapshot


def _taken(gathered: Gathered, fingerprint: str) -> Snapshot:
    compilation = _compiled(gathered)
    shown = {slug: module for slug, module in compilation.modules.items() if gathered.shows(slug)}
    assets = {asset.digest: asset.name for module in shown.values() for asset in module.assets}
    return Snapshot(
        fingerprint=fingerprint,
        modules=shown,
        problems=in_order(gathered.own(compilation.problems)),
        files=_bytes_of(gathered.files, assets),
    )


def _compiled(gathered: Gathered) -> Compilation:
    try:
        return compile_apart(gathered.files)
    except CompilerFailedError as error:
        notes = Notes("")
        notes.error(1, 1, "compiler-failed", f"the compiler stopped on these files: {str(error)[-400:]}")
        return Compilation(programme=None, problems=tuple(notes.problems))


def _bytes_of(files: Mapping[str, bytes], digests: Mapping[str, str]) -> dict[str, bytes]:
    found = {hashlib.sha256(data).hexdigest(): data for path, data in files.items() if "/assets/" in path}
    return {digest: data for digest, data in found.items() if digest in digests}


def wanted_language(module: Module, wish: str | None) -> str:
    """The language to show a module in."""
    return wish if wish in module.languages else module.source_language


def pages_of(text: ModuleText) -> list[str]:
    """The pages beside lessons that a module has: `facilitator`, `assignment`, `final-test`."""
    there = {
        "facilitator": text.facilitator_html,
        "assignment": text.assignment,
        "final-test": text.test_items or text.test_intro_html,
    }
    return [page for page, content in there.items() if content]
