"""A person's own sheets: named reads, each one round trip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from lms.core.db import db
from lms.learning.models import Enrolment
from lms.tools.models import ToolSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A sheet in the list of a person's sheets."""

    id: str
    name: str
    is_example: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet:
    """A sheet with its owner's present enrolment in the module."""

    sheet: ToolSheet
    enrolment: Enrolment | None
    """None: the person has left the module."""


def sheets_of(user_id: str, module_slug: str) -> Sequence[SheetEntry]:
    """A person's sheets of a module, the one changed last first."""
    columns = (ToolSheet.id, ToolSheet.name, ToolSheet.is_example, ToolSheet.changed_at)
    query = select(*columns).where(ToolSheet.user_id == user_id, ToolSheet.module_slug == module_slug)
    rows = db.session.execute(query.order_by(ToolSheet.changed_at.desc(), ToolSheet.id))
    return [
        SheetEntry(id=row.id, name=row.name, is_example=row.is_example, changed_at=row.changed_at)
        for row in rows
    ]


def sheet_count(user_id: str, module_slug: str) -> int:
    """How many sheets a person has in a module."""
    query = select(func.count()).where(ToolSheet.user_id == user_id, ToolSheet.module_slug == module_slug)
    return db.session.scalar(query) or 0


def own_sheet(user_id: str, sheet_id: str) -> OwnSheet | None:
    """A sheet, if it is this person's."""
    return _own(_own_query(user_id, sheet_id))


def own_sheet_to_change(user_id: str, sheet_id: str) -> OwnSheet | None:
    """The same, locked: whoever else wants to change it waits (SQLite's writers do so anyway)."""
    query = _own_query(user_id, sheet_id).with_for_update(of=ToolSheet)
    return _own(query.execution_options(populate_existing=True))


def _own_query(user_id: str, sheet_id: str) -> Select[ToolSheet, Enrolment]:
    is_present = (
        (Enrolment.user_id == ToolSheet.user_id)
        & (Enrolment.module_slug == ToolSheet.module_slug)
        & Enrolment.withdrawn_at.is_(None)
    )
    return (
        select(ToolSheet, Enrolment)
        .outerjoin(Enrolment, is_present)
        .where(ToolSheet.id == sheet_id, ToolSheet.user_id == user_id)
    )


def _own(query: Select[ToolSheet, Enrolment]) -> OwnSheet | None:
    row = db.session.execute(query).one_or_none()
    return OwnSheet(sheet=row[0], enrolment=row[1]) if row else None
