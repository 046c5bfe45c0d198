"""Reads about archives of one's own data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.people.models import DataExport
from lms.people.queries.merging import merged_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """What the log has of a person: by them, or about them."""

    at: datetime
    act: str
    to: str
    is_own: bool
    """The person did it."""
    is_by_somebody: bool
    detail: dict[str, object]


def last_export(user_id: str) -> DataExport | None:
    """The archive that a person asked for last."""
    query = select(DataExport).where(DataExport.user_id == user_id)
    return db.session.scalar(query.order_by(DataExport.asked_at.desc(), DataExport.id).limit(1))


def due_export(user_id: str) -> DataExport | None:
    """The archive that is being made for a person."""
    query = select(DataExport).where(DataExport.user_id == user_id, DataExport.due_at.is_not(None))
    return db.session.scalar(query)


def finished_export(user_id: str, export_id: str) -> DataExport:
    """One of a person's archives that can be had; raises NotFoundError."""
    found = db.session.get(DataExport, export_id)
    if found is None or found.user_id != user_id or found.file is None:
        raise NotFoundError
    return found


def export_files(user_id: str) -> list[str]:
    """The names under which a person's archives are kept."""
    query = select(DataExport.file).where(DataExport.user_id == user_id, DataExport.file.is_not(None))
    return [str(name) for name in db.session.scalars(query)]


def known_export_files(names: Collection[str]) -> frozenset[str]:
    """Which of these files a row names."""
    query = select(DataExport.file).where(DataExport.file.in_(names))
    return frozenset(str(name) for name in db.session.scalars(query))


def log_of(user_id: str) -> list[LogEntry]:
    """Everything in the log that a person did or that was done to them, oldest first.

    Accounts that were joined with theirs are theirs.
    """
    own = {user_id, *merged_ids(user_id)}
    query = (
        select(AuditEntry)
        .where(or_(AuditEntry.actor_id.in_(own), AuditEntry.subject.in_(f"person:{one}" for one in own)))
        .order_by(AuditEntry.id)
    )
    return [
        LogEntry(
            at=one.happened_at,
            act=one.action,
            to=one.subject,
            is_own=one.actor_id in own,
            is_by_somebody=one.actor_id is not None,
            detail=one.detail,
        )
        for one in db.session.scalars(query)
    ]
