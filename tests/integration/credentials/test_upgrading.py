"""What an earlier release issued goes through the upgrade unharmed: nothing is issued, changed or mailed."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from lms import migrate
from lms.core.db import engine_options, prepare_engine
from lms.credentials.records import digest_of_record, record_from
from lms.credentials.rules.chain import BEGINNING, Link, digest_of_link

BEFORE = "f1782ad3c5a5"
"""The last schema without files, chain and keys of persons."""
MOMENT = "2026-11-22 11:09:07.714552"
RECORD = (
    (Path(__file__).parents[2] / "unit/credentials/data/record-format-1.json")
    .read_text(encoding="utf-8")
    .strip()
)
PDF = hashlib.sha256(b"the file that was given out").hexdigest()


def keep(engine: Engine, table: str, **values: Any) -> None:
    """Add a row; what is not given and must be there is empty."""
    with engine.begin() as connection:
        columns = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()
        needed = {
            one[1]: _empty(one[2]) for one in columns if one[3] and (one[1], one[2]) != ("id", "INTEGER")
        }
        whole = {**needed, **values}
        names, places = ", ".join(whole), ", ".join(f":{name}" for name in whole)
        connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({places})'), whole)  # noqa: S608


def _empty(kind: str) -> object:
    return 0 if "INT" in kind or "BOOL" in kind else MOMENT if "DATE" in kind else ""


def credential(engine: Engine, name: str, **values: Any) -> None:
    keep(
        engine,
        "credential",
        id=name,
        code=name * 20,
        awarded_on="2026-11-22",
        issued_at=MOMENT,
        record_sha256=digest_of_record(RECORD),
        **values,
    )
    keep(
        engine,
        "credential_event",
        credential_id=name,
        happened_at=MOMENT,
        kind="issued",
        detail='{"record": "' + digest_of_record(RECORD) + '"}',
    )


@pytest.fixture
def earlier(tmp_path: Path) -> Iterator[Engine]:
    """A database of the earlier release: certificates whose file is made, due, and removed."""
    url = f"sqlite:///{tmp_path / 'campus.db'}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    migrate.upgrade(engine, BEFORE)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
    keep(engine, "user", id="u", email="u@example.org")
    for name, values in {
        "A": {"pdf_sha256": PDF},
        "B": {"pdf_due_at": MOMENT},
        "C": {"pdf_sha256": "c" * 64, "pdf_removed_at": MOMENT, "holder_erased_at": MOMENT},
    }.items():
        credential(engine, name, **values)
        if name != "C":
            keep(engine, "enrolment", id=f"e{name}", user_id="u", module_slug=name)
            keep(engine, "completion", id=f"c{name}", enrolment_id=f"e{name}", completed_at=MOMENT)
            keep(
                engine,
                "credential_record",
                credential_id=name,
                holder_id="u",
                completion_id=f"c{name}",
                sequence=1,
                text=RECORD,
            )
    keep(engine, "enrolment", id="eD", user_id="u", module_slug="D")
    keep(engine, "completion", id="cD", enrolment_id="eD", completed_at=MOMENT)
    yield engine
    engine.dispose()


def rows(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(query)).all())


def test_certificates_keep_what_they_are_and_nothing_is_issued_or_mailed(earlier: Engine) -> None:
    before = rows(earlier, "SELECT id, code, title, record_sha256, issued_at FROM credential ORDER BY id")
    migrate.upgrade(earlier)
    after = rows(earlier, "SELECT id, code, title, record_sha256, issued_at FROM credential ORDER BY id")
    assert after == before
    places = {one[0] for one in rows(earlier, "SELECT status_index FROM credential")}
    assert len(places) == 3
    query = "SELECT credential_id, form, sha256, stored_sha256, due_at IS NOT NULL FROM credential_file"
    assert sorted(rows(earlier, query)) == [
        ("A", "pdf", PDF, PDF, 0),
        ("B", "pdf", None, None, 1),
        ("C", "pdf", "c" * 64, None, 0),
    ]
    kept = rows(earlier, "SELECT text FROM credential_record")
    assert {one[0] for one in kept} == {RECORD}
    assert record_from(RECORD).format == 1
    assert rows(earlier, "SELECT count(*) FROM outbox_mail") == [(0,)]
    assert len(rows(earlier, "SELECT id FROM credential_event")) == 3


def test_who_waits_for_a_certificate_is_written_down(earlier: Engine) -> None:
    migrate.upgrade(earlier)
    query = "SELECT id, waits_since FROM completion WHERE waits_since IS NOT NULL"
    assert rows(earlier, query) == [("cD", MOMENT)]


def test_completions_say_whose_they_are_and_of_what(earlier: Engine) -> None:
    migrate.upgrade(earlier)
    found = rows(earlier, "SELECT id, user_id, module_slug FROM completion ORDER BY id")
    assert found == [("cA", "u", "A"), ("cB", "u", "B"), ("cD", "u", "D")]


def test_the_log_of_the_earlier_release_is_chained(earlier: Engine) -> None:
    migrate.upgrade(earlier)
    previous = BEGINNING
    query = "SELECT sequence, previous, digest, credential_id FROM credential_event ORDER BY sequence"
    for sequence, before, digest, credential_id in rows(earlier, query):
        link = Link(
            previous=previous,
            sequence=sequence,
            happened_at=datetime.fromisoformat(MOMENT).replace(tzinfo=UTC),
            kind="issued",
            credential_id=credential_id,
            detail={"record": digest_of_record(RECORD)},
        )
        assert before == previous
        assert digest == digest_of_link(link)
        previous = digest


def test_what_was_encrypted_cannot_be_taken_back_to_the_earlier_release(earlier: Engine) -> None:
    migrate.upgrade(earlier)
    keep(earlier, "person_key", user_id="u", wrapped=b"x", made_at=MOMENT)
    with pytest.raises(RuntimeError, match="encrypted"):
        migrate.downgrade(earlier, BEFORE)
    assert rows(earlier, "SELECT count(*) FROM credential_file") == [(3,)]
