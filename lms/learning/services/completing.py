"""What people do while learning, what is reported of it, and how that becomes a completion."""

import logging
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, select, update
from sqlalchemy.exc import OperationalError

from lms.content.outline import Module
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.ids import new_id
from lms.learning import queries, rules
from lms.learning.models import Completion, Enrolment, LessonCompletion, Place, Result
from lms.learning.services.renewing import note_pass

CompletedHandler = Callable[[Completion, Enrolment, Module], None]

log = logging.getLogger(__name__)

_completed_handlers: list[CompletedHandler] = []


def on_completed(handler: CompletedHandler) -> None:
    """Have `handler` called in the same transaction whenever a module is completed. Filled in by `app`."""
    if handler not in _completed_handlers:
        _completed_handlers.append(handler)


def complete_lesson(enrolment: Enrolment, module: Module, lesson_slug: str) -> Completion | None:
    """Mark a lesson as done; gives the completion if this was the last thing missing."""
    if module.lesson(lesson_slug) is None:
        raise NotFoundError
    note_step(enrolment.id)
    if db.session.get(LessonCompletion, (enrolment.id, lesson_slug)) is None:
        db.session.add(
            LessonCompletion(
                enrolment_id=enrolment.id,
                lesson_slug=lesson_slug,
                completed_at=clock.now(),
                edition_digest=module.digest,
            )
        )
        db.session.flush()
    return complete_if_due(enrolment, module)


def save_place(enrolment: Enrolment, module: Module, lesson_slug: str, anchor: str) -> None:
    """Keep where the learner is."""
    if module.lesson(lesson_slug) is None:
        raise NotFoundError
    note_step(enrolment.id)
    place = db.session.get(Place, enrolment.id)
    if place is None:
        place = Place(enrolment_id=enrolment.id)
        db.session.add(place)
    kept = anchor[:120] if anchor.isprintable() else ""
    place.lesson_slug, place.anchor, place.saved_at = lesson_slug, kept, clock.now()
    db.session.flush()


def record_result(
    enrolment: Enrolment,
    module: Module,
    activity: str,
    *,
    score: Decimal,
    max_score: Decimal,
    is_passed: bool,
    source_id: str,
    begun_at: datetime | None = None,
) -> Completion | None:
    """Keep what an activity reports, as a new fact; gives the completion if nothing is missing any more.

    A module that is being renewed is renewed by a final test that was begun (`begun_at`) after that.
    """
    note_step(enrolment.id)
    db.session.add(
        Result(
            id=new_id(),
            enrolment_id=enrolment.id,
            activity=activity,
            score=score,
            max_score=max_score,
            is_passed=is_passed,
            recorded_at=clock.now(),
            edition_digest=module.digest,
            source_id=source_id,
        )
    )
    db.session.flush()
    if activity == rules.FINAL_TEST and is_passed and begun_at is not None:
        lock_enrolment(enrolment)
        note_pass(enrolment, module, begun_at)
    return complete_if_due(enrolment, module)


def complete_if_due(enrolment: Enrolment, module: Module) -> Completion | None:
    """Record the completion once everything that counts is done, and tell those above."""
    lock_enrolment(enrolment)
    if enrolment.withdrawn_at is not None or queries.completion_of(enrolment.id) is not None:
        return None
    if rules.completed_on(module, queries.facts_of(enrolment)) is None:
        return None
    completion = Completion.of(enrolment, completed_at=clock.now(), edition_digest=module.digest)
    db.session.add(completion)
    enrolment.idle_since, enrolment.last_step_at = None, completion.completed_at
    db.session.flush()
    audit.record("module.completed", actor_id=enrolment.user_id, subject=f"enrolment:{enrolment.id}")
    _tell_those_above(completion, enrolment, module)
    return completion


def note_step(enrolment_id: str) -> None:
    """Somebody did something in a module; until this transaction ends, what else they do there waits.

    Called for all that `lms.learning.rules.states` counts as a step. After the completion there are none.
    """
    goes_on = Enrolment.idle_since.is_not(None)
    step = update(Enrolment).where(Enrolment.id == enrolment_id)
    step = step.values(
        idle_since=case((goes_on, clock.now())),
        last_step_at=case((goes_on, clock.now()), else_=Enrolment.last_step_at),
    )
    db.session.execute(step.execution_options(synchronize_session=False))


def lock_enrolment(enrolment: Enrolment) -> None:
    """Let two acts at the same moment follow each other (SQLite's writers do so anyway).

    What the first one changed is seen: whose the enrolment is, too, where two accounts became one meanwhile.
    """
    query = select(Enrolment).where(Enrolment.id == enrolment.id).with_for_update()
    db.session.scalars(query.execution_options(populate_existing=True)).one()


def _tell_those_above(completion: Completion, enrolment: Enrolment, module: Module) -> None:
    for handler in _completed_handlers:
        try:
            with db.session.begin_nested():
                handler(completion, enrolment, module)
        except OperationalError:
            raise  # the database is full or away: then the completion could not be kept either
        except Exception:
            # The completion is a fact that an answer to it cannot undo; what was not issued can be repeated.
            log.exception("an answer to completion %s failed", completion.id)
