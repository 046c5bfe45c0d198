"""What lies in a restored installation, beside what people had been told before the backup began."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from werkzeug.datastructures import MultiDict

from config import Settings
from drill.findings import response_of
from drill.forms import Pairs
from lms.app import create_app
from lms.backup.database.columns import dumped
from lms.backup.database.dumping import lines_of, snapshot
from lms.core.db import db, reading
from lms.learning.models import Enrolment
from lms.people.models import User
from lms.quiz.models import Attempt
from lms.quiz.queries.attempts import attempt_with_items
from lms.quiz.rules.saving import said
from lms.tables import metadata

Known = Mapping[str, Mapping[int, Pairs]]
"""Attempt → position → the answer that the server said it has."""


def problems_of(data: Path, url: str | None, known: Known, gone: Mapping[str, str]) -> list[str]:
    """Acknowledged answers that are not there, and erased people (id → address) of whom something is."""
    environ = {"CAMPUS_DATA": str(data)} | ({"CAMPUS_DATABASE_URL": url} if url else {})
    with create_app(Settings.from_environ(environ)).app_context():
        try:
            with reading():
                problems = [
                    one for attempt, answers in known.items() for one in _of_attempt(attempt, answers)
                ]
                problems += [f"{one} has a name" for one in gone if _has_name(one)]
            problems += _traces(gone)
        finally:
            db.session.remove()
            db.engine.dispose()
    database = (data / "campus.db").read_bytes() if url is None else b""
    return problems + [f"the database has {one}" for one, email in gone.items() if email.encode() in database]


def _has_name(user_id: str) -> bool:
    return db.session.get_one(User, user_id).certificate_name is not None


def _traces(gone: Mapping[str, str]) -> Iterator[str]:
    """Addresses in any row of any table."""
    with snapshot(db.engine) as connection:
        for table in metadata().sorted_tables:
            for line in lines_of(connection, dumped(table)):
                yield from (
                    f"{table.name} has {one}" for one, email in gone.items() if email.encode() in line
                )


def _of_attempt(attempt_id: str, answers: Mapping[int, Pairs]) -> Iterator[str]:
    attempt = db.session.get(Attempt, attempt_id)
    if attempt is None:
        yield f"attempt {attempt_id} is not there"
        return
    user_id = db.session.get_one(Enrolment, attempt.enrolment_id).user_id
    opened = attempt_with_items(user_id, attempt_id)
    assert opened is not None
    for position, pairs in answers.items():
        row = opened.item(position)
        if row is None or said(row.response) != said(response_of(attempt, row, MultiDict(pairs))):
            yield f"attempt {attempt_id}: the acknowledged answer to question {position} is not there"
