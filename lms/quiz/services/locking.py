"""How two acts of one learner at the same moment are made to follow each other."""

from sqlalchemy import select

from lms.core.db import db
from lms.learning.models import Enrolment


def lock_enrolment(enrolment: Enrolment) -> None:
    """Wait for whoever else is changing something for this enrolment (SQLite's writers do so anyway)."""
    db.session.execute(select(Enrolment.id).where(Enrolment.id == enrolment.id).with_for_update())
