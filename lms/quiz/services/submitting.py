"""The life of a submission on the side of who hands it in: written, given files, handed in, reviewed."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.content.assignments import AssignmentRule
from lms.content.outline import Module
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.extension import uploads
from lms.core.ids import new_id
from lms.learning.models import Enrolment
from lms.learning.services import lock_enrolment, note_step
from lms.quiz.errors import (
    AlreadyMarkedError,
    CannotHandInError,
    ModuleLeftError,
    NoAssignmentError,
    NoDraftError,
    ReviewRefusedError,
)
from lms.quiz.models import Submission, SubmissionFile
from lms.quiz.queries import markings as marking_queries
from lms.quiz.queries import submissions as queries
from lms.quiz.rules import submissions as rules
from lms.quiz.rules.file_kinds import FileKind
from lms.quiz.rules.files import FileProblem, FileRefusedError, clean_name
from lms.quiz.rules.marking import markers_needed
from lms.quiz.rules.submissions import Next, Part, Problem, ReviewCheck, SubmissionState

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that was looked at and may be kept."""

    name: str
    kind: FileKind
    data: bytes


def rule_of(module: Module) -> AssignmentRule:
    """How the module's assignment is handed in; raises NoAssignmentError."""
    if module.assignment is None:
        raise NoAssignmentError
    return module.assignment


def parts_of(module: Module) -> tuple[Part, ...]:
    """What the module's assignment asks for."""
    text = module.text(module.source_language).assignment
    return rules.parts_of(rule_of(module), text.items if text else ())


def draft_for(enrolment: Enrolment, module: Module) -> Submission:
    """The draft under way, or a new one, which begins with what was handed in before."""
    rule = rule_of(module)
    if enrolment.withdrawn_at is not None:
        raise ModuleLeftError
    lock_enrolment(enrolment)
    draft = queries.locked_draft(enrolment.id)
    if draft is not None:
        return draft
    earlier = queries.submissions_of(enrolment.user_id, module.slug)
    if rules.next_of(rule, [one.fact for one in earlier]) is not Next.WORK:
        raise NoDraftError
    number = max((one.submission.number for one in earlier), default=0) + 1
    return _add_draft(enrolment, module, number, earlier[-1].submission if earlier else None)


def _add_draft(enrolment: Enrolment, module: Module, number: int, former: Submission | None) -> Submission:
    draft = Submission(
        id=new_id(),
        enrolment_id=enrolment.id,
        user_id=enrolment.user_id,
        module_slug=module.slug,
        edition_digest=module.digest,
        number=number,
        state=SubmissionState.DRAFT,
        texts=dict(former.texts) if former else {},
        started_at=clock.now(),
        markers_needed=1,
    )
    db.session.add(draft)
    db.session.flush()
    for file in queries.files_of(former.id) if former else ():
        db.session.add(_copy_of(file, draft))
    db.session.flush()
    return draft


def _copy_of(file: SubmissionFile, draft: Submission) -> SubmissionFile:
    return SubmissionFile(
        id=new_id(),
        submission_id=draft.id,
        part=file.part,
        name=file.name,
        kind=file.kind,
        size=file.size,
        digest=file.digest,
        stored_as=file.stored_as,
        added_at=file.added_at,
    )


def save_texts(draft: Submission, texts: Mapping[str, str]) -> None:
    """Keep what was written, in place of what was there."""
    draft.texts = {**draft.texts, **texts}
    draft.saved_at = clock.now()
    note_step(draft.enrolment_id)
    db.session.flush()


def add_files(draft: Submission, part: Part, new: Sequence[NewFile]) -> None:
    """Keep files, all or none. Raises FileRefusedError where there are too many, or they are too large."""
    files = [one for one in queries.files_of(draft.id) if one.part == part.key]
    if len(files) + len(new) > part.most_files:
        raise FileRefusedError(FileProblem.TOO_MANY)
    if any(len(one.data) > part.most_megabytes * MEGABYTE for one in new):
        raise FileRefusedError(FileProblem.TOO_LARGE)
    size = queries.bytes_of(draft.user_id) + sum(len(one.data) for one in new)
    if size > rules.PERSON_MEGABYTES * MEGABYTE:
        raise FileRefusedError(FileProblem.QUOTA)
    db.session.add_all(_row_of(draft, part, one) for one in new)
    draft.saved_at = clock.now()
    db.session.flush()


