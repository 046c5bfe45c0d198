"""Reads about who belongs where."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from lms.core.db import db
from lms.core.folding import fold
from lms.people.models import Affiliation, Organisation
from lms.people.queries.reaching import PRESENT

MOST_FOUND = 20


def memberships_of(user_id: str) -> Sequence[Row[Any]]:
    """What was proposed to somebody and what they agreed to: the affiliation and the name, by name."""
    query: Any = (
        select(Affiliation, Organisation.name)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.user_id == user_id, Affiliation.ended_at.is_(None))
        .order_by(Organisation.name_key)
    )
    return db.session.execute(query).all()


def organisations_named(text: str) -> Sequence[Row[Any]]:
    """Id, name and country of open organisations whose name holds this, by name; the first few."""
    query: Any = (
        select(Organisation.id, Organisation.name, Organisation.country)
        .where(
            Organisation.name_key.contains(fold(text), autoescape=True),
            Organisation.merged_into_id.is_(None),
            Organisation.closed_at.is_(None),
        )
        .order_by(Organisation.name_key, Organisation.id)
        .limit(MOST_FOUND)
    )
    return db.session.execute(query).all() if fold(text).strip() else []


def member_count(organisation_id: str) -> int:
    """How many have agreed to be members."""
    query = select(func.count(Affiliation.id)).where(Affiliation.organisation_id == organisation_id, *PRESENT)
    return db.session.scalar(query) or 0
