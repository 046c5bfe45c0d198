"""Joining a module, leaving it, going on with its newer edition, renewing what it gave."""

from sqlalchemy.exc import IntegrityError

from lms.content.outline import Module
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import RefusedError
from lms.core.ids import new_id
from lms.learning import queries, rules
from lms.learning.errors import (
    AlreadyEnrolledError,
    ModuleNotOpenError,
    NotEnrolledError,
    PrerequisitesMissingError,
)
from lms.learning.models import Completion, Enrolment, Renewal
from lms.learning.services.completing import complete_if_due
from lms.learning.services.renewing import finish
from lms.people import mails
from lms.people.models import User


def enrol(module: Module, user_id: str, declarations: frozenset[str] = frozenset()) -> Enrolment:
    """Join a module in its current edition. Joining twice gives the first enrolment."""
    if not module.is_open:
        raise ModuleNotOpenError
    present = queries.enrolment_of(user_id, module.slug)
    if present is not None:
        return present
    _require_prerequisites(module, user_id, declarations)
    return _add_enrolment(module, user_id, declarations, by=user_id)


def enrol_other(module: Module, person: User, *, by: User, meets_prerequisites: bool) -> Enrolment:
    """Enrol somebody who then learns of it by mail; `meets_prerequisites`: whoever does it answers for that.

    Raises ModuleNotOpenError, AlreadyEnrolledError, PrerequisitesMissingError.
    """
    if not module.is_open:
        raise ModuleNotOpenError
    if queries.enrolment_of(person.id, module.slug) is not None:
        raise AlreadyEnrolledError
    if not meets_prerequisites:
        _require_prerequisites(module, person.id, frozenset())
    enrolment = _add_enrolment(module, person.id, frozenset(), by=by.id)
    title = module.text(person.language).title
    url = mails.url_of(f"/modules/{module.slug}")
    mails.send(
        "enrolled",
        to=person.email,
        language=person.language,
        title=title,
        name=by.certificate_name or "",
        url=url,
    )
    return enrolment


def _require_prerequisites(module: Module, user_id: str, declarations: frozenset[str]) -> None:
    checks = rules.check_prerequisites(
        module, completed=queries.completed_modules(user_id), lessons_done=queries.lessons_done(user_id)
    )
    missing = rules.standing_in_the_way(checks, declarations)
    if missing:
        raise PrerequisitesMissingError(missing)


def _add_enrolment(module: Module, user_id: str, declarations: frozenset[str], *, by: str) -> Enrolment:
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
    if by == user_id:
        audit.record("enrolment.made", actor_id=user_id, subject=f"module:{module.slug}")
    else:
        audit.record("enrolment.made-for", actor_id=by, subject=f"enrolment:{enrolment.id}")
    complete_if_due(enrolment, module)  # all of it may have been recognised before
    return enrolment


def _present_enrolment(user_id: str, module_slug: str) -> Enrolment:
    enrolment = queries.enrolment_of(user_id, module_slug)
    if enrolment is None:
        raise NotEnrolledError
    return enrolment


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


def begin_renewal(enrolment: Enrolment, present: Module) -> Renewal:
    """Begin to renew a completed module, in its present edition; a second time gives the one under way.

    Raises RefusedError where the module was left, was not completed, or has no final test.
    """
    is_completed = queries.completion_of(enrolment.id) is not None
    if enrolment.withdrawn_at is not None or present.blueprint is None or not is_completed:
        raise RefusedError
    under_way = queries.open_renewal_of(enrolment.id)
    if under_way is None:
        move_to_newer_edition(enrolment, present)
        return _add_renewal(enrolment)
    if under_way.passed_at is not None:
        finish(under_way, enrolment, present)
    return under_way


def _add_renewal(enrolment: Enrolment) -> Renewal:
    renewal = Renewal(id=new_id(), enrolment_id=enrolment.id, begun_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(renewal)
    except IntegrityError:  # begun at the same moment on another device
        return queries.open_renewal_of(enrolment.id) or renewal
    audit.record("renewal.begun", actor_id=enrolment.user_id, subject=f"enrolment:{enrolment.id}")
    return renewal
