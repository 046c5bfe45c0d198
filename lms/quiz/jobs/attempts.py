"""Handing in attempts whose time has run out."""

import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from lms.content.catalogue import Catalogue
from lms.core import clock
from lms.core.db import db, reading
from lms.learning.editions import edition_of
from lms.quiz.queries.attempts import DueAttempt, due_attempts, locked_attempt_with_items
from lms.quiz.rules.attempts import is_expired
from lms.quiz.services.attempts import blueprint_of, submit_attempt
from lms.web.catalogue import current_catalogue

BATCH = 50
PAUSE = timedelta(hours=1)
"""Before an attempt is tried again that could not be graded, because its edition is lost, say."""

log = logging.getLogger(__name__)


class ExpiredAttempts:
    """Hands in every attempt whose time is over; one that can't be graded does not hold up the others."""

    def __init__(self) -> None:
        self._set_aside: dict[str, datetime] = {}

    def __call__(self) -> int:
        """Hand in what is due, with what is saved, each in a transaction of its own; gives how many."""
        now = clock.now()
        self._set_aside = {one: until for one, until in self._set_aside.items() if until > now}
        with reading():
            due = due_attempts(now, BATCH + len(self._set_aside))
        catalogue = current_catalogue()
        return sum(self._hand_in(catalogue, one) for one in due if one.id not in self._set_aside)

    def _hand_in(self, catalogue: Catalogue, due: DueAttempt) -> bool:
        try:
            return _submit_if_expired(catalogue, due)
        except SQLAlchemyError:
            raise  # the database is away or busy: the attempt is not to blame
        except Exception:
            db.session.rollback()
            log.exception("attempt %s could not be handed in; it is tried again in an hour", due.id)
            self._set_aside[due.id] = clock.now() + PAUSE
            return False


def _submit_if_expired(catalogue: Catalogue, due: DueAttempt) -> bool:
    module = edition_of(catalogue, due)
    if not is_expired(blueprint_of(module), due.deadline_at, clock.now()):
        return False
    opened = locked_attempt_with_items(due.user_id, due.id)
    # Looked at again under the lock: extra time may have been granted meanwhile.
    if opened is None or not is_expired(blueprint_of(module), opened.attempt.deadline_at, clock.now()):
        db.session.rollback()
        return False
    submit_attempt(opened, module)
    db.session.commit()
    return True
