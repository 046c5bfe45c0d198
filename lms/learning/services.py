"""What people do while learning: join, mark as done, keep the place, leave; and what is reported to it."""

import logging
from collections.abc import Callable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from lms.content.outline import Module
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.core.ids import new_id
from lms.learning import queries, rules
from lms.learning.models import Completion, Enrolment, LessonCompletion, Place, Result

CompletedHandler = Callable[[Completion, Enrolment, Module], None]

log = logging.getLogger(__name__)

_completed_handlers: list[CompletedHandler] = []


class ModuleNotOpenError(RefusedError):
    """The module is announced, but cannot be joined yet."""


class PrerequisitesMissingError(RefusedError):
    """Something that should come first is missing; `missing` says what."""

    def __init__(self, missing: tuple[rules.PrerequisiteCheck, ...]) -> None:
        super().__init__()
        self.missing = missing


class NotEnrolledError(NotFoundError):
    """The person has not joined the module."""


def on_completed(handler: CompletedHandler) -> None:
    """Have `handler` called in the same transaction whenever a module is completed. Filled in by `app`."""
    if handler not in _completed_handlers:
        _completed_handlers.append(handler)


def enrol(module: Module, user_id: str, declarations: frozenset[str] = frozenset()) -> Enrolment:
    """Join a module in its current edition. Joining twice gives the first enrolment."""
    if not module.is_open:
        raise ModuleNotOpenError
    present = queries.enrolment_of(user_id, module.slug)
    if present is not None:
        return present
    checks = rules.check_prerequisites(
        module, completed=queries.completed_modules(user_id), lessons_done=queries.lessons_done(user_id)
    )
    missing = rules.standing_in_the_way(checks, declarations)
    if missing:
        raise PrerequisitesMissingError(missing)
    return _add_enrolment(module, user_id, declarations)


def _add_enrolment(module: Module, user_id: str, declarations: frozenset[str]) -> Enrolment:
    known = declarations & {one.or_declaration for one in module.prerequisites}
    enrolment = Enrolment(
        id=new_id(),
        user_id=user_id,
        module_slug=module.slug,
        edition_digest=module.digest,
        enrolled_at=clock.now(),
        declarations=sorted(known),
    )
    try:
        with db.session.begin_nested():
            db.session.add(enrolment)
    except IntegrityError:  # joined at the same moment on another device
        return _present_enrolment(user_id, module.slug)
    audit.record("enrolment.made", actor_id=user_id, subject=f"module:{module.slug}")
    return enrolment


def _present_enrolment(user_id: str, module_slug: str) -> Enrolment:
    enrolment = queries.enrolment_of(user_id, module_slug)
    if enrolment is None:
        raise NotEnrolledError
    return enrolment


def complete_lesson(enrolment: Enrolment, module: Module, lesson_slug: str) -> Completion | None:
    """Mark a lesson as done; gives the completion if this was the last thing missing."""
    if module.lesson(lesson_slug) is None:
        raise NotFoundError
    _lock(enrolment)
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
    _lock(enrolment)
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
) -> Completion | None:
    """Keep what an activity reports, as a new fact; gives the completion if nothing is missing any more."""
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
    return complete_if_due(enrolment, module)


def complete_if_due(enrolment: Enrolment, module: Module) -> Completion | None:
    """Record the completion once everything that counts is done, and tell those above."""
    _lock(enrolment)
    if enrolment.withdrawn_at is not None or queries.completion_of(enrolment.id) is not None:
        return None
    if rules.completed_on(module, queries.facts_of(enrolment)) is None:
        return None
    completion = Completion(
        id=new_id(), enrolment_id=enrolment.id, completed_at=clock.now(), edition_digest=module.digest
    )
    db.session.add(completion)
    db.session.flush()
    audit.record("module.completed", actor_id=enrolment.user_id, subject=f"enrolment:{enrolment.id}")
    _tell_those_above(completion, enrolment, module)
    return completion


def _lock(enrolment: Enrolment) -> None:
    """Let two steps taken at the same moment follow each other (SQLite's writers do so anyway)."""
    db.session.execute(select(Enrolment.id).where(Enrolment.id == enrolment.id).with_for_update())


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


def withdraw(enrolment: Enrolment) -> None:
    """Leave a module. What was earned stays."""
    if enrolment.withdrawn_at is None:
        enrolment.withdrawn_at = clock.now()
        audit.record("enrolment.withdrawn", actor_id=enrolment.user_id, subject=f"enrolment:{enrolment.id}")
        db.session.flush()


def move_to_newer_edition(enrolment: Enrolment, current: Module) -> Completion | None:
    """The learner's own choice to go on with the present edition of the module."""
    if enrolment.edition_digest != current.digest:
        enrolment.edition_digest = current.digest
        audit.record(
            "enrolment.moved",
            actor_id=enrolment.user_id,
            subject=f"enrolment:{enrolment.id}",
            detail={"edition": current.digest},
        )
        db.session.flush()
    return complete_if_due(enrolment, current)
