"""What the crowd learnt: enrolments, steps, completions, work that waits, certificates."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table

from bench.lists.crowd import Crowd, Rows
from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.credentials.models import Credential, CredentialFile, CredentialRecord, HolderName
from lms.credentials.rules import CredentialKind, FileForm, RevocationReason
from lms.learning.models import Completion, Enrolment, LessonCompletion, Place
from lms.people.rules import NameShown
from lms.quiz.models import Submission
from lms.quiz.rules.submissions import SubmissionState
from lms.tables import metadata

MOST_MODULES = 3
SHARE_COMPLETED = 0.45
WAITING = 3_000
"""Pieces of work that wait for markers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """One of the crowd in a module."""

    id: str
    person: int
    module: Module
    at: datetime
    last_step_at: datetime
    is_completed: bool
    completion_id: str


@dataclass(slots=True)
class School:
    """What was drawn of learning so far."""

    crowd: Crowd
    catalogue: Catalogue
    joined: list[Joined] = field(default_factory=list)
    certified: list[tuple[str, Joined]] = field(default_factory=list)

    @property
    def modules(self) -> list[Module]:
        """All that are open, and as many others as there are."""
        return list(self.catalogue.modules.values())


def enrolments(school: School) -> Rows:
    """One to three modules each, the first of the programme far more often than the last."""
    crowd, modules = school.crowd, school.modules
    likely = [1 / (rank + 1) for rank in range(len(modules))]
    for person in range(crowd.count):
        wanted = crowd.draw.choices(modules, likely, k=crowd.draw.randint(1, MOST_MODULES))
        for module in {one.slug: one for one in wanted}.values():
            one = _joined(crowd, person, module)
            school.joined.append(one)
            has_left = not one.is_completed and crowd.is_one_of(0.08)
            yield {
                "id": one.id,
                "user_id": crowd.people[person],
                "module_slug": module.slug,
                "edition_digest": module.digest,
                "enrolled_at": one.at,
                "withdrawn_at": one.last_step_at if has_left else None,
                "idle_since": None if one.is_completed else one.last_step_at,
                "declarations": [],
            }


def _joined(crowd: Crowd, person: int, module: Module) -> Joined:
    since = (crowd.now - crowd.joined_at[person]).total_seconds() / 86_400
    at = crowd.before(since)
    rest, needed = (crowd.now - at).total_seconds() / 86_400, crowd.draw.random() * 60
    went_on = crowd.draw.random() * rest if needed > rest else needed
    return Joined(
        id=crowd.id(),
        person=person,
        module=module,
        at=at,
        last_step_at=at + timedelta(days=went_on),
        is_completed=needed <= rest and crowd.is_one_of(SHARE_COMPLETED),
        completion_id=crowd.id(),
    )


def steps(school: School) -> Rows:
    """All lessons of whoever completed, the first few of the others."""
    for one in school.joined:
        lessons = one.module.lessons
        done = len(lessons) if one.is_completed else school.crowd.draw.randint(0, len(lessons))
        for place, lesson in enumerate(lessons[:done], start=1):
            yield {
                "enrolment_id": one.id,
                "lesson_slug": lesson.slug,
                "completed_at": one.at + (one.last_step_at - one.at) * place / done,
                "edition_digest": one.module.digest,
            }


def places(school: School) -> Rows:
    """Where each was last."""
    for one in school.joined:
        yield {
            "enrolment_id": one.id,
            "lesson_slug": school.crowd.draw.choice(one.module.lessons).slug,
            "anchor": f"part-{school.crowd.draw.randint(1, 9)}",
            "saved_at": one.last_step_at,
        }


def completions(school: School) -> Rows:
    """A little less than half; those without a certificate wait for it."""
    certified = {one.completion_id for _credential_id, one in school.certified}
    for one in school.joined:
        if one.is_completed:
            yield {
                "id": one.completion_id,
                "enrolment_id": one.id,
                "user_id": school.crowd.people[one.person],
                "module_slug": one.module.slug,
                "completed_at": one.last_step_at,
                "edition_digest": one.module.digest,
                "waits_since": None if one.completion_id in certified else one.last_step_at,
            }


