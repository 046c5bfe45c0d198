"""The life of an attempt: started, answered, handed in, and then a fact."""

from collections.abc import Sequence

from lms.content.outline import Blueprint, Module
from lms.content.pages import TEST_FILE
from lms.content.shared_bank import is_graded_at_once
from lms.core import audit, clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning import queries as learning_queries
from lms.learning import services as learning
from lms.learning.models import Enrolment
from lms.learning.rules import FINAL_TEST as FINAL_TEST_ACTIVITY
from lms.quiz.errors import NoSuchQuizError, StartRefusedError
from lms.quiz.models import Attempt, AttemptItem, CardSource
from lms.quiz.queries import attempts as attempt_queries
from lms.quiz.queries.attempts import AttemptWithItems
from lms.quiz.queries.extra_time import extra_time_of
from lms.quiz.queries.tries import Learner, check_of
from lms.quiz.rules import attempts as rules
from lms.quiz.rules import drawing, grading
from lms.quiz.rules.drawing import DrawnItem
from lms.quiz.rules.kinds import FINAL_TEST, PREPARATION, kind_of, plan_of
from lms.quiz.services.cards import put_aside
from lms.quiz.services.gains import note_gains
from lms.quiz.services.statistics import count_attempt


def blueprint_of(module: Module, quiz: str = FINAL_TEST) -> Blueprint:
    """How a quiz of the module is drawn; raises NoSuchQuizError."""
    blueprint = plan_of(module, quiz)
    if blueprint is None:
        raise NoSuchQuizError
    return blueprint


def start_attempt(
    enrolment: Enrolment, module: Module, *, language: str | None = None, with_extra_time: bool = False
) -> Attempt:
    """Draw and start a final test; gives the one under way if there is one. Raises StartRefusedError.

    `language` is the reader's; where the test has not been translated, the source language is kept.
    """
    blueprint = blueprint_of(module)
    learning.lock_enrolment(enrolment)
    present = attempt_queries.open_attempt_of(enrolment.id)
    if present is not None:
        return present
    attempts = attempt_queries.attempts_of(enrolment.user_id, module.slug)
    learner = Learner(user_id=enrolment.user_id, module_slug=module.slug, enrolment_id=enrolment.id)
    renewal = learning_queries.open_renewal_of(enrolment.id)
    since = renewal.begun_at if renewal else None
    check = check_of(learner, blueprint, attempts, clock.now(), renewed_since=since)
    if not check.may_start:
        raise StartRefusedError(check)
    spoken = module.written_in(TEST_FILE, language or module.source_language)
    attempt = new_attempt(enrolment, module, FINAL_TEST, check.next_number, spoken)
    attempt.deadline_at = rules.deadline(
        blueprint,
        attempt.started_at,
        language=attempt.language,
        with_extra_time=with_extra_time,
        granted=extra_time_of(enrolment.user_id, attempt.started_at.date()),
    )
    bank = module.text(module.source_language).test_items
    seen = attempt_queries.asked_items(enrolment.user_id, module.slug, PREPARATION)
    return add_attempt(attempt, drawing.draw(blueprint, bank, attempt.seed, avoid=seen))


def new_attempt(enrolment: Enrolment, module: Module, quiz: str, number: int, language: str) -> Attempt:
    """An attempt at a quiz that begins now, with a seed of its own; not kept yet."""
    return Attempt(
        id=new_id(),
        enrolment_id=enrolment.id,
        user_id=enrolment.user_id,
        module_slug=module.slug,
        edition_digest=module.digest,
        quiz=quiz,
        number=number,
        seed=new_id(),
        language=language,
        started_at=clock.now(),
    )


def add_attempt(attempt: Attempt, drawn: Sequence[DrawnItem]) -> Attempt:
    """Keep an attempt with the items drawn for it."""
    db.session.add(attempt)
    db.session.flush()
    db.session.add_all(
        AttemptItem(attempt_id=attempt.id, position=one.position, item_id=one.item_id, variant=one.variant)
        for one in drawn
    )
    audit.record(
        "attempt.started",
        actor_id=attempt.user_id,
        subject=f"attempt:{attempt.id}",
        detail={"module": attempt.module_slug, "quiz": attempt.quiz, "number": attempt.number},
    )
    db.session.flush()
    return attempt


def submit_attempt(opened: AttemptWithItems, module: Module) -> Attempt:
    """Grade an attempt by what is saved and report its result; the second time changes nothing.

    `opened` must have been loaded by `locked_attempt_with_items` in this transaction.
    """
    attempt = opened.attempt
    if attempt.submitted_at is not None:
        return attempt
    grade = grading.grade_attempt(module, attempt_queries.answered_items(opened.items), attempt.quiz)
    _write_grade(opened, module, grade)
    audit.record(
        "attempt.submitted",
        actor_id=attempt.user_id,
        subject=f"attempt:{attempt.id}",
        detail={"score": str(grade.score), "max_score": str(grade.max_score), "passed": grade.is_passed},
    )
    if kind_of(attempt.quiz).is_reported:
        _report(attempt, module, grade)
        note_gains(attempt.user_id, attempt.module_slug)
        put_aside(attempt.user_id, module, CardSource.FINAL_TEST, _missed(opened, module, grade))
    count_attempt(opened, module)
    return attempt


def _missed(opened: AttemptWithItems, module: Module, grade: grading.Grade) -> dict[str, int]:
    """Items that come back, because they were not answered rightly; with the numbers they were asked with."""
    bank = module.text(module.source_language).test_items
    return {
        row.item_id: row.variant
        for row, graded in zip(opened.items, grade.items, strict=True)
        if graded.share < 1 and is_graded_at_once(bank[row.item_id])
    }


def _write_grade(opened: AttemptWithItems, module: Module, grade: grading.Grade) -> None:
    attempt = opened.attempt
    blueprint = blueprint_of(module, attempt.quiz)
    attempt.submitted_at = rules.submission_moment(blueprint, attempt.deadline_at, clock.now())
    attempt.score, attempt.max_score, attempt.is_passed = grade.score, grade.max_score, grade.is_passed
    attempt.outcome_scores = grading.as_json(grade.outcomes)
    if kind_of(attempt.quiz).shows_items:
        for item, graded in zip(opened.items, grade.items, strict=True):
            item.score = graded.score
    db.session.flush()


def _report(attempt: Attempt, module: Module, grade: grading.Grade) -> None:
    enrolment = db.session.get_one(Enrolment, attempt.enrolment_id)
    learning.record_result(
        enrolment,
        module,
        FINAL_TEST_ACTIVITY,
        score=grade.score,
        max_score=grade.max_score,
        is_passed=grade.is_passed,
        source_id=attempt.id,
        begun_at=attempt.started_at,
    )
