"""Which ZIP archives of certificates are taken: all of its entries, or none. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lms.credentials.rules.foreign_text import harmless, steers
from lms.credentials.rules.lists import MOST_LINES

MEGABYTE = 1024 * 1024
MOST_ENTRIES = MOST_LINES
LARGEST_ARCHIVE = 64 * MEGABYTE
LARGEST_ENTRY = 10 * MEGABYTE
LARGEST_TOTAL = 128 * MEGABYTE
HIGHEST_RATIO = 100
"""Unpacked to packed: certificates hardly shrink, bombs do."""
LONGEST_NAME = 120
MOST_FINDINGS = 20
"""Problems that are told of at once."""

SHOWN = 60
"""So much of a name is repeated where an archive is refused."""

_DRIVE = re.compile(r"[A-Za-z]:")


class EntryProblem(StrEnum):
    """Why an entry, and with it the archive, is refused."""

    NOT_AN_ARCHIVE = "not-an-archive"
    TOO_MANY = "too-many"
    EMPTY = "empty"
    PATH = "path"
    NAME = "name"
    TWICE = "twice"
    ENCRYPTED = "encrypted"
    NOT_A_FILE = "not-a-file"
    NESTED = "nested"
    NOT_A_PDF = "not-a-pdf"
    TOO_LARGE = "too-large"
    TOO_LARGE_TOGETHER = "too-large-together"
    BOMB = "bomb"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the table of contents of an archive says of one entry."""

    position: int
    """Counted from 1."""
    name: str
    size: int
    packed_size: int
    is_encrypted: bool
    is_file: bool
    """A regular file: no folder, no link, no device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem, and where it is; without a position it is the archive as a whole."""

    problem: EntryProblem
    position: int | None = None
    name: str = ""


class RefusedArchiveError(ValueError):
    """The archive is not taken; `findings` say why, each with its place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)[:MOST_FINDINGS]
        super().__init__(", ".join(finding.problem.value for finding in self.findings))


def problems_of(entries: Iterable[Entry]) -> tuple[Finding, ...]:
    """All that the table of contents gives away."""
    known = tuple(entries)
    if not known:
        return (Finding(problem=EntryProblem.EMPTY),)
    if len(known) > MOST_ENTRIES:
        return (Finding(problem=EntryProblem.TOO_MANY, position=MOST_ENTRIES + 1),)
    if sum(entry.size for entry in known) > LARGEST_TOTAL:
        return (Finding(problem=EntryProblem.TOO_LARGE_TOGETHER),)
    alone = (finding for entry in known for finding in _problem_of(entry))
    return (*alone, *_repeated(known))


def _problem_of(entry: Entry) -> Iterator[Finding]:
    problem = _first_problem(entry)
    if problem is not None:
        yield Finding(problem=problem, position=entry.position, name=shown(entry.name))


def _first_problem(entry: Entry) -> EntryProblem | None:
    checks = (
        (EntryProblem.PATH, _has_path(entry.name)),
        (EntryProblem.NOT_A_FILE, not entry.is_file),
        (EntryProblem.NAME, not _is_plain(entry.name)),
        (EntryProblem.ENCRYPTED, entry.is_encrypted),
        (EntryProblem.TOO_LARGE, entry.size > LARGEST_ENTRY),
        (EntryProblem.BOMB, entry.size > HIGHEST_RATIO * max(entry.packed_size, 1)),
    )
    return next((problem for problem, is_so in checks if is_so), None)


def _has_path(name: str) -> bool:
    return "/" in name or "\\" in name or name in {".", ".."} or bool(_DRIVE.match(name))


def _is_plain(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME and not any(map(steers, name))


def _repeated(entries: Iterable[Entry]) -> Iterator[Finding]:
    seen: set[str] = set()
    for entry in entries:
        name = unicodedata.normalize("NFC", entry.name).casefold()
        if name in seen:
            yield Finding(problem=EntryProblem.TWICE, position=entry.position, name=shown(entry.name))
        seen.add(name)


def shown(name: str) -> str:
    """A name that may be shown: no sign that steers text, and not too long."""
    return harmless(name, SHOWN)
