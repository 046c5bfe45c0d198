"""Certificates for a cohort: what each would get, ordering them, and issuing them one by one."""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, update

from lms.content.catalogue import Catalogue, UnknownEditionError
from lms.core import audit, clock
from lms.core.db import db, reading
from lms.credentials.errors import ElementsMissingError, NotIssuableError
from lms.credentials.models import Cohort, CohortMember
from lms.credentials.queries import HeldFile, cohorts
from lms.credentials.queries.cohorts import Completed
from lms.credentials.rules.batches import REFUSED
from lms.credentials.rules.cohorts import (
    KEPT,
    MEMBERS,
    MOST_PEOPLE,
    SHOWN,
    Choice,
    Earned,
    Listed,
    Outlook,
    Planned,
    candidates_in,
    plan_of_all,
    plan_of_list,
)
from lms.credentials.services.issuing import issue
from lms.learning.models import Completion, Enrolment
from lms.people.emails import normalised_email

log = logging.getLogger(__name__)

BATCH = 20
"""Certificates that one sweep issues before the other jobs have their turn."""
EVERY_SECONDS = 600.0
SWEPT = 20


class CohortTooLargeError(ValueError):
    """More people than one cohort holds."""


def plan_for_dates(
    module_slug: str, catalogue: Catalogue, *, since: datetime | None = None, before: datetime | None = None
) -> tuple[Planned, ...]:
    """What everybody gets who has completed the module, between two moments where they are given.

    Raises CohortTooLargeError.
    """
    found = cohorts.completions_of(module_slug, since=since, before=before, limit=MOST_PEOPLE + 1)
    if len(found) > MOST_PEOPLE:
        raise CohortTooLargeError
    return plan_of_all(_earned(found, module_slug, catalogue))


def plan_for_list(module_slug: str, catalogue: Catalogue, text: str) -> tuple[Planned, ...]:
    """What comes of each line of a pasted list. Raises CohortTooLargeError."""
    listed = [
        Listed(line=line, text=piece[:SHOWN], email=normalised_email(piece))
        for line, piece in candidates_in(text)
    ]
    if len(listed) > MOST_PEOPLE:
        raise CohortTooLargeError
    emails = {one.email for one in listed if one.email}
    found = cohorts.completions_of(module_slug, emails=emails, limit=2 * MOST_PEOPLE)
    unfinished = cohorts.enrolled_of(module_slug, emails)
    return plan_of_list(listed, _earned(found, module_slug, catalogue), unfinished)


def _earned(found: Sequence[Completed], module_slug: str, catalogue: Catalogue) -> list[Earned]:
    kept = _kept_editions({one.completion.edition_digest for one in found}, module_slug, catalogue)
    return [
        Earned(
            completion_id=one.completion.id,
            email=one.user.email,
            name=one.user.certificate_name or "",
            completed_at=one.completion.completed_at,
            is_name_settled=one.is_name_settled,
            is_closed=one.user.disabled_at is not None,
            is_edition_kept=one.completion.edition_digest in kept,
            code=one.credential.code if one.credential else None,
            is_revoked=one.credential is not None and one.credential.revoked_at is not None,
        )
        for one in found
    ]


def _kept_editions(digests: Iterable[str], module_slug: str, catalogue: Catalogue) -> set[str]:
    kept = set()
    for digest in digests:
        try:
            catalogue.edition(module_slug, digest)
        except UnknownEditionError:
            continue
        kept.add(digest)
    return kept


def start_cohort(module_slug: str, choice: Choice, plan: Sequence[Planned], *, by: str) -> Cohort:
    """Order what a plan says: the worker issues it; those who are not ready yet are kept in view."""
    moment = clock.now()
    cohort = Cohort(module_slug=module_slug, choice=choice, started_at=moment, removed_after=moment + KEPT)
    db.session.add(cohort)
    db.session.flush()
    members = {one.earned.completion_id: one.outlook for one in plan if one.earned and one.outlook in MEMBERS}
    db.session.add_all(
        CohortMember(
            cohort_id=cohort.id,
            completion_id=completion_id,
            tried_at=None if outlook is Outlook.NEW else moment,
        )
        for completion_id, outlook in members.items()
    )
    detail = {"count": len(members), "choice": choice.value, "module": module_slug}
    audit.record("cohort.started", actor_id=by, subject=f"cohort:{cohort.id}", detail=detail)
    db.session.flush()
    return cohort


