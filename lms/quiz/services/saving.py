"""Keeping an answer while the test is open: never an older over a newer one, never unasked over another."""

from datetime import datetime, timedelta

from lms.content.outline import Module
from lms.core import clock
from lms.core.db import db
from lms.learning.models import Enrolment
from lms.quiz.errors import (
    AlreadySubmittedError,
    AnsweredElsewhereError,
    AnswerRefusedError,
    CheckedError,
    ModuleLeftError,
    TimeOverError,
)
from lms.quiz.models import AttemptItem
from lms.quiz.queries.attempts import OpenItem
from lms.quiz.rules import attempts as rules
from lms.quiz.rules.responses import Response
from lms.quiz.rules.saving import Arrival, Origin, Stored, arrival_of
from lms.quiz.services.attempts import blueprint_of

ANYWHERE = Origin()
STEP_NOTED = timedelta(minutes=10)
"""Within a test it is not written down more often that somebody goes on."""


def save_response(
    opened: OpenItem, module: Module, response: Response, *, is_flagged: bool, origin: Origin = ANYWHERE
) -> datetime:
    """Keep an answer, in place of the one before; gives when what lies there was saved.

    An answer that already lies there, or that its own page has replaced, is acknowledged at any time.
    Raises AnswerRefusedError, AnsweredElsewhereError.
    """
    item, now = opened.item, clock.now()
    arrival = arrival_of(_stored(item), response, origin)
    refusal = _refusal(opened, module, now)
    if item.saved_at is not None and (arrival is Arrival.OLD or (arrival is Arrival.SAME and refusal)):
        return item.saved_at
    if refusal:
        raise refusal
    if arrival is Arrival.CONFLICT:
        raise AnsweredElsewhereError
    item.response, item.is_flagged, item.saved_at = dict(response), is_flagged, now
    item.page_id, item.sequence = origin.page_id, origin.sequence
    item.revision += arrival is Arrival.NEW
    _note_step(opened.enrolment, now)
    db.session.flush()
    return now


def require_open(opened: OpenItem, module: Module) -> None:
    """Refuse what comes too late for this item; raises AnswerRefusedError."""
    refusal = _refusal(opened, module, clock.now())
    if refusal:
        raise refusal


def _note_step(enrolment: Enrolment, now: datetime) -> None:
    if enrolment.idle_since is not None and now - enrolment.idle_since >= STEP_NOTED:
        enrolment.idle_since = enrolment.last_step_at = now


def _stored(item: AttemptItem) -> Stored:
    return Stored(
        response=item.response, page_id=item.page_id, sequence=item.sequence, revision=item.revision
    )


def _refusal(opened: OpenItem, module: Module, now: datetime) -> AnswerRefusedError | None:
    """Why nothing is taken for this item any more."""
    if opened.attempt.submitted_at is not None:
        return AlreadySubmittedError()
    if opened.enrolment.withdrawn_at is not None:
        return ModuleLeftError()
    if rules.is_expired(blueprint_of(module, opened.attempt.quiz), opened.attempt.deadline_at, now):
        return TimeOverError()
    return CheckedError() if opened.item.checked_at is not None else None
