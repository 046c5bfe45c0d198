"""Handing in: what is still open, the act itself, and the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from flask import redirect, render_template, url_for
from flask_babel import format_time
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning.editions import edition_of
from lms.quiz import views, wording
from lms.quiz.bank import bank_item
from lms.quiz.gains import own_gain
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.queries.attempts import (
    AttemptWithItems,
    answered_items,
    attempts_of,
    locked_attempt_with_items,
)
from lms.quiz.queries.regrades import Improvement, improvements_of
from lms.quiz.queries.tries import Learner, check_of
from lms.quiz.routes.blueprint import bp
from lms.quiz.routes.items import is_time_over, item_url, own_attempt, strip
from lms.quiz.routes.outcomes import outcome_lines
from lms.quiz.routes.preparation import preparation_result
from lms.quiz.rules import responses
from lms.quiz.rules.attempts import StartCheck
from lms.quiz.rules.grading import reaches, versions_of
from lms.quiz.rules.kinds import kind_of
from lms.quiz.rules.regrading import mended
from lms.quiz.rules.responses import Extent
from lms.quiz.rules.reviewed import ReviewedItem
from lms.quiz.rules.reviewing import review
from lms.quiz.services.attempts import blueprint_of, submit_attempt
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """A question worth another look before handing in."""

    number: int
    url: str
    extent: Extent
    is_flagged: bool
    is_unreadable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """A question with the answer given, its key and its feedback."""

    number: int
    reviewed: ReviewedItem
    is_improved: bool
    """It was judged anew, and is shown as it is now."""


@bp.get("/attempts/<attempt_id>/review")
@requires(Permission.LEARN)
def show_review(attempt_id: str) -> Answer | str:
    """What is still open, before handing in."""
    opened, module = own_attempt(attempt_id)
    attempt = opened.attempt
    if attempt.submitted_at is not None:
        return redirect(url_for("quiz.show_result", attempt_id=attempt_id), 303)
    return render_template(
        "quiz/show_review.html",
        module=module,
        text=module.text(language()),
        attempt=attempt,
        strip=strip(opened, module, None),
        lines=_open_lines(opened, module),
        item_count=len(opened.items),
        is_over=is_time_over(attempt),
        note=wording.BEFORE_HANDING_IN[attempt.quiz],
        ends_at=format_time(attempt.deadline_at, "HH:mm") if attempt.deadline_at else None,
    )


def _open_lines(opened: AttemptWithItems, module: Module) -> list[OpenLine]:
    lines = [_open_line(opened.attempt, row, module) for row in opened.items]
    return [
        line for line in lines if line.extent is not Extent.ANSWERED or line.is_flagged or line.is_unreadable
    ]


def _open_line(attempt: Attempt, row: AttemptItem, module: Module) -> OpenLine:
    versions = versions_of(module, row.item_id)
    return OpenLine(
        number=row.position,
        url=item_url(attempt, row.position),
        extent=responses.extent(versions[0], row.response),
        is_flagged=row.is_flagged and row.checked_at is None,
        is_unreadable=views.is_unreadable(versions, row.response),
    )


@bp.post("/attempts/<attempt_id>/submit")
@requires(Permission.LEARN)
def submit(attempt_id: str) -> Answer:
    """Hand in; sent twice, it leads to the same result."""
    opened = locked_attempt_with_items(signed_in().id, attempt_id)
    if opened is None:
        raise NotFoundError
    submit_attempt(opened, edition_of(current_catalogue(), opened.attempt))
    return redirect(url_for("quiz.show_result", attempt_id=attempt_id), 303)


@bp.get("/attempts/<attempt_id>/result")
@requires(Permission.LEARN)
def show_result(attempt_id: str) -> Answer | str:
    """Passed or what is missing, and every question with its key and feedback."""
    opened, module = own_attempt(attempt_id)
    if opened.attempt.submitted_at is None:
        return redirect(url_for("quiz.show_review", attempt_id=attempt_id), 303)
    if not kind_of(opened.attempt.quiz).shows_items:
        return preparation_result(opened.attempt, module)
    text = module.text(language())
    facts = learning.facts_of_module(signed_in().id, module.slug)
    blueprint = blueprint_of(module)
    improvements = _improvements(opened.attempt)
    latest = improvements[-1] if improvements else None
    outcomes = outcome_lines(
        opened.attempt, module, text, regraded=latest.row.outcome_scores if latest else None
    )
    return render_template(
        "quiz/show_result.html",
        module=module,
        text=text,
        attempt=opened.attempt,
        blueprint=blueprint,
        outcomes=outcomes,
        critical=next((line for line in outcomes if line.is_critical), None),
        has_enough_points=_has_enough_points(opened.attempt, blueprint.pass_percent),
        items=[_item_line(opened.attempt, row, module, improvements) for row in opened.items],
        improvement=latest,
        check=_check_of_next(module, facts.enrolment_id) if facts else None,
        gain=own_gain(signed_in().id, module, language(), opened.attempt),
        is_completed=facts is not None and facts.completed_at is not None,
        standings=wording.STANDINGS,
        refusals=wording.REFUSALS,
    )


def _has_enough_points(attempt: Attempt, percent: int) -> bool:
    return reaches(Fraction(attempt.final_score or 0), attempt.max_score or Decimal(0), percent)


def _improvements(attempt: Attempt) -> tuple[Improvement, ...]:
    return improvements_of(attempt.id) if attempt.regraded_score is not None else ()


def _check_of_next(module: Module, enrolment_id: str) -> StartCheck:
    learner = Learner(user_id=signed_in().id, module_slug=module.slug, enrolment_id=enrolment_id)
    attempts = attempts_of(learner.user_id, module.slug)
    return check_of(learner, blueprint_of(module), attempts, clock.now())


def _item_line(
    attempt: Attempt, row: AttemptItem, module: Module, improvements: Sequence[Improvement]
) -> ItemLine:
    """The question as it was judged: by the edition of the attempt, or by a mended key."""
    (answer,) = answered_items([row])
    better = [one for one in improvements if str(row.position) in one.row.item_scores]
    keys = edition_of(current_catalogue(), better[-1]) if better else None
    judged_by, seen = mended(module, keys, answer) if keys else (module, answer)
    reviewed = review(
        versions_of(judged_by, seen.item_id),
        bank_item(judged_by, seen.item_id, language()),
        seen.response,
        variant=seen.variant,
        seed=attempt.seed,
        took_hint=seen.took_hint,
    )
    return ItemLine(number=row.position, reviewed=reviewed, is_improved=keys is not None)
