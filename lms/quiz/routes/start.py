"""Before the final test: its rules, earlier tries, and the start."""

from dataclasses import dataclass
from decimal import Decimal

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Blueprint, Module
from lms.content.pages import TEST_FILE
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning.editions import edition_of, seen_edition
from lms.learning.rules import Facts
from lms.quiz import wording
from lms.quiz.queries.attempts import attempts_at
from lms.quiz.queries.extra_time import extra_time_of
from lms.quiz.queries.tries import Learner, check_of
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.extra_time import minutes_allowed
from lms.quiz.rules.grading import points_needed
from lms.quiz.rules.kinds import FINAL_TEST, PREPARATION
from lms.quiz.services import attempts as services
from lms.quiz.services.preparation import end_preparation
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What it takes: a percentage, and the points it comes to where every item has one point."""

    percent: int
    points: Decimal | None
    of: int


@bp.get("/modules/<module_slug>/final-test")
@requires(Permission.LEARN)
def show_final_test(module_slug: str) -> str:
    """The rules before the start, and earlier tries."""
    actor = signed_in()
    facts = learning.facts_of_module(actor.id, module_slug)
    module = seen_edition(current_catalogue(), module_slug, facts)
    blueprint = services.blueprint_of(module)
    at_both = attempts_at(actor.id, module_slug, (FINAL_TEST, PREPARATION)) if facts else ()
    attempts = [attempt for attempt in at_both if attempt.quiz == FINAL_TEST]
    own = [attempt for attempt in attempts if facts and attempt.enrolment_id == facts.enrolment_id]
    now = clock.now()
    is_completed = facts is not None and facts.completed_at is not None
    renewal = learning.open_renewal_of(facts.enrolment_id) if facts and is_completed else None
    since = renewal.begun_at if renewal else None
    granted = extra_time_of(actor.id, now.date()) if facts else None
    spoken = module.written_in(TEST_FILE, language())
    return render_template(
        "quiz/show_final_test.html",
        module=module,
        text=module.text(language()),
        blueprint=blueprint,
        facts=facts,
        check=check_of(_learner(facts, actor.id), blueprint, attempts, now, renewed_since=since)
        if facts
        else None,
        is_renewal=renewal is not None,
        attempts=[attempt for attempt in attempts if attempt.submitted_at is not None],
        under_way=next((attempt for attempt in own if attempt.submitted_at is None), None),
        ends_preparation=any(one.quiz == PREPARATION and one.submitted_at is None for one in at_both),
        kinds=_kinds(module),
        pass_mark=_mark(module, blueprint.pass_percent, blueprint.item_count),
        critical_mark=_critical_mark(module, blueprint),
        granted=granted,
        minutes=minutes_allowed(blueprint, language=spoken, granted=granted),
        extra_minutes=minutes_allowed(blueprint, language=spoken, with_extra_time=True, granted=granted),
        language_minutes=blueprint.language_minutes.get(spoken, 0),
        refusals=wording.REFUSALS,
    )


def _learner(facts: Facts, user_id: str) -> Learner:
    return Learner(user_id=user_id, module_slug=facts.module_slug, enrolment_id=facts.enrolment_id)


@bp.post("/modules/<module_slug>/final-test/start")
@requires(Permission.LEARN)
def start_final_test(module_slug: str) -> Answer:
    """Start the test, or go on with the one under way."""
    enrolment = learning.enrolment_of(signed_in().id, module_slug)
    if enrolment is None:
        raise NotFoundError
    catalogue = current_catalogue()
    module = edition_of(catalogue, enrolment)
    end_preparation(enrolment, catalogue)
    with_extra_time = request.form.get("extra_time") == "yes"
    attempt = services.start_attempt(enrolment, module, language=language(), with_extra_time=with_extra_time)
    return redirect(url_for("quiz.show_item", attempt_id=attempt.id, position=1), 303)


def _kinds(module: Module) -> list[tuple[str, str]]:
    """Types of questions in the bank, with how points are given; those with the same rule together."""
    items = module.text(module.source_language).test_items.values()
    names: dict[str, list[str]] = {}
    for item in items:
        kinds = names.setdefault(str(wording.points_of(item)), [])
        if str(wording.TYPES[item.type]) not in kinds:
            kinds.append(str(wording.TYPES[item.type]))
    return [(", ".join(kinds), points) for points, kinds in names.items()]


def _mark(module: Module, percent: int, of: int) -> Mark:
    items = module.text(module.source_language).test_items.values()
    has_even_points = all(item.points == 1 for item in items)
    return Mark(
        percent=percent, points=points_needed(Decimal(of), percent) if has_even_points else None, of=of
    )


def _critical_mark(module: Module, blueprint: Blueprint) -> Mark | None:
    if blueprint.critical_outcome is None:
        return None
    return _mark(module, blueprint.critical_percent, blueprint.draw.get(blueprint.critical_outcome, 0))