def _row_of(draft: Submission, part: Part, new: NewFile) -> SubmissionFile:
    return SubmissionFile(
        id=new_id(),
        submission_id=draft.id,
        part=part.key,
        name=clean_name(new.name, new.kind),
        kind=new.kind,
        size=len(new.data),
        digest=hashlib.sha256(new.data).hexdigest(),
        stored_as=_store(new.data),
        added_at=clock.now(),
    )


def _store(data: bytes) -> str:
    name = secrets.token_hex(16)
    uploads().put_named(f"{name[:2]}/{name}", data)
    return name


def content_of(file: SubmissionFile) -> bytes:
    """The bytes of a file; raises MissingFileError."""
    return uploads().get_named(f"{file.stored_as[:2]}/{file.stored_as}")


def remove_file(draft: Submission, file_id: str) -> None:
    """Take a file out of a draft; its bytes go with the next sweep, unless a former submission has them.

    Raises NoDraftError where it was handed in meanwhile.
    """
    if _locked(draft.id).state is not SubmissionState.DRAFT:
        raise NoDraftError
    file = queries.file_of(draft.id, file_id)
    if file is None:
        raise NotFoundError
    db.session.delete(file)
    draft.saved_at = clock.now()
    db.session.flush()


def problems_of(draft: Submission, module: Module) -> dict[str, Problem]:
    """Part → what keeps it from being handed in."""
    files = queries.files_of(draft.id)
    problems = {}
    for part in parts_of(module):
        words = rules.words_in(draft.texts.get(part.key, ""))
        count = sum(file.part == part.key for file in files)
        problem = rules.problem_of(part, rules.HandedInPart(words=words, files=count))
        if problem is not None:
            problems[part.key] = problem
    return problems


def hand_in(draft: Submission, module: Module) -> Submission:
    """Hand a draft in, as it is; the second time changes nothing. Raises CannotHandInError."""
    submission = _locked(draft.id)
    if submission.state is not SubmissionState.DRAFT:
        return submission
    problems = problems_of(submission, module)
    if problems:
        raise CannotHandInError(problems)
    now = clock.now()
    submission.state = SubmissionState.WAITING
    submission.submitted_at = submission.queued_at = now
    submission.markers_needed = markers_needed(submission.id, rule_of(module).second_marker_percent)
    note_step(submission.enrolment_id)
    _note("submission.handed-in", submission)
    db.session.flush()
    return submission


def withdraw(submission_id: str) -> None:
    """Take back what was handed in, as long as no marker has begun. Raises AlreadyMarkedError."""
    submission = _locked(submission_id)
    if submission.state is SubmissionState.DRAFT:
        return
    begun = marking_queries.markings_of(submission_id)
    is_live = any(one.is_live(clock.now()) for one in marking_queries.facts_from(begun))
    if submission.state is not SubmissionState.WAITING or is_live:
        raise AlreadyMarkedError
    for lapsed in begun:  # who left it must not read the draft
        db.session.delete(lapsed)
    submission.state = SubmissionState.DRAFT
    submission.submitted_at = submission.queued_at = None
    _note("submission.withdrawn", submission)
    db.session.flush()


def ask_for_review(submission_id: str, reason: str) -> None:
    """Have somebody else judge it again, once. Raises ReviewRefusedError."""
    submission = _locked(submission_id)
    all_of_them = queries.submissions_of(submission.user_id, submission.module_slug)
    check = rules.check_review([one.fact for one in all_of_them], submission_id, clock.now())
    if check is not ReviewCheck.OPEN:
        raise ReviewRefusedError(check)
    submission.review_asked_at = submission.queued_at = clock.now()
    submission.review_reason = reason
    submission.state = SubmissionState.WAITING
    _note("submission.review-asked", submission)
    db.session.flush()


def _locked(submission_id: str) -> Submission:
    submission = queries.locked_submission(submission_id)
    if submission is None:
        raise NotFoundError
    return submission


def _note(action: str, submission: Submission) -> None:
    audit.record(
        action,
        actor_id=submission.user_id,
        subject=f"submission:{submission.id}",
        detail={"module": submission.module_slug, "number": submission.number},
    )
