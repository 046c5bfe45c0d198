"""Reads about accounts that are to be erased."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from lms.core.db import db
from lms.core.ids import digest_of
from lms.people.models import ErasureRequest
from lms.people.rules.erasures import WARNING


def erasure_of(user_id: str, *, lock: bool = False) -> ErasureRequest | None:
    """The waiting erasure of an account."""
    return db.session.get(ErasureRequest, user_id, with_for_update=lock or None, populate_existing=lock)


def erasure_by_link(token: str) -> ErasureRequest | None:
    """The waiting erasure that a mailed link takes back."""
    return db.session.scalar(select(ErasureRequest).where(ErasureRequest.token_digest == digest_of(token)))


def erasures_near(moment: datetime, limit: int) -> Sequence[str]:
    """Whose account is to be warned or erased by a moment, the longest due first."""
    is_near = or_(
        ErasureRequest.due_at <= moment,
        ErasureRequest.warned_at.is_(None) & (ErasureRequest.due_at <= moment + WARNING),
    )
    query = select(ErasureRequest.user_id).where(is_near).order_by(ErasureRequest.due_at)
    return db.session.scalars(query.limit(limit)).all()
