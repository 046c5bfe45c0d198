"""Reads about who looked at whose data."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select

from lms.core.db import db
from lms.core.paging import Cursor, Key, Order, Page, page_of
from lms.people.models import Look, User
from lms.people.rules import LookKind

_LATEST = Order("latest", (Key(Look.looked_at.expression, descending=True), Key(Look.id.expression)))


def looked_at_on(day: date, looker_id: str, user_ids: Collection[str], kind: LookKind) -> set[str]:
    """Those of these people whose data somebody has looked at on that day already."""
    query = select(Look.user_id).where(*_on(day, looker_id, kind), Look.user_id.in_(user_ids))
    return set(db.session.scalars(query))


def is_looked_at(day: date, looker_id: str, kind: LookKind) -> ColumnElement[bool]:
    """Of `User`: somebody has looked at these data on that day already."""
    return exists().where(*_on(day, looker_id, kind), Look.user_id == User.id).correlate(User)


def _on(day: date, looker_id: str, kind: LookKind) -> tuple[ColumnElement[bool], ...]:
    return Look.looker_id == looker_id, Look.kind == kind, Look.looked_on == day


def looks_at(user_id: str, *, since: datetime, cursor: Cursor) -> Page[Row[Any]]:
    """Who looked at somebody's data since then, the latest first: the look, the looker's name and address."""
    query: Any = (
        select(Look, User.certificate_name, User.email)
        .join(User, User.id == Look.looker_id)
        .where(Look.user_id == user_id, Look.looked_at >= since)
    )
    return page_of(query, _LATEST, cursor)
