"""What the worker does for tests: hands in attempts whose time has run out."""

import logging

from lms.content.catalogue import Catalogue
from lms.core import clock
from lms.core.db import db, reading
from lms.core.errors import NotFoundError
from lms.core.jobs import Jobs
from lms.quiz.editions import edition_of
from lms.quiz.queries.attempts import DueAttempt, due_attempts, locked_attempt_with_items
from lms.quiz.rules.attempts import is_expired
from lms.quiz.services.attempts import blueprint_of, submit_attempt
from lms.web.catalogue import current_catalogue

BATCH = 50

log = logging.getLogger(__name__)


def register_jobs(jobs: Jobs) -> None:
    """Add the sweeps of this package."""
    jobs.register("expired attempts", submit_expired_attempts)


def submit_expired_attempts() -> int:
    """Hand in, with what is saved, every attempt whose deadline and grace are over; gives how many."""
    with reading():
        due = due_attempts(clock.now(), BATCH)
    catalogue = current_catalogue()
    return sum(_submit_if_expired(catalogue, attempt) for attempt in due)


def _submit_if_expired(catalogue: Catalogue, due: DueAttempt) -> bool:
    try:
        module = edition_of(catalogue, due)
    except NotFoundError:
        # Without its edition it can't be graded. It stays open, and its page says that it is lost.
        log.debug("attempt %s waits for edition %s of %s", due.id, due.edition_digest, due.module_slug)
        return False
    if not is_expired(blueprint_of(module), due.deadline_at, clock.now()):
        return False
    opened = locked_attempt_with_items(due.user_id, due.id)
    if opened is not None:
        submit_attempt(opened, module)
        db.session.commit()
    return opened is not None
