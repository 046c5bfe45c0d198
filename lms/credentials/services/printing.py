"""What the worker does for certificates: render the PDFs that are due, remove those of erased holders."""

import errno
import logging
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, select

from lms.core import clock
from lms.core.db import db, reading
from lms.core.errors import NotFoundError
from lms.core.extension import storage
from lms.core.pdf import PdfError
from lms.credentials import queries, rules
from lms.credentials.models import Credential, CredentialRecord
from lms.credentials.records import record_from
from lms.credentials.rendering import pdf_of
from lms.credentials.rules import EventKind
from lms.credentials.services.events import note

log = logging.getLogger(__name__)

BATCH = 5
LEASE = timedelta(minutes=2)
"""Longer than a batch can take; a row whose worker died is taken up again after it."""
NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
PAUSE_WITHOUT_SPACE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    credential_id: str
    text: str


def render_due() -> int:
    """Render what is due, each PDF outside any transaction; gives how many were tried."""
    tasks = _lease_due()
    for task in tasks:
        _render(task)
    return len(tasks)


def _lease_due() -> list[_Task]:
    moment = clock.now()
    is_due = Credential.pdf_due_at <= moment
    with reading():
        if db.session.scalar(select(Credential.id).where(is_due).limit(1)) is None:
            return []
    tasks = [task for row in _due_rows(is_due) if (task := _lease(*row)) is not None]
    db.session.commit()
    return tasks


def _due_rows(is_due: ColumnElement[bool]) -> list[tuple[Credential, CredentialRecord]]:
    query = (
        select(Credential, CredentialRecord)
        .join(CredentialRecord)
        .where(is_due)
        .order_by(Credential.pdf_due_at)
        .limit(BATCH)
        .with_for_update(of=Credential, skip_locked=True)
    )
    return [(credential, row) for credential, row in db.session.execute(query)]


def _lease(credential: Credential, row: CredentialRecord) -> _Task | None:
    # Counted before it is tried: a document that takes the worker down with it is given up as well.
    if rules.pause_after(credential.pdf_attempt_count) is None:
        _give_up(credential)
        return None
    credential.pdf_attempt_count += 1
    credential.pdf_due_at = clock.now() + LEASE
    return _Task(credential_id=credential.id, text=row.text)


def _render(task: _Task) -> None:
    try:
        digest = storage().put(pdf_of(record_from(task.text)))
    except PdfError as problem:
        log.warning("certificate %s could not be laid out: %s", task.credential_id, problem)
        _put_off(task.credential_id)
    except OSError as problem:
        if problem.errno not in NO_SPACE:
            raise
        log.error("no space left to keep certificate %s; it stays due", task.credential_id)
        _wait_for_space(task.credential_id)
    else:
        _keep(task.credential_id, digest)


def _keep(credential_id: str, digest: str) -> None:
    credential = _locked(credential_id)
    # Rendered twice where two workers held the lease: the same record gives the same bytes.
    credential.pdf_sha256 = credential.pdf_sha256 or digest
    credential.pdf_due_at = None
    note(credential_id, EventKind.RENDERED, pdf=digest)
    db.session.commit()


def _put_off(credential_id: str) -> None:
    credential = _locked(credential_id)
    pause = rules.pause_after(credential.pdf_attempt_count)
    if pause is None:
        _give_up(credential)
    else:
        credential.pdf_due_at = clock.now() + timedelta(seconds=pause)
    db.session.commit()


def _wait_for_space(credential_id: str) -> None:
    credential = _locked(credential_id)
    credential.pdf_attempt_count -= 1  # the document is not to blame
    credential.pdf_due_at = clock.now() + PAUSE_WITHOUT_SPACE
    db.session.commit()


def _give_up(credential: Credential) -> None:
    credential.pdf_due_at = None
    note(credential.id, EventKind.RENDERING_GIVEN_UP)
    log.error("the PDF of certificate %s was given up; try `bin/lms credentials render`", credential.id)


def render_again(credential_id: str) -> None:
    """Have a PDF that was given up tried anew."""
    credential = _locked(credential_id)
    if credential.pdf_sha256 is None and credential.holder_erased_at is None:
        credential.pdf_attempt_count, credential.pdf_due_at = 0, clock.now()
        db.session.flush()


def _locked(credential_id: str) -> Credential:
    credential = queries.to_change(credential_id)
    if credential is None:
        raise NotFoundError
    return credential


def remove_erased_files() -> int:
    """Remove the PDFs of holders whose data were erased; gives how many."""
    wanted = select(Credential.id, Credential.pdf_sha256).where(
        Credential.holder_erased_at.is_not(None),
        Credential.pdf_sha256.is_not(None),
        Credential.pdf_removed_at.is_(None),
    )
    with reading():
        rows = db.session.execute(wanted.limit(BATCH)).all()
    for credential_id, digest in rows:
        storage().discard(str(digest))
        _locked(credential_id).pdf_removed_at = clock.now()
        db.session.commit()
    return len(rows)
