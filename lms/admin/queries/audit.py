"""Reading the audit log: who did what, with the names that people have today."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, and_, literal, null, or_, select, union, union_all

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


class Place(StrEnum):
    """Where an entry has what its sentence says beside its own words."""

    SUBJECT = "subject"
    ROLE = "role"
    SCOPE = "scope_id"
    FILE = "as"
    CONSENT = "kind"
    ORGANISATION = "organisation"
    INTO = "into"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that is not one of the sentence: with what an entry says it nevertheless."""

    values: Mapping[Place, Collection[str]] = field(default_factory=dict)
    """Any of these, there."""
    organisation: str = ""
    """A part of the name of an organisation, as `fold` writes it."""
    organisations: Collection[Place] = ()
    """Where entries have an organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """The entries of an action that say certain words."""

    action: str
    words: Sequence[Word] = ()
    """All of these beside those of the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries; what is empty limits nothing."""

    person: str = ""
    """Begun words of a name or an address, or an id."""
    sayings: Sequence[Saying] | None = None
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
    recipient: str | None = None
    """To whom a mail goes."""
    part: str | None = None
    """Name of the other organisation: that a role was given over, that is joined, or merged into."""


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
    if wanted.sayings is not None:
        query = query.where(_say(wanted.sayings))
    if wanted.subject:
        query = query.where(begins_with(subject, wanted.subject))
    if wanted.since:
        query = query.where(AuditEntry.happened_at >= wanted.since)
    if wanted.before:
        query = query.where(AuditEntry.happened_at < wanted.before)
    return query


def _say(sayings: Sequence[Saying]) -> ColumnElement[bool]:
    """The sentence of the action says it, or with it what the entry has beside."""
    plain = [one.action for one in sayings if not one.words]
    others = [
        and_(AuditEntry.action == one.action, *(_has(word) for word in one.words))
        for one in sayings
        if one.words
    ]
    # The actions alone are asked of the index: few entries are left to be looked into.
    is_one = AuditEntry.action.in_([one.action for one in sayings])
    return and_(is_one, or_(AuditEntry.action.in_(plain), *others)) if others else is_one


def _has(word: Word) -> ColumnElement[bool]:
    called = Organisation.name_key.contains(word.organisation, autoescape=True)
    prefixes = {place: "organisation:" if place is Place.SUBJECT else "" for place in word.organisations}
    return or_(
        *(_at(place).in_(values) for place, values in word.values.items()),
        *(
            _at(place).in_(select(literal(prefix) + Organisation.id).where(called))
            for place, prefix in prefixes.items()
        ),
    )


def _at(place: Place) -> ColumnElement[str]:
    column = AuditEntry.detail.expression[place.value].as_string()
    return AuditEntry.subject.expression if place is Place.SUBJECT else column


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
        recipient=thing.recipient,
        part=things.get(_part_of(row), _Thing()).title,
    )


def _part_of(row: Any) -> str:
    """The other thing that an entry names, written like a subject."""
    organisation = row.detail.get("into") or row.detail.get("organisation")
    if organisation:
        return f"organisation:{organisation}"
    return f"{row.detail.get('scope', '')}:{row.detail.get('scope_id', '')}"


@dataclass(frozen=True, slots=True)
class _Thing:
    person_id: str | None = None
    module_slug: str | None = None
    title: str | None = None
    recipient: str | None = None


def _person_of(row: Any, things: Mapping[str, _Thing]) -> str | None:
    kind, _, name = row.subject.partition(":")
    return name if kind in PEOPLE else things.get(row.subject, _Thing()).person_id


def _looked_up(
    key: Any, *, person: Any = None, module: Any = None, title: Any = None, recipient: Any = None
) -> Any:
    columns = (person, module, title, recipient)
    return select(key, *(null().cast(String) if one is None else one for one in columns))


_LOOKED_UP: Mapping[str, Any] = {
    "accommodation": _looked_up(Accommodation.id, person=Accommodation.user_id),
    "attempt": _looked_up(Attempt.id, person=Attempt.user_id, module=Attempt.module_slug),
    "cohort": _looked_up(Cohort.id, module=Cohort.module_slug),
    "completion": _looked_up(Completion.id, person=Completion.user_id, module=Completion.module_slug),
    "credential": _looked_up(
        Credential.id, person=CredentialRecord.holder_id, title=Credential.title
    ).outerjoin(CredentialRecord, CredentialRecord.credential_id == Credential.id),
    "enrolment": _looked_up(Enrolment.id, person=Enrolment.user_id, module=Enrolment.module_slug),
    "mail": _looked_up(OutboxMail.id, title=OutboxMail.subject, recipient=OutboxMail.recipient),
    "organisation": _looked_up(Organisation.id, title=Organisation.name),
    "recognition": _looked_up(Recognition.id, person=Recognition.user_id, module=Recognition.module_slug),
    "regrade": _looked_up(Regrade.id, module=Regrade.module_slug),
    "submission": _looked_up(Submission.id, person=Submission.user_id, module=Submission.module_slug),
    "tool_sheet": _looked_up(ToolSheet.id, person=ToolSheet.user_id, module=ToolSheet.module_slug),
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
    return {f"{row[5]}:{row[0]}": _Thing(*row[1:5]) for row in rows}


def _names(ids: Iterable[str | None]) -> dict[str, str | None]:
    rows = db.session.execute(
        select(User.id, User.certificate_name, User.email).where(User.id.in_({one for one in ids if one}))
    )
    return {
        user_id: None if email.endswith(f"@{ERASED_DOMAIN}") else name or email
        for user_id, name, email in rows
    }
