"""Which credentials the published status lists show as no longer standing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from lms.core.db import db
from lms.credentials.models import Credential
from lms.credentials.rules import LIST_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStatus:
    """What one list has to show."""

    places: frozenset[int]
    """Of the credentials that were revoked or replaced."""
    changed_at: datetime | None
    """When the last of them was; None where none was."""


def list_count() -> int:
    """How many lists there are; the first is there from the beginning."""
    last = db.session.scalar(select(func.max(Credential.status_index)))
    return (last or 0) // LIST_LENGTH + 1


def listed_status(number: int) -> ListedStatus:
    """What the list of that number, from 1, has to show."""
    first = (number - 1) * LIST_LENGTH
    newer = aliased(Credential)
    query = (
        select(Credential.status_index, Credential.revoked_at, newer.issued_at)
        .outerjoin(newer, newer.id == Credential.superseded_by)
        .where(
            Credential.status_index.between(first, first + LIST_LENGTH - 1),
            or_(Credential.revoked_at.is_not(None), Credential.superseded_by.is_not(None)),
        )
    )
    rows = db.session.execute(query).all()
    moments = [moment for _index, *both in rows for moment in both if moment is not None]
    places = frozenset(int(row[0]) - first for row in rows)
    return ListedStatus(places=places, changed_at=max(moments, default=None))
