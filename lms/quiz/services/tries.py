"""What can be granted to one person in one final test: another try, or minutes while it is under way."""

from collections.abc import Collection
from datetime import timedelta

from lms.content.catalogue import Catalogue
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning.editions import edition_of
from lms.learning.models import Enrolment
from lms.learning.services import lock_enrolment
from lms.quiz.errors import OwnTestError, TestNotRunningError, TriesLeftError
from lms.quiz.models import ExtraTry
from lms.quiz.queries.attempts import attempts_of, open_attempt_of
from lms.quiz.queries.tries import Learner, check_of
from lms.quiz.rules.attempts import Refusal, StartCheck, is_expired
from lms.quiz.services.attempts import blueprint_of


def check_for(enrolment: Enrolment, catalogue: Catalogue) -> StartCheck:
    """How the person stands with the final test; raises NotFoundError where the module has none."""
    blueprint = blueprint_of(edition_of(catalogue, enrolment))
    renewal = learning.open_renewal_of(enrolment.id)
    attempts = attempts_of(enrolment.user_id, enrolment.module_slug)
    learner = Learner(user_id=enrolment.user_id, module_slug=enrolment.module_slug, enrolment_id=enrolment.id)
    since = renewal.begun_at if renewal else None
    return check_of(learner, blueprint, attempts, clock.now(), renewed_since=since)


def grant_try(enrolment: Enrolment, catalogue: Catalogue, reason: str, *, by: str) -> ExtraTry:
    """Let somebody who has used all tries have one more.

    Raises NotFoundError, OwnTestError, TriesLeftError.
    """
    if enrolment.withdrawn_at is not None:
        raise NotFoundError
    if by == enrolment.user_id:
        raise OwnTestError
    lock_enrolment(enrolment)
    if check_for(enrolment, catalogue).refusal is not Refusal.NONE_LEFT:
        raise TriesLeftError
    granted = ExtraTry(
        user_id=enrolment.user_id,
        module_slug=enrolment.module_slug,
        reason=reason,
        granted_by=by,
        granted_at=clock.now(),
    )
    db.session.add(granted)
    db.session.flush()
    # Why stands in the row, which can be erased.
    audit.record("extra-try.granted", actor_id=by, subject=f"enrolment:{enrolment.id}")
    return granted


def extend_tests(enrolment_ids: Collection[str], catalogue: Catalogue, minutes: int, *, by: str) -> int:
    """The same for several people; gives how many tests that was: one's own and those over are left out."""
    count = 0
    for enrolment_id in sorted(
        enrolment_ids
    ):  # always in this order, so that two who do it never wait in a ring
        try:
            extend_test(db.session.get_one(Enrolment, enrolment_id), catalogue, minutes, by=by)
        except (OwnTestError, TestNotRunningError):
            continue
        count += 1
    return count


def extend_test(enrolment: Enrolment, catalogue: Catalogue, minutes: int, *, by: str) -> None:
    """Give the final test that is under way more minutes.

    Raises OwnTestError, TestNotRunningError where there is none, its time is over, or it has no limit.
    """
    if by == enrolment.user_id:
        raise OwnTestError
    lock_enrolment(enrolment)
    attempt = open_attempt_of(enrolment.id)
    if attempt is None or attempt.deadline_at is None or enrolment.withdrawn_at is not None:
        raise TestNotRunningError
    blueprint = blueprint_of(edition_of(catalogue, attempt))
    if is_expired(blueprint, attempt.deadline_at, clock.now()):
        raise TestNotRunningError
    attempt.deadline_at += timedelta(minutes=minutes)
    db.session.flush()
    audit.record(
        "attempt.extended", actor_id=by, subject=f"attempt:{attempt.id}", detail={"minutes": minutes}
    )
