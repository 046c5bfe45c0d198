"""What follows a restore: those who were erased are erased again, and everything is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from lms import migrate
from lms.backup.database.dumping import snapshot
from lms.backup.folders import DATA
from lms.backup.references import named_editions, named_files
from lms.core import audit, mail
from lms.core.db import db, reading
from lms.core.errors import CampusError
from lms.core.settings import settings
from lms.credentials import services as credentials
from lms.credentials.models import CredentialFile, CredentialRecord, PersonKey
from lms.credentials.rules import FileForm
from lms.credentials.rules.checks import Outcome, Topic
from lms.credentials.services import vault
from lms.credentials.services.auditing import log_problems
from lms.credentials.services.keys import key_problems
from lms.credentials.services.verifying import verify_by_file
from lms.people.services.erasing import replay_erasures, take_in_erasures
from lms.people.services.sign_ins import end_everything_open

SAMPLE = 3
"""So many of the newest certificates are opened and verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """How a restored installation was found."""

    erased_count: int
    """People who were in the backup, and are erased since."""
    sign_in_count: int
    """Sign-ins that were open then and are ended now."""
    link_count: int
    """Links in mails that waited then and open nothing any more."""
    waiting_mail_count: int
    """Mails that will go out when it is started."""
    verified_count: int = 0
    """Certificates that were opened and verified."""
    problems: tuple[str, ...] = ()


def put_in_order(app: Flask, made_at: datetime, *, erasures: Path | None, verifies: bool) -> Aftermath:
    """Erase again who was erased since the backup, by the newest ledger there is; then look, if wanted."""
    with app.app_context():
        try:
            if erasures is not None:
                take_in_erasures(erasures.read_text(encoding="ascii"))
            erased = replay_erasures()
            while credentials.remove_erased_files():
                pass
            sign_ins, links = _close_what_was_open(made_at)
            with reading():
                waiting = len(mail.waiting_mail())
            verified, problems = _look() if verifies else (0, ())
        finally:
            db.session.remove()
            db.engine.dispose()
    return Aftermath(
        erased_count=erased,
        sign_in_count=sign_ins,
        link_count=links,
        waiting_mail_count=waiting,
        verified_count=verified,
        problems=problems,
    )


def _close_what_was_open(made_at: datetime) -> tuple[int, int]:
    ended = end_everything_open()
    audit.record("installation.restored", actor_id=None, subject=f"backup:{made_at.isoformat()}")
    db.session.commit()
    return ended


def _look() -> tuple[int, tuple[str, ...]]:
    problems = [*_problems_of_database(), *_problems_of_files(), *_problems_of_keys()]
    with reading():
        problems += log_problems()
        verified, failures = _verify_some()
    return verified, (*problems, *failures)


def _problems_of_database() -> Iterator[str]:
    if not migrate.is_current(db.engine):
        yield "the database does not have this release’s schema"
    if db.engine.dialect.name == "sqlite":
        with snapshot(db.engine) as connection:
            for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                if said != "ok":
                    yield f"the database is damaged: {said}"
            for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                yield f"a row of the table {table} points at one that is gone"


def _problems_of_files() -> Iterator[str]:
    with snapshot(db.engine) as connection:
        for name in (*named_files(connection), *named_editions(connection)):
            if not (settings().data / name.removeprefix(DATA)).exists():
                yield f"the database names a file that is not there: {name.removeprefix(DATA)}"


def _problems_of_keys() -> Iterator[str]:
    try:
        with reading():
            vault.check_master_key()
            yield from key_problems()
    except CampusError as problem:
        yield f"the key that opens people’s certificates is not the one they were closed with: {problem!r}"


def _verify_some() -> tuple[int, list[str]]:
    """Open the newest certificates as their holders would, and verify them as a stranger would."""
    query = (
        select(CredentialFile, PersonKey)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .join(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .where(CredentialFile.form == FileForm.PDF, CredentialFile.stored_sha256.is_not(None))
        .order_by(CredentialFile.made_at.desc())
        .limit(SAMPLE)
    )
    rows, problems = db.session.execute(query).all(), []
    for file, key in rows:
        try:
            opened = credentials.opened(file, key)
        except (CampusError, LookupError) as problem:
            problems.append(f"a file of certificate {file.credential_id} does not open: {problem!r}")
            continue
        checks = verify_by_file(opened.data).answer.checks if opened is not None else ()
        failed = [
            one.reason for one in checks if one.outcome is Outcome.FAILED and one.topic is not Topic.STANDING
        ]
        if failed or not checks:
            problems.append(f"certificate {file.credential_id} does not verify: {', '.join(failed)}")
    return len(rows), problems
