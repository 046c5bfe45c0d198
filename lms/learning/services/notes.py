"""Notes of trainers to participants."""

from lms.core import audit, clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning.models import TrainerNote


def keep_note(enrolment_id: str, text: str, *, by: str) -> TrainerNote:
    """Keep what a trainer writes to a participant; that they wrote is in the audit log, without the words."""
    note = TrainerNote(
        id=new_id(), enrolment_id=enrolment_id, text=text, written_by=by, written_at=clock.now()
    )
    db.session.add(note)
    audit.record("note.sent", actor_id=by, subject=f"enrolment:{enrolment_id}")
    db.session.flush()
    return note
