"""Knowing the next step and trusting the figure: dashboard, "why this percentage", editions."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.credentials import queries as credentials
from lms.credentials.holdings import chains_of
from lms.credentials.queries import Held
from lms.learning import queries as learning
from lms.learning import rules
from lms.learning import services as learning_services
from lms.learning.editions import newer_edition, seen_edition
from lms.learning.rules import Facts
from lms.quiz.cards import todays_set
from lms.quiz.gains import own_gain
from lms.quiz.queries.attempts import running_attempts
from lms.quiz.rules.spacing import local_day
from lms.reports.forms.filters import FiguresForm, question
from lms.reports.rules.quarters import Quarter
from lms.study import views, wording
from lms.study.places import lesson_text
from lms.study.routes.blueprint import bp
from lms.web.access import may_open, requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/learning")
@requires(Permission.LEARN)
def show_dashboard() -> str:
    """My learning: one clear next step, all that is under way or certified, and what officials ask."""
    catalogue, actor = current_catalogue(), signed_in()
    facts = learning.facts_of_person(actor.id)
    found = (views.under_way(catalogue, one, language()) for one in facts)
    mine = sorted((one for one in found if one is not None), key=_latest_first, reverse=True)
    active = [one for one in mine if not one.is_completed]
    chains = chains_of(credentials.held_by(actor.id))
    return render_template(
        "study/show_dashboard.html",
        next_up=active[0] if active else None,
        active=active[1:],
        completed=[one for one in mine if one.is_completed],
        lost=[one for one in facts if one.module_slug not in {other.module.slug for other in mine}],
        nodes=views.map_nodes(catalogue, language(), facts),
        lines=views.map_lines(catalogue),
        waiting=credentials.unissued(actor.id),
        chains=chains,
        standings={one.held.credential.id: _standing(one.held) for one in chains},
        language=language(),
        question=_question(),
        running=running_attempts(actor.id),
        again=todays_set(catalogue, actor.id, local_day(clock.now(), actor.time_zone), language()),
        step_url=views.step_url,
    )


def _standing(held: Held) -> str:
    return credentials.standing_of(held.credential, clock.now()).value


def _question() -> FiguresForm | None:
    """What those who see figures most often ask: "how many officials in Latvia completed P1 this year?"."""
    if not may_open("reports.show_figures"):
        return None
    reach, now = signed_in().reach(Permission.SEE_ACHIEVEMENTS), Quarter.of(clock.now().date())
    return question(current_catalogue(), reach, language=language(), now=now)


def _latest_first(one: views.UnderWay) -> float:
    moments = [one.facts.enrolled_at, *(fact.completed_at for fact in one.facts.lessons)]
    moments += [fact.recorded_at for fact in one.facts.results]
    if one.facts.place is not None:
        moments.append(one.facts.place.saved_at)
    return max(moments).timestamp()


@bp.get("/modules/<module_slug>/progress")
@requires(Permission.LEARN)
def show_progress(module_slug: str) -> str:
    """What counts towards the module, what is done and when, what is missing and why."""
    facts, module = _facts_and_module(module_slug)
    return render_template(
        "study/show_progress.html",
        module=module,
        title=views.module_title(module, language()),
        facts=facts,
        progress=rules.progress(module, facts),
        going_on=views.under_way(current_catalogue(), facts, language()),
        best=facts.best_result(rules.FINAL_TEST),
        graded=facts.best_result(rules.ASSIGNMENT),
        titles={one.slug: lesson_text(module, one.slug, language()).title for one in module.lessons},
        newer=newer_edition(current_catalogue(), module),
        decisions=learning.recognitions_of(signed_in().id, module_slug) if facts.recognitions else (),
        parts=wording.RECOGNISED_PARTS,
        kinds=wording.RECOGNITION_KINDS,
        gain=own_gain(signed_in().id, module, language()),
        text_language=module.text(language()).language,
        components=wording.COMPONENTS,
        step_url=views.step_url,
    )


def _facts_and_module(module_slug: str) -> tuple[Facts, Module]:
    facts = learning.facts_of_module(signed_in().id, module_slug)
    if facts is None:
        raise NotFoundError
    return facts, seen_edition(current_catalogue(), module_slug, facts)


@bp.get("/modules/<module_slug>/edition")
@requires(Permission.LEARN)
def show_edition(module_slug: str) -> Answer | str:
    """What moving to the newer edition would mean, before choosing it."""
    facts, module = _facts_and_module(module_slug)
    newer = newer_edition(current_catalogue(), module)
    if newer is None:
        return redirect(url_for("study.show_progress", module_slug=module_slug), 303)
    old_lessons = {lesson.slug for lesson in module.lessons}
    return render_template(
        "study/show_edition.html",
        module=module,
        newer=newer,
        title=views.module_title(newer, language()),
        progress_now=rules.progress(module, facts),
        progress_then=rules.progress(newer, facts),
        new_lessons=[
            lesson_text(newer, lesson.slug, language()).title
            for lesson in newer.lessons
            if lesson.slug not in old_lessons
        ],
    )


@bp.post("/modules/<module_slug>/edition")
@requires(Permission.LEARN)
def move_to_newer_edition(module_slug: str) -> Answer:
    """Go on with the present edition of the module."""
    enrolment = learning.enrolment_of(signed_in().id, module_slug)
    current = current_catalogue().modules.get(module_slug)
    if enrolment is None or current is None:
        raise NotFoundError
    if request.form.get("edition") == current.digest:
        learning_services.move_to_newer_edition(enrolment, current)
    return redirect(url_for("study.show_progress", module_slug=module_slug), 303)
