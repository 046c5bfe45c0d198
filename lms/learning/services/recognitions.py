"""Deciding that prior learning counts or a part is waived, and taking that back."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from lms.content.catalogue import Catalogue
from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError
from lms.core.ids import new_id
from lms.learning import queries
from lms.learning.editions import seen_edition
from lms.learning.errors import RecognitionRefusedError, RecognitionUsedError
from lms.learning.models import Recognition
from lms.learning.rules import RecognisedPart, RecognitionKind, RecognitionProblem
from lms.learning.rules.recognition import problem_with
from lms.learning.services.completing import complete_if_due
from lms.people.queries import user_to_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided about one part of a module, and why."""

    module_slug: str
    part: RecognisedPart
    kind: RecognitionKind
    evidence: str
    """What the person has shown, and who has seen it."""
    reason: str
    """Why it counts."""


def recognise(user_id: str, decision: Decision, catalogue: Catalogue, *, by: str | None) -> Recognition:
    """Let a part count by decision, and complete the module if it was the last thing missing.

    Somebody who has not joined the module has it when they join. Raises NotFoundError,
    RecognitionRefusedError.
    """
    user_to_change(user_id)
    enrolment = queries.enrolment_of(user_id, decision.module_slug)
    module = seen_edition(catalogue, decision.module_slug, enrolment)
    is_completed = enrolment is not None and queries.completion_of(enrolment.id) is not None
    problem = problem_with(
        module, decision.part, decision.kind, is_own=by == user_id, is_completed=is_completed
    )
    if problem is not None:
        raise RecognitionRefusedError(problem)
    recognition = _add(user_id, decision, by)
    if enrolment is not None:
        complete_if_due(enrolment, module)
    return recognition


def _add(user_id: str, decision: Decision, by: str | None) -> Recognition:
    recognition = Recognition(
        id=new_id(),
        user_id=user_id,
        module_slug=decision.module_slug,
        part=decision.part,
        kind=decision.kind,
        evidence=decision.evidence,
        reason=decision.reason,
        decided_by=by,
        decided_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(recognition)
    except IntegrityError:
        raise RecognitionRefusedError(RecognitionProblem.ALREADY) from None
    # What was shown stands in the row, which can be erased; the log only says that something was decided.
    audit.record("recognition.decided", actor_id=by, subject=f"recognition:{recognition.id}")
    return recognition


def withdraw_recognition(recognition_id: str, *, by: str | None) -> None:
    """Take a decision back; a second time changes nothing. Raises NotFoundError, RecognitionUsedError."""
    found = db.session.get(Recognition, recognition_id, with_for_update=True)
    if found is None:
        raise NotFoundError
    if found.withdrawn_at is not None:
        return
    user_to_change(found.user_id)
    enrolment = queries.enrolment_of(found.user_id, found.module_slug)
    if enrolment is not None and queries.completion_of(enrolment.id) is not None:
        raise RecognitionUsedError
    found.withdrawn_at, found.withdrawn_by = clock.now(), by
    db.session.flush()
    audit.record("recognition.withdrawn", actor_id=by, subject=f"recognition:{found.id}")
