"""Was anything in the log altered, removed, put in another order, or cut off? Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.credentials.rules.chain import BEGINNING, Link, digest_of_link
from lms.credentials.rules.events import EventKind

BEGUN = frozenset({EventKind.ISSUED, EventKind.RENEWED, EventKind.REISSUED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event as the database has it."""

    sequence: int | None
    previous: str | None
    digest: str | None
    happened_at: datetime
    kind: EventKind
    credential_id: str
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far the log had come on a day."""

    day: str
    sequence: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the log must know of a credential."""

    id: str
    record_sha256: str
    is_revoked: bool
    is_superseded: bool
    is_erased: bool
    files: tuple[str, ...]
    """Digests of the files that were made."""
    differing: tuple[str, ...] = ()
    """What it has otherwise than the record that was issued."""


def chain_problem(entries: Sequence[Entry]) -> str | None:
    """The first entry that does not follow from the one before; entries in the order of their sequence."""
    previous = BEGINNING
    for place, one in enumerate(entries, start=1):
        if one.sequence is None:
            return f"an event of {one.credential_id} has no place in the log"
        if one.sequence != place:
            return f"entry {place} is missing"
        if one.previous != previous:
            return f"entry {place} does not follow the one before it"
        if one.digest != digest_of_link(_link(one, place)):
            return f"entry {place} was altered"
        previous = one.digest
    return None


def _link(one: Entry, sequence: int) -> Link:
    return Link(
        previous=one.previous or "",
        sequence=sequence,
        happened_at=one.happened_at,
        kind=one.kind.value,
        credential_id=one.credential_id,
        detail=one.detail,
    )


def head_problems(entries: Sequence[Entry], heads: Iterable[Head]) -> Iterator[str]:
    """Published heads that the log does not lead to."""
    digests = {one.sequence: one.digest for one in entries}
    for head in heads:
        if head.sequence not in digests:
            yield f"the head of {head.day} is entry {head.sequence}, which is not there: the log was cut"
        elif digests[head.sequence] != head.digest:
            yield f"entry {head.sequence} is not the one published as the head of {head.day}"


def row_problems(entries: Iterable[Entry], rows: Iterable[Row]) -> Iterator[str]:
    """Where credentials and log say different things."""
    said: dict[str, list[Entry]] = {}
    for one in entries:
        said.setdefault(one.credential_id, []).append(one)
    for row in rows:
        yield from _problems_of(row, said.pop(row.id, []))
    for credential_id in said:
        yield f"credential {credential_id} is in the log, but its row is gone"


def _problems_of(row: Row, entries: Sequence[Entry]) -> Iterator[str]:
    kinds = {one.kind for one in entries}
    begun = [one for one in entries if one.kind in BEGUN]
    if len(begun) != 1:
        yield f"credential {row.id} was issued {len(begun)} times in the log"
    elif begun[0].detail.get("record") != row.record_sha256:
        yield f"credential {row.id} has another record than the one that was issued"
    facts = {
        EventKind.REVOKED: row.is_revoked,
        EventKind.SUPERSEDED: row.is_superseded,
        EventKind.HOLDER_ERASED: row.is_erased,
    }
    for kind, is_so in facts.items():
        if is_so != (kind in kinds):
            yield f"credential {row.id} is {'' if is_so else 'not '}{kind.value}, and the log says otherwise"
    for name in row.differing:
        yield f"credential {row.id} has another {name} than was issued"
    rendered = [one.detail for one in entries if one.kind is EventKind.RENDERED]
    made = sorted(detail.get("file") or detail.get("pdf", "") for detail in rendered)
    if made != sorted(row.files):
        yield f"credential {row.id} has other files than those in the log"
