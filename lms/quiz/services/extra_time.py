"""Granting a person extra time for final tests, and taking that back."""

from lms.content.catalogue import Catalogue
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.people.errors import NoSuchPersonError
from lms.people.queries import user_to_change, user_with_email
from lms.quiz.models import Accommodation
from lms.quiz.queries.extra_time import accommodation_of, timed_attempts_of
from lms.quiz.rules.attempts import deadline, extended
from lms.quiz.rules.extra_time import ExtraTime
from lms.quiz.services.attempts import blueprint_of


def grant_extra_time(email: str, granted: ExtraTime, catalogue: Catalogue, *, by: str) -> Accommodation:
    """Grant somebody more time, in place of what was granted before; raises NoSuchPersonError.

    Tests that the person has open get the time too; none ever gets less.
    """
    found = user_with_email(email)
    if found is None or found.disabled_at is not None:
        raise NoSuchPersonError
    user = user_to_change(found.id)
    before = accommodation_of(user.id)
    if before is not None:
        _end(before, by=by)
    accommodation = Accommodation(
        user_id=user.id,
        extra_percent=granted.percent,
        valid_until=granted.valid_until,
        granted_by=by,
        granted_at=clock.now(),
    )
    db.session.add(accommodation)
    db.session.flush()
    # How much stands in the row, which can be erased; the log only says that something was granted.
    audit.record("extra-time.granted", actor_id=by, subject=f"accommodation:{accommodation.id}")
    if granted.is_in_force(clock.now().date()):
        _extend_open_attempts(user.id, granted, catalogue)
    return accommodation


def withdraw_extra_time(accommodation_id: str, *, by: str) -> None:
    """End it for tests that begin from now on; raises NotFoundError."""
    found = db.session.get(Accommodation, accommodation_id, with_for_update=True)
    if found is None:
        raise NotFoundError
    if found.withdrawn_at is None:
        _end(found, by=by)


def _end(accommodation: Accommodation, *, by: str) -> None:
    accommodation.withdrawn_at = clock.now()
    db.session.flush()
    audit.record("extra-time.withdrawn", actor_id=by, subject=f"accommodation:{accommodation.id}")


def _extend_open_attempts(user_id: str, granted: ExtraTime, catalogue: Catalogue) -> None:
    for attempt in timed_attempts_of(user_id):
        blueprint = blueprint_of(edition_of(catalogue, attempt), attempt.quiz)
        longer = deadline(blueprint, attempt.started_at, language=attempt.language, granted=granted)
        attempt.deadline_at = extended(attempt.deadline_at, longer)
    db.session.flush()