def submissions(school: School) -> Rows:
    """Work of people under way that waits for markers."""
    under_way = (one for one in school.joined if not one.is_completed)
    asked = [one for one in under_way if one.module.assignment is not None]
    share = max(0.02, WAITING * school.crowd.count / 100_000 / max(1, len(asked)))
    for one in asked:
        if school.crowd.is_one_of(share):
            yield _submission(school, one)


def _submission(school: School, one: Joined) -> dict[str, Any]:
    return {
        "id": school.crowd.id(),
        "enrolment_id": one.id,
        "user_id": school.crowd.people[one.person],
        "module_slug": one.module.slug,
        "edition_digest": one.module.digest,
        "number": 1,
        "state": SubmissionState.WAITING,
        "texts": {"work": "A plan for the cluster."},
        "started_at": one.at,
        "saved_at": one.last_step_at,
        "submitted_at": one.last_step_at,
        "queued_at": one.last_step_at,
        "markers_needed": 1,
        "review_asked_at": None,
        "review_reason": None,
    }


def credentials(school: School) -> Rows:
    """Nine of ten who completed have their certificate; a few were revoked or have expired."""
    crowd = school.crowd
    for one in school.joined:
        if not one.is_completed or not crowd.is_one_of(0.9):
            continue
        credential_id = str(uuid.UUID(int=crowd.draw.getrandbits(128)))
        school.certified.append((credential_id, one))
        revoked_at = crowd.before(30) if crowd.is_one_of(0.01) else None
        yield {
            "id": credential_id,
            "code": "".join(crowd.draw.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=20)),
            "kind": CredentialKind.MODULE,
            "achievement_slug": one.module.slug,
            "achievement_version": 0,
            "title": one.module.text("en").title,
            "issuer_name": "Benchmark",
            "hours": "4",
            "edition_digest": one.module.digest,
            "awarded_on": one.last_step_at.date(),
            "issued_at": one.last_step_at,
            "is_trial": False,
            "expires_on": _expiry(crowd, one),
            "record_sha256": "0" * 64,
            "status_index": len(school.certified),
            "revoked_at": revoked_at,
            "revoked_reason": RevocationReason.ISSUED_IN_ERROR if revoked_at else None,
            "superseded_by": None,
            "holder_erased_at": None,
        }


def _expiry(crowd: Crowd, one: Joined) -> Any:
    return (one.last_step_at + timedelta(days=730)).date() if crowd.is_one_of(0.5) else None


def records(school: School) -> Rows:
    """Who holds which certificate."""
    for credential_id, one in school.certified:
        yield {
            "credential_id": credential_id,
            "holder_id": school.crowd.people[one.person],
            "completion_id": one.completion_id,
            "sequence": 1,
            "text": "{}",
            "name_shown": NameShown.MASKED,
        }


def names(school: School) -> Rows:
    """Whoever holds a certificate has settled how the name is printed; so have a few who wait for one."""
    crowd = school.crowd
    settled = dict.fromkeys(one.person for _credential_id, one in school.certified)
    settled |= dict.fromkeys(
        one.person for one in school.joined if one.is_completed and crowd.is_one_of(0.01)
    )
    for person in settled:
        if name := crowd.names[person]:
            yield {"user_id": crowd.people[person], "name": name, "confirmed_at": crowd.now}


def files(school: School) -> Rows:
    """The PDF of each; some wait, some were given up."""
    for number, (credential_id, one) in enumerate(school.certified):
        is_made = not school.crowd.is_one_of(0.01)
        digest = f"{number:064x}"
        yield {
            "id": school.crowd.id(),
            "credential_id": credential_id,
            "form": FileForm.PDF,
            "language": "en",
            "sha256": digest if is_made else None,
            "unsealed_sha256": None,
            "stored_sha256": digest if is_made else None,
            "size": 47_000 if is_made else None,
            "made_at": one.last_step_at if is_made else None,
            "key_id": None,
            "due_at": None if is_made or school.crowd.is_one_of(0.2) else school.crowd.now,
            "attempt_count": 0,
            "wait_count": 0,
        }


WRITTEN: Sequence[tuple[Table, Any]] = tuple(
    (metadata().tables[model.__tablename__], make)
    for model, make in (
        (Enrolment, enrolments),
        (LessonCompletion, steps),
        (Place, places),
        (Submission, submissions),
        (Credential, credentials),
        (Completion, completions),
        (CredentialRecord, records),
        (CredentialFile, files),
        (HolderName, names),
    )
)
