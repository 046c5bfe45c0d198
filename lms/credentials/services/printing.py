"""What the worker does for certificates: make the files that are due."""

import errno
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import SQLAlchemyError

from lms.core import clock
from lms.core.db import db, reading
from lms.core.errors import NotFoundError
from lms.core.extension import storage
from lms.core.pdf import PdfError
from lms.core.storage import MissingFileError
from lms.credentials import queries, rules
from lms.credentials.encryption import UndecryptableError
from lms.credentials.errors import HolderErasedError, KeyUnusableError, MasterKeyMissingError
from lms.credentials.formats.linked_data import LinkedDataError
from lms.credentials.models import CredentialFile, CredentialRecord
from lms.credentials.records import Record, record_from
from lms.credentials.rules import EventKind, FileForm
from lms.credentials.sealing.sealers import SealerError
from lms.credentials.sealing.timestamps import TimestampError
from lms.credentials.services import vault
from lms.credentials.services.events import note
from lms.credentials.services.files import opened, request_file
from lms.credentials.services.making import Made, sealed_page, signed_badge, signed_token

log = logging.getLogger(__name__)

BATCH = 5
LEASE = timedelta(minutes=2)
"""Longer than a batch can take; a row whose worker died is taken up again after it."""
LONG_LEASE = timedelta(hours=6)
"""After it, where worker after worker died: one more every few hours does no harm, and nothing is lost."""
NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
OUTSIDE = (KeyUnusableError, MasterKeyMissingError, SealerError, TimestampError)
"""What stands in the way of every file alike: none of them is to blame, so none is given up for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    file_id: str
    credential_id: str
    form: FileForm
    language: str
    holder_id: str


def render_due() -> int:
    """Make the files that are due, each outside any transaction; gives how many were tried."""
    tasks = _lease_due()
    for task in tasks:
        if _begin(task):
            _try(task)
    return len(tasks)


def _lease_due() -> list[_Task]:
    is_due = CredentialFile.due_at <= clock.now()
    with reading():
        if db.session.scalar(select(CredentialFile.id).where(is_due).limit(1)) is None:
            return []
    tasks = [_lease(file, holder_id) for file, holder_id in _due_rows(is_due)]
    db.session.commit()
    return tasks


def _due_rows(is_due: ColumnElement[bool]) -> list[tuple[CredentialFile, str]]:
    query = (
        select(CredentialFile, CredentialRecord.holder_id)
        .join(CredentialRecord, CredentialRecord.credential_id == CredentialFile.credential_id)
        .where(is_due)
        .order_by(CredentialFile.due_at, CredentialFile.form)
        .limit(BATCH)
        .with_for_update(of=CredentialFile, skip_locked=True)
    )
    return [(file, holder_id) for file, holder_id in db.session.execute(query)]


def _lease(file: CredentialFile, holder_id: str) -> _Task:
    file.due_at = clock.now() + LEASE
    return _Task(
        file_id=file.id,
        credential_id=file.credential_id,
        form=file.form,
        language=file.language,
        holder_id=holder_id,
    )


def _begin(task: _Task) -> bool:
    """Count a try; False where the file has been made meanwhile, or its holder was erased."""
    file = _locked(task.file_id)
    is_due = file.due_at is not None and file.sha256 is None
    if is_due:
        # Counted before it is tried, and for this one alone: a document that takes the worker down with it
        # is tried ever more rarely, and those that wait behind it are not. It is not given up: a worker may
        # be ended for any reason.
        file.attempt_count += 1
        is_deadly = rules.pause_after(file.attempt_count) is None
        file.due_at = clock.now() + (LONG_LEASE if is_deadly else LEASE)
    db.session.commit()
    return is_due


def _try(task: _Task) -> None:
    try:
        made = _make(task)
        _keep(task.file_id, made, _store(task, made))
    except HolderErasedError:
        log.info("the holder of certificate %s was erased while a file was made", task.credential_id)
    except OUTSIDE as problem:
        _wait(task, str(problem) or type(problem).__name__)
    except (PdfError, LinkedDataError, UndecryptableError, MissingFileError) as problem:
        log.warning("a file of certificate %s could not be made: %r", task.credential_id, problem)
        _put_off(task.file_id)
    except OSError as problem:
        if problem.errno not in NO_SPACE:
            raise
        _wait(task, "there is no space left to keep it")
    except SQLAlchemyError:
        raise  # what comes next would fail in the same way
    except Exception:  # of a library, at this file: the others of the batch are made all the same
        log.exception("a file of certificate %s could not be made", task.credential_id)
        _put_off(task.file_id)


def _make(task: _Task) -> Made:
    """From the record to the file: the badge, the page with the badge inside, the seal."""
    record = _record(task)
    if task.form is FileForm.BADGE:
        return signed_badge(record)
    if task.form is FileForm.JWT:
        return signed_token(record)
    badge, made_at = _badge(task, record)
    return sealed_page(record, task.language, badge, made_at)


def _record(task: _Task) -> Record:
    with reading():
        row = db.session.get(CredentialRecord, task.credential_id)
        if row is None:
            raise HolderErasedError
        return record_from(queries.text_of(row))


def _badge(task: _Task, record: Record) -> tuple[bytes, datetime]:
    """The badge of the certificate, and when it was made: the same in every language and for ever."""
    found = _kept_badge(task)
    if found is None:
        row = request_file(task.credential_id, FileForm.BADGE)
        file_id, row.due_at = row.id, clock.now() + LEASE
        db.session.commit()
        made = signed_badge(record)
        _keep(file_id, made, _store(task, made))
        found = _kept_badge(task)
    if found is None:
        raise HolderErasedError
    return found


def _kept_badge(task: _Task) -> tuple[bytes, datetime] | None:
    with reading():
        found = queries.file_with_key(task.credential_id, FileForm.BADGE, "")
        file = opened(*found) if found else None
        return (file.data, file.made_at) if file else None


def _store(task: _Task, made: Made) -> str:
    with reading():
        data = vault.encrypt_again(task.holder_id, made.data, about=task.credential_id)
    return storage().put(data)


def _keep(file_id: str, made: Made, stored: str) -> None:
    file = _locked(file_id)
    if file.sha256 is None:  # otherwise two workers held the lease, and the first one's file counts
        file.sha256 = hashlib.sha256(made.data).hexdigest()
        file.unsealed_sha256 = hashlib.sha256(made.unsealed).hexdigest()
        file.stored_sha256, file.size = stored, len(made.data)
        file.made_at, file.key_id = clock.now(), made.key_id
        note(file.credential_id, EventKind.RENDERED, **_said(file))
    file.due_at, file.wait_count = None, 0
    is_superfluous = file.stored_sha256 != stored
    db.session.commit()
    if is_superfluous:
        storage().discard(stored)


def _said(file: CredentialFile) -> dict[str, str]:
    return {"form": file.form.value, "language": file.language, "file": str(file.sha256)}


def _put_off(file_id: str) -> None:
    db.session.rollback()
    file = _locked(file_id)
    pause = rules.pause_after(file.attempt_count)
    if pause is None:
        _give_up(file)
    else:
        file.due_at = clock.now() + timedelta(seconds=pause)
    db.session.commit()


def _wait(task: _Task, why: str) -> None:
    db.session.rollback()
    file = _locked(task.file_id)
    file.attempt_count -= 1  # the document is not to blame
    file.wait_count += 1
    pause = rules.wait_after(file.wait_count)
    file.due_at = clock.now() + timedelta(seconds=pause)
    db.session.commit()
    log.error("certificate %s stays due, and is tried again in %d s: %s", task.credential_id, pause, why)


def _give_up(file: CredentialFile) -> None:
    file.due_at = None
    note(file.credential_id, EventKind.RENDERING_GIVEN_UP, form=file.form.value, language=file.language)
    log.error("a file of certificate %s was given up; try `bin/lms credentials render`", file.credential_id)


def render_again(credential_id: str) -> int:
    """Have files that were given up tried anew; gives how many."""
    credential = queries.to_change(credential_id)
    if credential is None:
        raise NotFoundError
    given_up = [] if credential.holder_erased_at else queries.files_given_up(credential_id)
    for file in given_up:
        file.attempt_count, file.wait_count, file.due_at = 0, 0, clock.now()
    db.session.flush()
    return len(given_up)


def _locked(file_id: str) -> CredentialFile:
    file = queries.file_to_change(file_id)
    if file is None:
        raise NotFoundError
    return file
