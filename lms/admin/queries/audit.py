"""Reading the audit log: who did what, with the names that people have today."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, literal, null, select, union, union_all

from lms.core.audit import AuditEntry
from lms.core.db import begins_with, db
from lms.core.mail import OutboxMail
from lms.core.paging import Cursor, Key, Order, Page, page_of
from lms.core.planning import unindexed
from lms.credentials.models import Cohort, Credential, CredentialRecord
from lms.learning.models import Completion, Enrolment, Recognition
from lms.people.models import Organisation, User
from lms.people.privacy import ERASED_DOMAIN
from lms.people.queries.calling import some_called
from lms.quiz.models import Accommodation, Attempt, Regrade, Submission
from lms.tools.models import ToolSheet

PEOPLE = ("person", "user")
"""Kinds of subjects that are a person."""
MOST_PEOPLE = 50
"""So many people may be meant by what was typed."""
ORDER = Order("newest", (Key(AuditEntry.happened_at, True), Key(AuditEntry.id, True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries; what is empty limits nothing."""

    person: str = ""
    """Begun words of a name or an address, or an id."""
    actions: Sequence[str] | None = None
    """None: any."""
    subject: str = ""
    """Begins so: a kind, or kind and id."""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act, with what its ids stand for today."""

    happened_at: datetime
    action: str
    subject: str
    actor_id: str | None
    detail: Mapping[str, object] = field(default_factory=dict)
    person_id: str | None = None
    """Whom it concerns."""
    names: Mapping[str, str | None] = field(default_factory=dict)
    """Id → name; None for somebody who was erased."""
    module_slug: str | None = None
    title: str | None = None
    part: str | None = None
    """Name of the organisation that a role was given over."""


def entries(wanted: Wanted, cursor: Cursor) -> Page[Entry]:
    """One page of the log, the newest first."""
    # Who is called so is asked once, not for each way to the rows.
    about = list(_about(wanted))
    along = _chosen(wanted, unindexed(AuditEntry.subject)).where(*about)
    page = page_of(_chosen(wanted).where(*about), ORDER, cursor, along=along)
    return page.with_rows(with_names(page.rows))


def wanted_entries(wanted: Wanted) -> Any:
    """The rows of the log that are asked for."""
    return _chosen(wanted).where(*_about(wanted))


def _about(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.person:
        yield _is_about(wanted.person)


def _chosen(wanted: Wanted, subject: ColumnElement[str] = AuditEntry.subject.expression) -> Any:
    query: Any = select(
        AuditEntry.happened_at, AuditEntry.action, AuditEntry.subject, AuditEntry.actor_id, AuditEntry.detail
    )
    if wanted.actions is not None:
        query = query.where(AuditEntry.action.in_(wanted.actions))
    if wanted.subject:
        query = query.where(begins_with(subject, wanted.subject))
    if wanted.since:
        query = query.where(AuditEntry.happened_at >= wanted.since)
    if wanted.before:
        query = query.where(AuditEntry.happened_at < wanted.before)
    return query


def _is_about(typed: str) -> ColumnElement[bool]:
    """Somebody called so did it, or it was done to them or to a certificate or an enrolment of theirs."""
    ids = [typed, *some_called(typed, most=MOST_PEOPLE)]
    certificates = select(literal("credential:") + CredentialRecord.credential_id).where(
        CredentialRecord.holder_id.in_(ids)
    )
    enrolments = select(literal("enrolment:") + Enrolment.id).where(Enrolment.user_id.in_(ids))
    conditions: tuple[ColumnElement[bool], ...] = (
        AuditEntry.actor_id.in_(ids),
        AuditEntry.subject.in_([f"{kind}:{user_id}" for kind in PEOPLE for user_id in ids]),
        AuditEntry.subject.in_(union(certificates, enrolments)),
    )
    # One question of each index: joined by "or", they would be asked of every entry.
    return AuditEntry.id.in_(union(*(select(AuditEntry.id).where(one) for one in conditions)))


def with_names(rows: Sequence[Any]) -> list[Entry]:
    """Rows of the log with what their ids stand for: two questions, however many rows."""
    things = _things([row.subject for row in rows] + [_part_of(row) for row in rows])
    people = {_person_of(row, things) for row in rows} | {row.actor_id for row in rows}
    names = _names(people)
    return [_entry(row, things, names) for row in rows]


def _entry(row: Any, things: Mapping[str, "_Thing"], names: Mapping[str, str | None]) -> Entry:
    thing = things.get(row.subject, _Thing())
    return Entry(
        happened_at=row.happened_at,
        action=row.action,
        subject=row.subject,
        actor_id=row.actor_id,
        detail=row.detail,
        person_id=_person_of(row, things),
        names=names,
        module_slug=thing.module_slug,
        title=thing.title,
        part=things.get(_part_of(row), _Thing()).title,
    )


def _part_of(row: Any) -> str:
    """What a role was given over, written like a subject."""
    return f"{row.detail.get('scope', '')}:{row.detail.get('scope_id', '')}"


@dataclass(frozen=True, slots=True)
class _Thing:
    person_id: str | None = None
    module_slug: str | None = None
    title: str | None = None


def _person_of(row: Any, things: Mapping[str, _Thing]) -> str | None:
    kind, _, name = row.subject.partition(":")
    return name if kind in PEOPLE else things.get(row.subject, _Thing()).person_id


_NONE = null().cast(String)
_LOOKED_UP: Mapping[str, Any] = {
    "accommodation": select(Accommodation.id, Accommodation.user_id, _NONE, _NONE),
    "attempt": select(Attempt.id, Attempt.user_id, Attempt.module_slug, _NONE),
    "cohort": select(Cohort.id, _NONE, Cohort.module_slug, _NONE),
    "completion": select(Completion.id, Completion.user_id, Completion.module_slug, _NONE),
    "credential": select(Credential.id, CredentialRecord.holder_id, _NONE, Credential.title).outerjoin(
        CredentialRecord, CredentialRecord.credential_id == Credential.id
    ),
    "enrolment": select(Enrolment.id, Enrolment.user_id, Enrolment.module_slug, _NONE),
    "mail": select(OutboxMail.id, _NONE, _NONE, OutboxMail.subject),
    "organisation": select(Organisation.id, _NONE, _NONE, Organisation.name),
    "recognition": select(Recognition.id, Recognition.user_id, Recognition.module_slug, _NONE),
    "regrade": select(Regrade.id, _NONE, Regrade.module_slug, _NONE),
    "submission": select(Submission.id, Submission.user_id, Submission.module_slug, _NONE),
    "tool_sheet": select(ToolSheet.id, ToolSheet.user_id, ToolSheet.module_slug, _NONE),
}


def _things(subjects: Iterable[str]) -> dict[str, _Thing]:
    """What subjects are, as far as their rows are still there."""
    ids: dict[str, set[str]] = {}
    for kind, _, name in (subject.partition(":") for subject in subjects):
        if kind in _LOOKED_UP:
            ids.setdefault(kind, set()).add(name)
    parts = []
    for kind, names in sorted(ids.items()):
        query = _LOOKED_UP[kind]
        key = query.selected_columns[0]
        parts.append(query.where(key.in_(names)).add_columns(literal(kind)))
    if not parts:
        return {}
    rows = db.session.execute(union_all(*parts))
    return {f"{row[4]}:{row[0]}": _Thing(row[1], row[2], row[3]) for row in rows}


def _names(ids: Iterable[str | None]) -> dict[str, str | None]:
    rows = db.session.execute(
        select(User.id, User.certificate_name, User.email).where(User.id.in_({one for one in ids if one}))
    )
    return {
        user_id: None if email.endswith(f"@{ERASED_DOMAIN}") else name or email
        for user_id, name, email in rows
    }
