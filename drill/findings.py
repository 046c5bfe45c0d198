"""What lies in the database after a drill, beside what people were told."""

from collections import Counter
from collections.abc import Iterator, Sequence

from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from drill.people import Participant
from lms.content.item_views import response_from_keys
from lms.core.audit import AuditEntry
from lms.core.db import db, reading
from lms.learning.models import Completion, Result
from lms.learning.rules import FINAL_TEST as FINAL_TEST_ACTIVITY
from lms.quiz import views
from lms.quiz.bank import bank_item
from lms.quiz.forms.answers import posted_keys
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.queries.attempts import answered_items, attempt_with_items
from lms.quiz.rules import drawing
from lms.quiz.rules.grading import grade_attempt
from lms.quiz.rules.saving import said
from lms.web.catalogue import current_catalogue


def examine(app: Flask, participants: Sequence[Participant]) -> tuple[str, ...]:
    """All that is not as it should be, in sentences; empty if nothing was lost or doubled."""
    with app.app_context():
        with reading():
            problems = tuple(_all_problems(participants))
        db.engine.dispose()
    return problems


def _all_problems(participants: Sequence[Participant]) -> Iterator[str]:
    attempts = Counter(db.session.scalars(select(Attempt.user_id)))
    submissions = Counter(
        db.session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "attempt.submitted"))
    )
    results = Counter(
        db.session.scalars(select(Result.source_id).where(Result.activity == FINAL_TEST_ACTIVITY))
    )
    completions = Counter(db.session.scalars(select(Completion.enrolment_id)))
    for one in participants:
        yield from _unless_one("attempts", one, attempts[one.person.user_id])
        yield from _unless_one("submissions", one, submissions[f"attempt:{one.attempt_id}"])
        yield from _unless_one("results", one, results[one.attempt_id])
        if completions[one.person.enrolment_id] > 1:
            yield f"attempt {one.attempt_id}: the module was completed more than once"
        yield from _problems_of_answers(one)


def _unless_one(what: str, one: Participant, count: int) -> Iterator[str]:
    if count != 1:
        yield f"attempt {one.attempt_id}: {count} {what}"


def _problems_of_answers(one: Participant) -> Iterator[str]:
    opened = attempt_with_items(one.person.user_id, one.attempt_id)
    if opened is None:
        return
    for position, pairs in one.acknowledged.items():
        row = opened.item(position)
        if row is None or said(row.response) != said(response_of(opened.attempt, row, MultiDict(pairs))):
            yield f"attempt {one.attempt_id}: the acknowledged answer to question {position} is not there"
    module = current_catalogue().module(opened.attempt.module_slug)
    score = grade_attempt(module, answered_items(opened.items)).score
    if score != opened.attempt.score:
        yield f"attempt {one.attempt_id}: {opened.attempt.score} points, but its answers earn {score}"


def response_of(attempt: Attempt, row: AttemptItem, form: MultiDict[str, str]) -> object:
    """What was sent, as the server would keep it."""
    module = current_catalogue().module(attempt.module_slug)
    item = bank_item(module, row.item_id, module.source_language)
    keys = posted_keys(views.item_view(item, row.variant, attempt.seed), form)
    return response_from_keys(item, keys, order=drawing.order_of(item.id, attempt.seed))