def issue_cohorts(catalogue: Catalogue) -> int:
    """The worker's sweep: issue what was ordered, each in its own transaction; gives how many were tried."""
    with reading():
        if not cohorts.is_any_member_due():
            return 0
    tried = 0
    while tried < BATCH and (found := cohorts.due_member()) is not None:
        _try(*found, catalogue)
        tried += 1
    return tried


def _try(member: CohortMember, completion: Completion, enrolment: Enrolment, catalogue: Catalogue) -> None:
    key, subject = (member.cohort_id, member.completion_id), f"completion:{completion.id}"
    missing: list[str] | None = None
    try:
        module = catalogue.edition(enrolment.module_slug, completion.edition_digest)
        issue(completion, enrolment, module, catalogue.programme)
    except (NotIssuableError, UnknownEditionError) as refusal:
        missing = list(refusal.elements) if isinstance(refusal, ElementsMissingError) else []
    except Exception:
        # One that cannot be issued must not stand in the way of the others; an owner can have it tried again.
        db.session.rollback()
        log.exception("completion %s of a cohort gives no certificate", completion.id)
    if missing is not None:
        audit.record(REFUSED, actor_id=None, subject=subject, detail={"missing": missing})
    row = db.session.get(CohortMember, key)
    if row is not None:
        row.tried_at = clock.now()
    db.session.commit()


def try_cohort_again(cohort: Cohort, *, by: str) -> int:
    """Have those tried again who are ready and have no certificate; gives how many."""
    open_ids = [
        one.completion.id
        for one in cohorts.members_of(cohort.id)
        if one.credential is None and one.is_name_settled and one.tried_at is not None
    ]
    db.session.execute(
        update(CohortMember)
        .where(CohortMember.cohort_id == cohort.id, CohortMember.completion_id.in_(open_ids))
        .values(tried_at=None)
    )
    detail = {"count": len(open_ids)}
    audit.record("cohort.tried-again", actor_id=by, subject=f"cohort:{cohort.id}", detail=detail)
    return len(open_ids)


def take_cohort_files(cohort: Cohort, credential_ids: Sequence[str], *, by: str) -> tuple[HeldFile, ...]:
    """Certificates of a cohort, to be handed out; noted."""
    found = tuple(cohorts.files_of_credentials(credential_ids))
    detail = {"count": len(found)}
    audit.record("credential-files.taken", actor_id=by, subject=f"cohort:{cohort.id}", detail=detail)
    return found


def note_list_taken(cohort: Cohort, *, by: str) -> None:
    """The list of a cohort names people: who took it is noted."""
    audit.record("cohort.list-taken", actor_id=by, subject=f"cohort:{cohort.id}")


def remove_cohort(cohort_id: str) -> None:
    """Forget whose certificates were ordered together; the certificates stay."""
    db.session.execute(delete(CohortMember).where(CohortMember.cohort_id == cohort_id))
    db.session.execute(delete(Cohort).where(Cohort.id == cohort_id))


class OldCohorts:
    """Job of the worker: removes lists that were kept long enough."""

    def __init__(self) -> None:
        self._last = -EVERY_SECONDS

    def __call__(self) -> int:
        """Remove them, every ten minutes at most; gives how many."""
        if time.monotonic() - self._last < EVERY_SECONDS:
            return 0
        self._last = time.monotonic()
        with reading():
            old = cohorts.cohorts_to_remove(clock.now(), SWEPT)
        for cohort_id in old:
            remove_cohort(cohort_id)
            db.session.commit()
        return len(old)
