"""Answering a self-check: kept and graded, then back to its place in the lesson."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from lms.content.item_views import WrongKeysError, response_from_keys
from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning.editions import edition_of
from lms.learning.models import Enrolment
from lms.quiz import views, wording
from lms.quiz.errors import NothingAnsweredError
from lms.quiz.forms.answers import AnswerFormError, AnswerProblem, Keys, posted_keys
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules import drawing
from lms.quiz.rules.responses import Response
from lms.quiz.self_checks import SelfCheck, find_self_check, text_of
from lms.quiz.services.self_checks import answer_self_check as keep_answer
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language

NOTE = "check:"
"""Beginning of the category of a message that belongs beside a self-check, not at the top of the page."""


@bp.post("/modules/<module_slug>/self-checks/<item_id>")
@requires(Permission.LEARN)
def answer_self_check(module_slug: str, item_id: str) -> Answer:
    """Keep and grade an answer; key and feedback then stand beside the question."""
    enrolment = learning.enrolment_of(signed_in().id, module_slug)
    if enrolment is None:
        raise NotFoundError
    module = edition_of(current_catalogue(), enrolment)
    check = find_self_check(module, item_id)
    try:
        keep_answer(enrolment, module, check, _posted_response(enrolment, check))
    except AnswerFormError as problem:
        if problem.problem is not AnswerProblem.PLACES:
            return _show_again(enrolment, module, check, problem)
        _note(item_id, wording.PROBLEMS[problem.problem], problem.keys)
    except NothingAnsweredError as refusal:
        _note(item_id, refusal.message, {})
    return redirect(_back_to(module_slug, check), 303)


def _posted_response(enrolment: Enrolment, check: SelfCheck) -> Response:
    variant = drawing.variant_of(check.item, enrolment.id)
    keys = posted_keys(views.item_view(check.item, variant, enrolment.id), request.form)
    try:
        return response_from_keys(check.item, keys, order=drawing.order_of(check.item.id, enrolment.id))
    except WrongKeysError:
        abort(400)


def _show_again(enrolment: Enrolment, module: Module, check: SelfCheck, problem: AnswerFormError) -> Answer:
    """The question on a page of its own with all that was written: it is too long for a cookie."""
    text = text_of(module, check.lesson, request.form.get("lang") or language())
    page = render_template(
        "quiz/show_self_check.html",
        text=text,
        check=views.self_check_views(text, enrolment.id, module)[check.item.id],
        keys=problem.keys,
        error=wording.PROBLEMS[problem.problem],
        action_url=url_for("quiz.answer_self_check", module_slug=module.slug, item_id=check.item.id),
        back_url=_back_to(module.slug, check),
    )
    return Answer(page, status=422, mimetype="text/html")


def _note(item_id: str, words: object, keys: Keys) -> None:
    """Say beside the question what is missing, with what was chosen."""
    flash({"words": str(words), "keys": keys}, f"{NOTE}{item_id}")  # type: ignore[arg-type]


def _back_to(module_slug: str, check: SelfCheck) -> str:
    return url_for(
        "study.show_lesson",
        module_slug=module_slug,
        lesson_slug=check.lesson.slug,
        lang=request.form.get("lang") or None,
        _anchor=f"check-{check.item.id}",
    )
