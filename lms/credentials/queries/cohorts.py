"""Who has completed a module, what of it was issued, and how far a cohort has come."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, select

from lms.core.db import db
from lms.credentials.models import (
    Cohort,
    CohortMember,
    Credential,
    CredentialFile,
    CredentialRecord,
    HolderName,
    PersonKey,
)
from lms.credentials.queries.credentials import held_from
from lms.credentials.queries.files import HeldFile
from lms.credentials.rules import FileForm
from lms.credentials.rules.batches import Progress
from lms.learning.models import Completion, Enrolment
from lms.people.models import User
from lms.people.privacy import ERASED_DOMAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A completion of a module, whose it is, and the certificate that stands for it now."""

    completion: Completion
    user: User
    confirmed_name: str | None
    credential: Credential | None
    tried_at: datetime | None = None

    @property
    def is_name_settled(self) -> bool:
        """The holder has said that the name is to be printed as it is."""
        return self.confirmed_name is not None and self.confirmed_name == self.user.certificate_name


def _current_record() -> Select[str]:
    """The record that was issued last for a completion: a correction takes the place of the first."""
    later = CredentialRecord.__table__.alias("later")
    is_replaced = exists().where(
        later.c.completion_id == CredentialRecord.completion_id,
        later.c.sequence > CredentialRecord.sequence,
    )
    return select(CredentialRecord.credential_id).where(~is_replaced)


def _completed() -> Select[Completion, User, str, Credential]:
    return (
        select(Completion, User, HolderName.name, Credential)
        .join(User, User.id == Completion.user_id)
        .outerjoin(HolderName, HolderName.user_id == User.id)
        .outerjoin(
            CredentialRecord,
            (CredentialRecord.completion_id == Completion.id)
            & CredentialRecord.credential_id.in_(_current_record().scalar_subquery()),
        )
        .outerjoin(Credential, Credential.id == CredentialRecord.credential_id)
        .order_by(Completion.completed_at, Completion.id)
    )


def completions_of(
    module_slug: str,
    *,
    since: datetime | None = None,
    before: datetime | None = None,
    emails: Collection[str] | None = None,
    limit: int,
) -> tuple[Completed, ...]:
    """Completions of a module by people who are not erased, the longest ago first; one round trip."""
    query = _completed().where(
        Completion.module_slug == module_slug, User.email.not_like(f"%@{ERASED_DOMAIN}")
    )
    if since is not None:
        query = query.where(Completion.completed_at >= since)
    if before is not None:
        query = query.where(Completion.completed_at < before)
    if emails is not None:
        query = query.where(User.email.in_(emails))
    return tuple(
        Completed(completion=row[0], user=row[1], confirmed_name=row[2], credential=row[3])
        for row in db.session.execute(query.limit(limit))
    )


def enrolled_of(module_slug: str, emails: Collection[str]) -> frozenset[str]:
    """Those of the addresses whose people are in the module now."""
    query = (
        select(User.email)
        .join(Enrolment, Enrolment.user_id == User.id)
        .where(Enrolment.module_slug == module_slug, Enrolment.withdrawn_at.is_(None), User.email.in_(emails))
    )
    return frozenset(db.session.scalars(query))


def cohort(cohort_id: str) -> Cohort | None:
    """A cohort."""
    return db.session.get(Cohort, cohort_id)


def latest_cohorts(limit: int, modules: Collection[str] | None = None) -> Sequence[tuple[Cohort, int]]:
    """Cohorts (of these modules) with how many people are in each, the latest first."""
    count = (
        select(func.count()).where(CohortMember.cohort_id == Cohort.id).correlate(Cohort).scalar_subquery()
    )
    query = select(Cohort, count).order_by(Cohort.started_at.desc(), Cohort.id).limit(limit)
    if modules is not None:
        query = query.where(Cohort.module_slug.in_(modules))
    return [(row[0], row[1]) for row in db.session.execute(query)]


def members_of(cohort_id: str) -> tuple[Completed, ...]:
    """Everybody of a cohort as they stand now; one round trip."""
    query = (
        _completed()
        .add_columns(CohortMember.tried_at)
        .join(CohortMember, CohortMember.completion_id == Completion.id)
        .where(CohortMember.cohort_id == cohort_id)
    )
    return tuple(
        Completed(completion=row[0], user=row[1], confirmed_name=row[2], credential=row[3], tried_at=row[4])
        for row in db.session.execute(query)
    )


def file_progress(credential_ids: Collection[str]) -> Progress:
    """How far the files of these certificates are; one round trip."""
    query = select(
        func.count(CredentialFile.id), func.count(CredentialFile.sha256), func.count(CredentialFile.due_at)
    ).where(CredentialFile.credential_id.in_(credential_ids))
    whole, made, due = db.session.execute(query).one()
    return Progress(whole=whole, made=made, due=due)


def files_of_credentials(credential_ids: Sequence[str]) -> Iterator[HeldFile]:
    """The PDFs, in the language of issue, of these certificates."""
    query = (
        select(Credential, CredentialRecord, PersonKey, CredentialFile)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .outerjoin(PersonKey, PersonKey.user_id == CredentialRecord.holder_id)
        .join(CredentialFile, CredentialFile.credential_id == Credential.id)
        .where(
            Credential.id.in_(credential_ids),
            CredentialFile.form == FileForm.PDF,
            CredentialFile.stored_sha256.is_not(None),
        )
        .order_by(Credential.issued_at, Credential.id)
    )
    for row in db.session.execute(query):
        held = held_from(row[0], row[1], row[2])
        if row[3].language == held.record.language:
            yield HeldFile(held=held, file=row[3])


def is_any_member_due() -> bool:
    """Something waits for the worker."""
    return (
        db.session.scalar(select(CohortMember.cohort_id).where(CohortMember.tried_at.is_(None)).limit(1))
        is not None
    )


def due_member() -> tuple[CohortMember, Completion, Enrolment] | None:
    """A member to try, locked until the transaction ends."""
    query = (
        select(CohortMember, Completion, Enrolment)
        .join(Completion, Completion.id == CohortMember.completion_id)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(CohortMember.tried_at.is_(None))
        .order_by(CohortMember.cohort_id, CohortMember.completion_id)
        .limit(1)
        .with_for_update(of=CohortMember, skip_locked=True)
    )
    found = db.session.execute(query).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def cohorts_to_remove(now: datetime, limit: int) -> Sequence[str]:
    """Ids of cohorts whose time is over."""
    return db.session.scalars(select(Cohort.id).where(Cohort.removed_after <= now).limit(limit)).all()
