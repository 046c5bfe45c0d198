"""What was done for many, and how far the worker is: for those who own the programme."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, true, union_all

from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.paging import Query
from lms.core.scopes import Reach
from lms.credentials.models import Credential, CredentialFile, CredentialRecord, PersonKey
from lms.credentials.queries.credentials import held_from
from lms.credentials.queries.files import HeldFile
from lms.credentials.queries.reach import credentials_of
from lms.credentials.rules import CredentialKind, FileForm
from lms.credentials.rules.batches import REFUSED, REMINDED, Progress
from lms.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What the log says of people who wait."""

    reminded: frozenset[str]
    """Ids of the people who were reminded of their name."""
    refused: Mapping[str, tuple[str, ...]]
    """Completion id → what was missing when it was tried last."""


def notes(reminded_since: datetime, completion_ids: Collection[str]) -> Notes:
    """Who was reminded since then, and which completions were tried in vain; one round trip."""
    reminded = select(AuditEntry.id).where(
        AuditEntry.action == REMINDED, AuditEntry.happened_at >= reminded_since
    )
    query = (
        select(AuditEntry.action, AuditEntry.subject, AuditEntry.detail)
        .where(AuditEntry.id.in_(union_all(reminded, _refusals(completion_ids))))
        .order_by(AuditEntry.happened_at, AuditEntry.id)
    )
    found = db.session.execute(query).all()
    return Notes(
        reminded=frozenset(
            subject.removeprefix("user:") for action, subject, _ in found if action == REMINDED
        ),
        refused={
            subject.removeprefix("completion:"): _missing(detail)
            for action, subject, detail in found
            if action == REFUSED
        },
    )


def refused(completion_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Completion id → what was missing when it was tried last; one round trip."""
    query = (
        select(AuditEntry.subject, AuditEntry.detail)
        .where(AuditEntry.id.in_(_refusals(completion_ids)))
        .order_by(AuditEntry.happened_at)
    )
    return {
        subject.removeprefix("completion:"): _missing(detail) for subject, detail in db.session.execute(query)
    }


def _refusals(completion_ids: Collection[str]) -> Select[int]:
    subjects = [f"completion:{one}" for one in completion_ids]
    return select(AuditEntry.id).where(AuditEntry.action == REFUSED, AuditEntry.subject.in_(subjects))


def _missing(detail: dict[str, object]) -> tuple[str, ...]:
    noted = detail.get("missing")
    return tuple(str(one) for one in noted) if isinstance(noted, list) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A file that was tried too often, and whose certificate it belongs to."""

    credential_id: str
    title: str
    form: FileForm
    language: str
    holder_name: str


def files_given_up(reach: Reach, *, limit: int) -> tuple[GivenUp, ...]:
    """Files within reach that only a person can have tried again; one round trip."""
    found = _given_up(reach, limit).subquery()
    return tuple(_broken(row) for row in db.session.execute(select(found).order_by(*found.c[:2])))


def _given_up(reach: Reach, limit: int) -> Query:
    query: Query = (
        select(
            Credential.issued_at,
            CredentialFile.id.label("file_id"),
            Credential.id.label("credential_id"),
            Credential.title,
            CredentialFile.form,
            CredentialFile.language,
            User.certificate_name,
        )
        .join(Credential, Credential.id == CredentialFile.credential_id)
        .join(CredentialRecord, CredentialRecord.credential_id == Credential.id)
        .join(User, User.id == CredentialRecord.holder_id)
        .where(CredentialFile.sha256.is_(None), CredentialFile.due_at.is_(None))
        .where(credentials_of(reach))
        .order_by(Credential.issued_at, CredentialFile.id)
        .limit(limit)
    )
    return query


def _broken(row: Any) -> GivenUp:
    return GivenUp(
        credential_id=row.credential_id,
        title=row.title,
        form=row.form,
        language=row.language,
        holder_name=row.certificate_name or "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWork:
    """How far the worker is, what it gave up, and how many certificates can be handed out."""

    progress: Progress
    given_up: tuple[GivenUp, ...]
    issued_count: int
    """Counted as far as they are handed out at once, and one further."""


def work_on_files(
    module_slug: str | None,
    reach: Reach,
    *,
    watched_since: datetime,
    issued_since: datetime,
    most_broken: int,
    most_issued: int,
) -> FileWork:
    """All that is said of files within reach, and of a module's latest certificates; one round trip."""
    progress, broken = _progress(watched_since, reach).subquery(), _given_up(reach, most_broken).subquery()
    issued = (
        _count_of_module(module_slug, reach, issued_since, most_issued + 1) if module_slug else literal(0)
    )
    query = (
        select(progress, issued.label("issued_count"), broken)
        .select_from(progress)
        .outerjoin(broken, true())
        .order_by(broken.c.issued_at, broken.c.file_id)
    )
    rows = db.session.execute(query).all()
    first = rows[0]
    return FileWork(
        progress=Progress(whole=first.whole, made=first.made, due=first.due),
        given_up=tuple(_broken(row) for row in rows if row.file_id is not None),
        issued_count=first.issued_count,
    )


def _progress(since: datetime, reach: Reach) -> Query:
    """How many files of certificates issued since then there are, are made, are due."""
    query: Query = (
        select(
            func.count(CredentialFile.id).label("whole"),
            func.count(CredentialFile.sha256).label("made"),
            func.count(CredentialFile.due_at).label("due"),
        )
        .join(Credential, Credential.id == CredentialFile.credential_id)
        .where(Credential.issued_at >= since, Credential.holder_erased_at.is_(None), credentials_of(reach))
    )
    return query


def _count_of_module(module_slug: str, reach: Reach, since: datetime, limit: int) -> ColumnElement[int]:
    """How many certificates of a module were issued since then and stand, as far as the limit."""
    found = select(Credential.id).where(*_recent(module_slug, since), credentials_of(reach)).limit(limit)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


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


def _recent(module_slug: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Credential.kind == CredentialKind.MODULE,
        Credential.achievement_slug == module_slug,
        Credential.issued_at >= since,
        Credential.revoked_at.is_(None),
        Credential.superseded_by.is_(None),
        Credential.holder_erased_at.is_(None),
    )
