"""Extra time that people were granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lms.core.db import db
from lms.core.scopes import Reach
from lms.learning.queries import people_taught
from lms.people.models import User
from lms.quiz.models import Accommodation, Attempt
from lms.quiz.rules.extra_time import ExtraTime

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A line of the list of those who have extra time."""

    accommodation: Accommodation
    name: str
    email: str


def extra_time_of(user_id: str, on: date) -> ExtraTime | None:
    """What a person was granted, if a test that begins on this day has it; one round trip."""
    found = accommodation_of(user_id)
    if found is None:
        return None
    granted = ExtraTime(percent=found.extra_percent, valid_until=found.valid_until)
    return granted if granted.is_in_force(on) else None


def accommodation_of(user_id: str) -> Accommodation | None:
    """The one that has not been withdrawn."""
    query = select(Accommodation).where(
        Accommodation.user_id == user_id, Accommodation.withdrawn_at.is_(None)
    )
    return db.session.scalar(query)


def everybody_with_extra_time(reach: Reach) -> tuple[Granted, ...]:
    """What was granted to people within reach and not withdrawn, newest first; one round trip."""
    query = (
        select(Accommodation, User.certificate_name, User.email)
        .join(User, User.id == Accommodation.user_id)
        .where(Accommodation.withdrawn_at.is_(None), people_taught(reach))
        .order_by(Accommodation.granted_at.desc(), Accommodation.id)
        .limit(MOST_SHOWN)
    )
    return tuple(
        Granted(accommodation=row[0], name=row[1] or "", email=row[2]) for row in db.session.execute(query)
    )


def granted_within(accommodation_id: str, reach: Reach) -> Accommodation | None:
    """What was granted to somebody within reach."""
    query = (
        select(Accommodation)
        .join(User, User.id == Accommodation.user_id)
        .where(Accommodation.id == accommodation_id, people_taught(reach))
    )
    return db.session.scalar(query)


def timed_attempts_of(user_id: str) -> Sequence[Attempt]:
    """A person's open attempts that end at some time, locked against being handed in meanwhile."""
    query = (
        select(Attempt)
        .where(Attempt.user_id == user_id, Attempt.submitted_at.is_(None), Attempt.deadline_at.is_not(None))
        .with_for_update()
    )
    return db.session.scalars(query).all()
