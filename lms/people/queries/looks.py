"""Reads about who looked at whose data."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, or_, select

from lms.core.db import db
from lms.core.paging import Cursor, Expression, Key, Order, Page, Query, page_of
from lms.people.models import Look, User
from lms.people.rules import LookKind

_LATEST = Order("latest", (Key(Look.looked_at.expression, descending=True), Key(Look.id.expression)))


def looked_at_on(day: date, looker_id: str, user_ids: Collection[str], kind: LookKind) -> set[str]:
    """Those of these people whose data somebody has looked at on that day already."""
    query = select(Look.user_id).where(*_on(day, looker_id, kind), Look.user_id.in_(user_ids))
    return set(db.session.scalars(query))


def is_looked_at(
    day: date, looker_id: str, kind: LookKind, user_id: Expression = User.id
) -> ColumnElement[bool]:
    """Of whoever has this id in a query: somebody has looked at these data on that day already."""
    return exists().where(*_on(day, looker_id, kind), Look.user_id == user_id).correlate_except(Look)


def ids_shown(query: Query, user_id: Expression) -> Query:
    """Ids of whom a query shows, once each; in an order, so that two who write them never wait in a ring."""
    ids = query.order_by(None).with_only_columns(user_id, maintain_column_froms=True)
    return ids.where(user_id.is_not(None)).distinct().order_by(user_id)


def of_noted(query: Query, day: date, looker_id: str, kind: LookKind, *, user_id: Expression) -> Query:
    """The rows of a query that show whom a look is noted at on that day, oneself, or nobody any more."""
    is_noted = is_looked_at(day, looker_id, kind, user_id)
    return query.where(or_(is_noted, user_id == looker_id, user_id.is_(None)))


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
