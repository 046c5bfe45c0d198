"""Reading: a lesson's page, its place, marking it as done, going on."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Lesson, Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning import rules
from lms.learning import services as learning_services
from lms.learning.editions import edition_of, newer_edition, seen_edition
from lms.learning.models import Enrolment
from lms.learning.rules import Facts
from lms.quiz.views import self_check_views
from lms.study import views, wording
from lms.study.places import anchor_in, lesson_text
from lms.study.routes.blueprint import bp
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """A lesson in another language, at the same place."""

    code: str
    name: str
    url: str
    is_current: bool
    anchors: dict[str, str]
    """Anchor in the present language → anchor of the same heading there."""


def _facts_or_none(module_slug: str) -> Facts | None:
    return learning.facts_of_module(signed_in().id, module_slug)


def content_language(module: Module) -> str:
    """The language asked for on this page, else the interface's."""
    asked = request.args.get("lang")
    return asked if asked in module.languages else language()


@bp.get("/modules/<module_slug>/continue")
@requires(Permission.LEARN)
def go_on(module_slug: str) -> Answer:
    """To the exact place where this person stopped."""
    facts = _facts_or_none(module_slug)
    if facts is None:
        return redirect(url_for("study.show_module", module_slug=module_slug), 303)
    module = seen_edition(current_catalogue(), module_slug, facts)
    step = rules.next_step(module, facts)
    if step.lesson is not None and step.anchor:
        anchor = anchor_in(module, step.lesson.slug, step.anchor, language())
        step = rules.NextStep(kind=step.kind, lesson=step.lesson, anchor=anchor)
    return redirect(views.step_url(module, step), 303)


@bp.get("/modules/<module_slug>/<lesson_slug>")
@requires(Permission.LEARN)
def show_lesson(module_slug: str, lesson_slug: str) -> Answer | str:
    """A lesson."""
    facts = _facts_or_none(module_slug)
    module = seen_edition(current_catalogue(), module_slug, facts)
    lesson = module.lesson(lesson_slug)
    if lesson is None:
        raise NotFoundError
    if facts is None:
        flash(_("Join the module to read its lessons."), "info")
        return redirect(url_for("study.show_module", module_slug=module_slug), 303)
    return _lesson_page(module, lesson, facts)


def _lesson_page(module: Module, lesson: Lesson, facts: Facts) -> str:
    code = content_language(module)
    text = lesson_text(module, lesson.slug, code)
    position = module.lessons.index(lesson)
    return render_template(
        "study/show_lesson.html",
        module=module,
        module_text=module.text(code),
        lesson=lesson,
        text=text,
        wanted_language=code,
        checks=self_check_views(text, facts.enrolment_id, module),
        facts=facts,
        progress=rules.progress(module, facts),
        previous=module.lessons[position - 1] if position else None,
        next=module.lessons[position + 1] if position + 1 < len(module.lessons) else None,
        titles={one.slug: lesson_text(module, one.slug, code).title for one in module.lessons},
        language_links=_language_links(module, lesson, code),
        language_name=wording.language_name,
        checked_words=wording.checked_words,
        newer=newer_edition(current_catalogue(), module),
    )


def _language_links(module: Module, lesson: Lesson, current: str) -> tuple[LanguageLink, ...]:
    sections = lesson_text(module, lesson.slug, current).sections
    return tuple(
        LanguageLink(
            code=code,
            name=wording.language_name(code),
            url=url_for("study.show_lesson", module_slug=module.slug, lesson_slug=lesson.slug, lang=code),
            is_current=code == current,
            anchors={one.anchor: anchor_in(module, lesson.slug, one.anchor, code) for one in sections},
        )
        for code in module.languages
        if code == current or lesson_text(module, lesson.slug, code).language == code
    )


def _own_enrolment(module_slug: str) -> tuple[Enrolment, Module]:
    enrolment = learning.enrolment_of(signed_in().id, module_slug)
    if enrolment is None:
        raise NotFoundError
    return enrolment, edition_of(current_catalogue(), enrolment)


@bp.post("/modules/<module_slug>/place")
@requires(Permission.LEARN)
def save_place(module_slug: str) -> Answer:
    """Keep where this person is; sent by a script while reading."""
    enrolment, module = _own_enrolment(module_slug)
    learning_services.save_place(
        enrolment, module, request.form.get("lesson", ""), request.form.get("anchor", "")
    )
    return Answer(status=204)


@bp.post("/modules/<module_slug>/<lesson_slug>/done")
@requires(Permission.LEARN)
def complete_lesson(module_slug: str, lesson_slug: str) -> Answer:
    """Mark a lesson as done and go on: to the next lesson, the final test, or the finished module."""
    enrolment, module = _own_enrolment(module_slug)
    completion = learning_services.complete_lesson(enrolment, module, lesson_slug)
    if completion is not None:
        return redirect(url_for("study.show_progress", module_slug=module_slug), 303)
    return redirect(_after(module, lesson_slug, learning.facts_of(enrolment)), 303)


def _after(module: Module, lesson_slug: str, facts: Facts) -> str:
    slugs = [lesson.slug for lesson in module.lessons]
    following = slugs[slugs.index(lesson_slug) + 1 :]
    still_open = next((slug for slug in following if facts.lesson_done_at(slug) is None), None)
    if still_open:
        lang = request.form.get("lang") or None
        return url_for("study.show_lesson", module_slug=module.slug, lesson_slug=still_open, lang=lang)
    return views.step_url(module, rules.next_step(module, facts))
