"""Who waits for certificates, and how far the worker is: for those who own the programme."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, func, select

from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.scopes import Reach
from lms.credentials.models import Credential, CredentialFile, CredentialRecord, HolderName, PersonKey
from lms.credentials.queries.credentials import held_from
from lms.credentials.queries.files import HeldFile
from lms.credentials.queries.reach import credentials_of
from lms.credentials.rules import CredentialKind, FileForm
from lms.credentials.rules.batches import REFUSED, REMINDED, Progress, WaitingPerson
from lms.learning.models import Completion, Enrolment
from lms.people.models import User
from lms.people.queries.reaching import rows_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """People who wait, the longest first, with how many there are in all."""

    people: tuple[WaitingPerson, ...]
    count: int


def waiting_people(module_slug: str | None, reach: Reach, *, limit: int) -> Waiting:
    """Completions within reach without a certificate, of people who have an account; two round trips."""
    query = (
        select(Completion, Enrolment.module_slug, User, HolderName.name)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(User, User.id == Enrolment.user_id)
        .outerjoin(HolderName, HolderName.user_id == User.id)
        .outerjoin(CredentialRecord, CredentialRecord.completion_id == Completion.id)
        .where(CredentialRecord.credential_id.is_(None), User.disabled_at.is_(None))
        .where(rows_within(reach, Enrolment.module_slug))
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
        completion_id=completion.id,
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


def refused(completion_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Completion id → what was missing when it was tried last; one round trip."""
    subjects = [f"completion:{one}" for one in completion_ids]
    query = (
        select(AuditEntry.subject, AuditEntry.detail)
        .where(AuditEntry.action == REFUSED, AuditEntry.subject.in_(subjects))
        .order_by(AuditEntry.happened_at)
    )
    return {
        subject.removeprefix("completion:"): _missing(detail) for subject, detail in db.session.execute(query)
    }


def _missing(detail: dict[str, object]) -> tuple[str, ...]:
    noted = detail.get("missing")
    return tuple(str(one) for one in noted) if isinstance(noted, list) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A file that was tried too often, and whose certificate it belongs to."""

    file: CredentialFile
    credential: Credential
    holder_name: str


def files_given_up(reach: Reach, *, limit: int) -> tuple[GivenUp, ...]:
    """Files within reach that only a person can have tried again; one round trip."""
    query = (
        select(CredentialFile, Credential, User.certificate_name)
        .join(Credential, Credential.id == CredentialFile.credential_id)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .join(User, User.id == CredentialRecord.holder_id)
        .where(CredentialFile.sha256.is_(None), CredentialFile.due_at.is_(None))
        .where(credentials_of(reach))
        .order_by(Credential.issued_at, CredentialFile.id)
        .limit(limit)
    )
    rows = db.session.execute(query)
    return tuple(GivenUp(file=row[0], credential=row[1], holder_name=row[2] or "") for row in rows)


def files_of_module(module_slug: str, reach: Reach, *, since: datetime, limit: int) -> tuple[HeldFile, ...]:
    """The PDFs, in the language of issue, of a module's certificates that stand; the latest first."""
    query = (
        select(Credential, CredentialRecord, PersonKey, CredentialFile)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .join(CredentialFile, CredentialFile.credential_id == Credential.id)
        .where(
            *_recent(module_slug, since),
            credentials_of(reach),
            CredentialFile.form == FileForm.PDF,
            CredentialFile.stored_sha256.is_not(None),
        )
        .order_by(Credential.issued_at.desc(), Credential.id)
    )
    found = (
        HeldFile(held=held_from(row[0], row[1], row[2]), file=row[3]) for row in db.session.execute(query)
    )
    first = (one for one in found if one.file and one.file.language == one.held.record.language)
    return tuple(islice(first, limit))


def count_of_module(module_slug: str, reach: Reach, *, since: datetime) -> int:
    """How many certificates of a module were issued since then and stand."""
    query = select(func.count(Credential.id)).where(*_recent(module_slug, since), credentials_of(reach))
    return db.session.scalar(query) or 0


def _recent(module_slug: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Credential.kind == CredentialKind.MODULE,
        Credential.achievement_slug == module_slug,
        Credential.issued_at >= since,
        Credential.revoked_at.is_(None),
        Credential.superseded_by.is_(None),
        Credential.holder_erased_at.is_(None),
    )


def progress_since(moment: datetime, reach: Reach) -> Progress:
    """How far the worker is with the files of certificates within reach issued since then; one round trip."""
    made = func.count(CredentialFile.sha256)
    due = func.count(CredentialFile.due_at)
    query = (
        select(func.count(CredentialFile.id), made, due)
        .join(Credential, Credential.id == CredentialFile.credential_id)
        .where(Credential.issued_at >= moment, Credential.holder_erased_at.is_(None), credentials_of(reach))
    )
    whole, done, open_ = db.session.execute(query).one()
    return Progress(whole=whole, made=done, due=open_)
