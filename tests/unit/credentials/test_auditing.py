from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lms.credentials.rules import EventKind
from lms.credentials.rules.auditing import Entry, Head, Row, chain_problem, head_problems, row_problems
from lms.credentials.rules.chain import BEGINNING, Link, digest_of_link

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
KINDS = (EventKind.ISSUED, EventKind.RENDERED, EventKind.REVOKED)
DETAILS = ({"record": "r"}, {"file": "f"}, {"reason": "issued-in-error"})
ROW = Row(id="c", record_sha256="r", is_revoked=True, is_superseded=False, is_erased=False, files=("f",))


def log() -> list[Entry]:
    entries: list[Entry] = []
    previous = BEGINNING
    for sequence, (kind, detail) in enumerate(zip(KINDS, DETAILS, strict=True), start=1):
        link = Link(
            previous=previous,
            sequence=sequence,
            happened_at=AT,
            kind=kind.value,
            credential_id="c",
            detail=detail,
        )
        digest = digest_of_link(link)
        entries.append(
            Entry(
                sequence=sequence,
                previous=previous,
                digest=digest,
                happened_at=AT,
                kind=kind,
                credential_id="c",
                detail=detail,
            )
        )
        previous = digest
    return entries


def test_a_log_that_nobody_touched_has_no_problem() -> None:
    entries = log()
    head = Head(day="2026-11-22", sequence=3, digest=str(entries[-1].digest))
    assert chain_problem(entries) is None
    assert list(head_problems(entries, [head])) == []
    assert list(row_problems(entries, [ROW])) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"detail": {"file": "other"}}, "entry 2 was altered"),
        ({"kind": EventKind.ISSUED}, "entry 2 was altered"),
        ({"happened_at": AT.replace(hour=8)}, "entry 2 was altered"),
        ({"credential_id": "d"}, "entry 2 was altered"),
        ({"previous": "0" * 64}, "entry 2 does not follow the one before it"),
        ({"sequence": None}, "an event of c has no place in the log"),
    ],
)
def test_the_first_bad_entry_is_named(change: dict[str, object], said: str) -> None:
    entries = log()
    entries[1] = replace(entries[1], **change)  # type: ignore[arg-type]
    assert chain_problem(entries) == said


def test_an_entry_taken_out_or_two_exchanged_are_found() -> None:
    one, two, three = log()
    assert chain_problem([one, three]) == "entry 2 is missing"
    assert chain_problem([one, replace(three, sequence=2), replace(two, sequence=3)]) is not None


def test_only_a_published_head_tells_that_the_end_was_cut_off_or_all_was_written_anew() -> None:
    entries = log()
    head = Head(day="2026-11-22", sequence=3, digest=str(entries[-1].digest))
    assert chain_problem(entries[:2]) is None
    assert "was cut" in next(head_problems(entries[:2], [head]))
    anew = replace(head, digest="0" * 64)
    assert "is not the one published" in next(head_problems(entries, [anew]))


@pytest.mark.parametrize(
    "row",
    [
        replace(ROW, is_revoked=False),
        replace(ROW, is_superseded=True),
        replace(ROW, is_erased=True),
        replace(ROW, record_sha256="other"),
        replace(ROW, files=("f", "g")),
        replace(ROW, id="another"),
    ],
)
def test_a_row_that_says_something_else_than_the_log_is_found(row: Row) -> None:
    assert list(row_problems(log(), [row])) != []
