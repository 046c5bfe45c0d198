"""The short daily set of questions that come back: never graded, and of no effect on anything."""

from collections.abc import Mapping
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.item_views import WrongKeysError, response_from_keys
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.people import queries as people
from lms.people import services as people_services
from lms.quiz import views, wording
from lms.quiz.cards import Question, next_variant, question_of, todays_set, variants_of
from lms.quiz.errors import NothingAnsweredError
from lms.quiz.forms.answers import AnswerFormError, posted_keys
from lms.quiz.models import ReviewCard
from lms.quiz.queries.cards import has_card, own_card
from lms.quiz.routes.blueprint import bp
from lms.quiz.routes.outcomes import LessonLink
from lms.quiz.rules import drawing, responses
from lms.quiz.rules.responses import Extent, Response
from lms.quiz.rules.reviewing import review
from lms.quiz.rules.spacing import local_day
from lms.quiz.services.cards import answer_card as keep_answer
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/review")
@requires(Permission.LEARN)
def show_daily_set() -> str:
    """What is left of today's questions, and the switch for all of it."""
    actor = signed_in()
    return render_template(
        "quiz/show_daily_set.html",
        left=todays_set(current_catalogue(), actor.id, _today(), language()),
        wants_review=people.user(actor.id).wants_review,
    )


@bp.post("/review")
@requires(Permission.LEARN)
def choose_daily_set() -> Answer:
    """Switch it off or on; what was put aside stays."""
    wanted = request.form.get("wanted") == "yes"
    people_services.choose_review(signed_in().id, wanted=wanted)
    if wanted:
        flash(_("Questions will come back to you again."), "done")
    else:
        flash(_("No more questions come back to you. You can switch this on again at any time."), "done")
    return redirect(_set_url(), 303)


@bp.get("/review/<card_id>")
@requires(Permission.LEARN)
def show_card(card_id: str) -> Answer | str:
    """One question; once it was answered today, its key and feedback."""
    card = own_card(signed_in().id, card_id)
    question = question_of(current_catalogue(), card, language()) if card else None
    if card is None or question is None:
        return _not_now(card_id)
    today = _today()
    if _is_due(card, today):
        return _form(card, question, {})
    return _feedback(card, question) if card.answered_on == today else redirect(_set_url(), 303)


@bp.post("/review/<card_id>")
@requires(Permission.LEARN)
def answer_card(card_id: str) -> Answer:
    """Judge an answer; sent twice, it counts once."""
    card = own_card(signed_in().id, card_id, lock=True)
    question = question_of(current_catalogue(), card, language()) if card else None
    if card is None or question is None:
        return _not_now(card_id)
    today = _today()
    if _is_due(card, today):
        try:
            keep_answer(card, question, _posted_response(card, question), today)
        except AnswerFormError as problem:
            error = wording.PROBLEMS[problem.problem]
            return _answer(_form(card, question, problem.keys, error))
        except NothingAnsweredError as refusal:
            return _answer(_form(card, question, {}, refusal.message))
    return redirect(url_for("quiz.show_card", card_id=card_id), 303)


def _today() -> date:
    return local_day(clock.now(), signed_in().time_zone)


def _is_due(card: ReviewCard, today: date) -> bool:
    return card.due_on is not None and card.due_on <= today


def _set_url() -> str:
    return url_for("quiz.show_daily_set")


def _not_now(card_id: str) -> Answer:
    """A question that may not be shown now, or has vanished; somebody else's does not exist."""
    if not has_card(signed_in().id, card_id):
        raise NotFoundError
    return redirect(_set_url(), 303)


def _answer(page: str) -> Answer:
    return Answer(page, status=422, mimetype="text/html")


def _seed(card: ReviewCard, time: int) -> str:
    """Options stand in another order each time."""
    return f"{card.id}.{time}"


def _posted_response(card: ReviewCard, question: Question) -> Response:
    seed = _seed(card, card.times_answered)
    variant = next_variant(question.shown, card.variant)
    keys = posted_keys(views.item_view(question.shown, variant, seed), request.form)
    try:
        response = response_from_keys(question.shown, keys, order=drawing.order_of(question.shown.id, seed))
    except WrongKeysError:
        abort(400)
    if responses.extent(question.versions[0], response) is Extent.OPEN:
        raise NothingAnsweredError
    return response


def _form(card: ReviewCard, question: Question, keys: Mapping[str, object], error: object = None) -> str:
    variant = next_variant(question.shown, card.variant)
    return render_template(
        "quiz/show_card.html",
        card=card,
        question=question,
        title=question.module.text(language()).title,
        view=views.item_view(question.shown, variant, _seed(card, card.times_answered)),
        keys=keys,
        error=error,
    )


def _feedback(card: ReviewCard, question: Question) -> str:
    reviewed = review(
        question.versions,
        question.shown,
        card.response,
        variant=card.variant % variants_of(question.shown),
        seed=_seed(card, card.times_answered - 1),
    )
    left = todays_set(current_catalogue(), signed_in().id, _today(), language()).cards
    return render_template(
        "quiz/show_card_feedback.html",
        card=card,
        question=question,
        title=question.module.text(language()).title,
        reviewed=reviewed,
        lessons=_lessons(question),
        next_card=left[0] if left else None,
        standings=wording.STANDINGS,
    )


def _lessons(question: Question) -> tuple[LessonLink, ...]:
    text = question.module.text(language())
    return tuple(
        LessonLink(
            title=text.lessons[lesson.slug].title if lesson.slug in text.lessons else lesson.slug,
            url=url_for("study.show_lesson", module_slug=question.module.slug, lesson_slug=lesson.slug),
        )
        for lesson in question.lessons
    )
