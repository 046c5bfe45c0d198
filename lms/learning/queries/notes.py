"""Notes of trainers, as they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.core.db import db
from lms.learning.models import Enrolment, TrainerNote
from lms.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSeen:
    """A note as it is read: with the writer's name, never with an address."""

    text: str
    written_at: datetime
    writer: str | None


def notes_of(enrolment_id: str) -> Sequence[NoteSeen]:
    """What trainers wrote to somebody in a module, the latest first; one round trip."""
    query = (
        select(TrainerNote.text, TrainerNote.written_at, User.certificate_name)
        .outerjoin(User, User.id == TrainerNote.written_by)
        .where(TrainerNote.enrolment_id == enrolment_id)
        .order_by(TrainerNote.written_at.desc(), TrainerNote.id)
    )
    rows = db.session.execute(query)
    return [NoteSeen(text=text, written_at=moment, writer=name) for text, moment, name in rows]


def notes_of_person(user_id: str) -> Sequence[tuple[TrainerNote, str]]:
    """What trainers wrote to somebody, with the slug of the module, first to last; one round trip."""
    query = select(TrainerNote, Enrolment.module_slug).join(Enrolment).where(Enrolment.user_id == user_id)
    rows = db.session.execute(query.order_by(TrainerNote.written_at, TrainerNote.id))
    return [(note, module_slug) for note, module_slug in rows]
