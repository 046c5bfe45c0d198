"""Who waits for certificates, and how far the worker is: for those who own the programme."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.credentials.models import Credential, CredentialFile, CredentialRecord, HolderName
from lms.credentials.rules.batches import REMINDED, Progress, WaitingPerson
from lms.learning.models import Completion, Enrolment
from lms.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """People who wait, the longest first, with how many there are in all."""

    people: tuple[WaitingPerson, ...]
    count: int


def waiting_people(module_slug: str | None, *, limit: int) -> Waiting:
    """Completions without a certificate, of people who have an account; two round trips."""
    query = (
        select(Completion, Enrolment.module_slug, User, HolderName.name)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(User, User.id == Enrolment.user_id)
        .outerjoin(HolderName, HolderName.user_id == User.id)
        .outerjoin(CredentialRecord, CredentialRecord.completion_id == Completion.id)
        .where(CredentialRecord.credential_id.is_(None), User.disabled_at.is_(None))
        .order_by(Completion.completed_at, Completion.id)
    )
    if module_slug is not None:
        query = query.where(Enrolment.module_slug == module_slug)
    count = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = db.session.execute(query.limit(limit))
    return Waiting(people=tuple(_person(*row) for row in rows), count=count)


def _person(completion: Completion, module_slug: str, user: User, confirmed: str | None) -> WaitingPerson:
    return WaitingPerson(
        user_id=user.id,
        name=user.certificate_name or "",
        email=user.email,
        language=user.language,
        module_slug=module_slug,
        completed_at=completion.completed_at,
        is_name_settled=confirmed is not None and confirmed == user.certificate_name,
    )


def reminded_since(moment: datetime) -> frozenset[str]:
    """Ids of the people who were reminded of their name since then."""
    query = select(AuditEntry.subject).where(AuditEntry.action == REMINDED, AuditEntry.happened_at >= moment)
    return frozenset(subject.removeprefix("user:") for subject in db.session.scalars(query))


def progress_since(moment: datetime) -> Progress:
    """How far the worker is with the files of certificates issued since then; one round trip."""
    made = func.count(CredentialFile.sha256)
    due = func.count(CredentialFile.due_at)
    query = (
        select(func.count(CredentialFile.id), made, due)
        .join(Credential, Credential.id == CredentialFile.credential_id)
        .where(Credential.issued_at >= moment, Credential.holder_erased_at.is_(None))
    )
    whole, done, open_ = db.session.execute(query).one()
    return Progress(whole=whole, made=done, due=open_)
