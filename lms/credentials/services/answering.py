"""What the worker does for enquiries: a batch of lines at a time, and the report when none is left.

An enquiry is leased before anything is looked at, and a line is answered where it has no answer yet. So each
is answered exactly once, whoever is killed when, and by however many workers.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import update

from lms.core import clock
from lms.core.db import db, reading
from lms.core.errors import CampusError
from lms.core.storage import MissingFileError
from lms.credentials import queries
from lms.credentials.formats.packed import files_at
from lms.credentials.models import EnquiryLine
from lms.credentials.rules.enquiries import (
    MOST_REPORT_TRIES,
    EnquiryKind,
    LineAnswer,
    batch_size,
    facts_of,
    is_harmful,
    lease_of,
    line_answer,
    report_seconds,
)
from lms.credentials.rules.verification import Answer
from lms.credentials.services import keys
from lms.credentials.services.enquiries import (
    REPORT_CSV,
    REPORT_PDF,
    UPLOAD,
    enquiry_files,
    name_of,
)
from lms.credentials.services.enquiry_reports import answers_to, sealed_report
from lms.credentials.services.verifying import verify_by_code, verify_by_file

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """An enquiry that this worker holds, and the lines it takes."""

    enquiry_id: str
    kind: EnquiryKind
    language: str
    attempt: int
    lines: tuple["_Open", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    position: int
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    position: int
    answer: LineAnswer
    code: str | None
    sha256: str | None
    facts: dict[str, str]


def answer_enquiries(issuer: str) -> int:
    """Go on with the enquiry that waited longest, in the issuer's name; gives how many lines or reports."""
    task = _lease()
    if task is None:
        return 0
    if not task.lines:
        _report(task, issuer)
        return 1
    answered = list(_answers(task))
    _keep(task, answered)
    return len(answered)


def _lease() -> _Task | None:
    moment = clock.now()
    with reading():
        if not queries.has_due_enquiry(moment):
            return None
    enquiry = queries.next_due_enquiry(moment)
    if enquiry is None:
        db.session.rollback()
        return None
    # Counted before it is tried: a file that takes the worker down with it is found that way.
    enquiry.attempt_count += 1
    lines = queries.open_lines(enquiry.id, batch_size(enquiry.attempt_count))
    enquiry.due_at = moment + lease_of(enquiry.attempt_count, is_report=not lines)
    task = _Task(
        enquiry_id=enquiry.id,
        kind=enquiry.kind,
        language=enquiry.language,
        attempt=enquiry.attempt_count,
        lines=tuple(_Open(position=line.position, code=line.code) for line in lines),
    )
    db.session.commit()
    return task


def _answers(task: _Task) -> Iterator[_Answered]:
    if is_harmful(task.attempt):
        log.error("line %s of an enquiry was tried too often", task.lines[0].position)
        yield from (_answered(line, None) for line in task.lines)
        return
    with reading():
        yield from _answers_of_files(task) if task.kind is EnquiryKind.FILES else _answers_of_codes(task)


def _archive_of(task: _Task) -> bytes | None:
    try:
        return enquiry_files().get_named(name_of(task.enquiry_id, UPLOAD))
    except MissingFileError:
        log.error("the archive of an enquiry is gone")
        return None


def _answers_of_codes(task: _Task) -> Iterator[_Answered]:
    for line in task.lines:
        yield _answered(line, verify_by_code(line.code or "")[0])


def _answers_of_files(task: _Task) -> Iterator[_Answered]:
    archive = _archive_of(task)
    if archive is None:
        yield from (_answered(line, None) for line in task.lines)
        return
    trusted = keys.published()
    lines = {line.position: line for line in task.lines}
    for position, data in files_at(archive, sorted(lines)):
        verified = verify_by_file(data, trusted)
        yield _answered(lines[position], verified.answer, verified.found.sha256)


def _answered(line: _Open, answer: Answer | None, sha256: str | None = None) -> _Answered:
    entry = answer.entry if answer else None
    return _Answered(
        position=line.position,
        answer=line_answer(answer) if answer else LineAnswer.UNCHECKED,
        code=entry.code if entry else line.code,
        sha256=sha256,
        facts=facts_of(answer) if answer else {},
    )


def _keep(task: _Task, answered: Sequence[_Answered]) -> None:
    enquiry = queries.enquiry_to_change(task.enquiry_id)
    if enquiry is None:  # removed meanwhile by whoever asked
        db.session.rollback()
        return
    for one in answered:
        row = (EnquiryLine.enquiry_id == enquiry.id) & (EnquiryLine.position == one.position)
        values = {"answer": one.answer, "code": one.code, "sha256": one.sha256, "facts": one.facts}
        db.session.execute(update(EnquiryLine).where(row, EnquiryLine.answer.is_(None)).values(values))
    if enquiry.due_at is not None:
        enquiry.attempt_count, enquiry.due_at = 0, clock.now()
    db.session.commit()


def _report(task: _Task, issuer: str) -> None:
    # All lines are answered: what was handed in is not needed any more.
    enquiry_files().discard_named(name_of(task.enquiry_id, UPLOAD))
    if task.attempt > MOST_REPORT_TRIES:
        log.error("a report is given up: it took the worker down with it")
        _finish(task, is_given_up=True)
        return
    try:
        answers = answers_to(task.enquiry_id, issuer)
        # First, because it needs no layout and no seal: whoever asked has the answers in any case.
        enquiry_files().put_named(name_of(task.enquiry_id, REPORT_CSV), answers.table)
        report = sealed_report(answers, report_seconds(task.attempt))
    except CampusError as problem:
        log.warning("a report could not be made: %s", problem)
        _finish(task, is_given_up=task.attempt >= MOST_REPORT_TRIES)
        return
    enquiry_files().put_named(name_of(task.enquiry_id, REPORT_PDF), report)
    _finish(task, is_made=True)


def _finish(task: _Task, *, is_made: bool = False, is_given_up: bool = False) -> None:
    enquiry = queries.enquiry_to_change(task.enquiry_id)
    if enquiry is None:
        db.session.rollback()
        return
    if is_made or is_given_up:
        enquiry.due_at = None
    if is_made:
        enquiry.finished_at = enquiry.finished_at or clock.now()
    db.session.commit()
