"""While answering: one question a page, saved as it is answered."""

from collections.abc import Mapping

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.item_views import WrongKeysError, response_from_keys
from lms.content.items import Item
from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.quiz import views, wording
from lms.quiz.bank import bank_item
from lms.quiz.errors import AnswerRefusedError
from lms.quiz.forms import AnswerFormError, Keys, posted_keys
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.queries.attempts import AttemptWithItems, OpenItem, attempt_with_items, item_to_answer
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules import drawing
from lms.quiz.rules.attempts import seconds_left
from lms.quiz.rules.grading import versions_of
from lms.quiz.services.attempts import blueprint_of, save_response
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.errors import wants_json
from lms.web.i18n import language


def own_attempt(attempt_id: str) -> tuple[AttemptWithItems, Module]:
    """The person's own attempt and the edition it is of; raises NotFoundError."""
    opened = attempt_with_items(signed_in().id, attempt_id)
    if opened is None:
        raise NotFoundError
    return opened, edition_of(current_catalogue(), opened.attempt)


def strip(opened: AttemptWithItems, module: Module, current: int | None) -> list[dict[str, object]]:
    """All items of an attempt as the component for them wants it."""
    return [
        {
            "number": row.position,
            "url": item_url(opened.attempt, row.position),
            "state": views.strip_state(row, bank_item(module, row.item_id, language()), current),
        }
        for row in opened.items
    ]


def item_url(attempt: Attempt, position: int) -> str:
    """The page of one question."""
    return url_for("quiz.show_item", attempt_id=attempt.id, position=position)


def review_url(attempt: Attempt) -> str:
    """The page before handing in."""
    return url_for("quiz.show_review", attempt_id=attempt.id)


def is_time_over(attempt: Attempt) -> bool:
    """The deadline has passed, grace or not."""
    return seconds_left(attempt.deadline_at, clock.now()) == 0


@bp.get("/attempts/<attempt_id>/items/<int(max=9999):position>")
@requires(Permission.LEARN)
def show_item(attempt_id: str, position: int) -> Answer | str:
    """One question."""
    opened, module = own_attempt(attempt_id)
    row = opened.item(position)
    if row is None:
        raise NotFoundError
    if opened.attempt.submitted_at is not None:
        return redirect(url_for("quiz.show_result", attempt_id=attempt_id), 303)
    if is_time_over(opened.attempt):
        return redirect(review_url(opened.attempt), 303)
    return _page(opened, module, row)


def _page(
    opened: AttemptWithItems,
    module: Module,
    row: AttemptItem,
    *,
    keys: Mapping[str, object] | None = None,
    error: object = None,
) -> str:
    attempt = opened.attempt
    item = bank_item(module, row.item_id, language())
    text = module.text(language())
    return render_template(
        "quiz/show_item.html",
        module=module,
        text=text,
        attempt=attempt,
        row=row,
        view=views.item_view(item, row.variant, attempt.seed),
        keys=views.shown_keys(item, row.response, attempt.seed) if keys is None else keys,
        error=error,
        is_unreadable=views.is_unreadable(versions_of(module, row.item_id), row.response),
        item_count=len(opened.items),
        strip=strip(opened, module, row.position),
        seconds_left=seconds_left(attempt.deadline_at, clock.now()),
        ends_at=format_time(attempt.deadline_at, "HH:mm") if attempt.deadline_at else None,
        saved_at=format_time(row.saved_at, "HH:mm") if row.saved_at else None,
        wording=wording,
    )


@bp.post("/attempts/<attempt_id>/items/<int(max=9999):position>")
@requires(Permission.LEARN)
def save_item(attempt_id: str, position: int) -> Answer:
    """Keep an answer, then go on; for a script, say that it is kept."""
    opened = item_to_answer(signed_in().id, attempt_id, position)
    if opened is None:
        raise NotFoundError
    module = edition_of(current_catalogue(), opened.attempt)
    item = bank_item(module, opened.item.item_id, language())
    try:
        keys = posted_keys(views.item_view(item, opened.item.variant, opened.attempt.seed), request.form)
    except AnswerFormError as problem:
        return _show_again(opened, module, problem)
    return _save(opened, module, item, keys)


def _save(opened: OpenItem, module: Module, item: Item, keys: Keys) -> Answer:
    order = drawing.order_of(item.id, opened.attempt.seed)
    try:
        response = response_from_keys(item, keys, order=order)
    except WrongKeysError:
        abort(400)
    try:
        saved_at = save_response(opened, module, response, is_flagged="flagged" in request.form)
    except AnswerRefusedError as refusal:
        return _show_refused(opened, module, item, keys, refusal)
    if not wants_json():
        return redirect(_where_to_go(opened.attempt, opened.item.position, module), 303)
    message = _("Saved %(time)s", time=format_time(saved_at, "HH:mm"))
    return jsonify(saved_at=saved_at.isoformat(), message=message)


def _where_to_go(attempt: Attempt, position: int, module: Module) -> str:
    wish = request.form.get("go", "next")
    last = blueprint_of(module, attempt.quiz).item_count
    following = max(1, position - 1) if wish == "previous" else position + 1
    if wish == "review" or following > last or is_time_over(attempt):
        return review_url(attempt)
    return item_url(attempt, following)


def _show_again(opened: OpenItem, module: Module, problem: AnswerFormError) -> Answer:
    """The question with what was typed and what is wrong with it."""
    words = wording.PROBLEMS[problem.problem]
    if wants_json():
        answer: Answer = jsonify(message=str(words))
    else:
        whole, _module = own_attempt(opened.attempt.id)
        row = whole.item(opened.item.position) or opened.item
        answer = Answer(_page(whole, module, row, keys=problem.keys, error=words), mimetype="text/html")
    answer.status_code = 422
    return answer


def _show_refused(
    opened: OpenItem, module: Module, item: Item, keys: Keys, refusal: AnswerRefusedError
) -> Answer:
    """An answer that came too late: what was sent is shown, what was saved before stays."""
    if wants_json():
        answer: Answer = jsonify(message=str(refusal.message))
    else:
        page = render_template(
            "quiz/show_refused_answer.html",
            module=module,
            text=module.text(language()),
            attempt=opened.attempt,
            row=opened.item,
            view=views.item_view(item, opened.item.variant, opened.attempt.seed),
            keys=_with_places(keys),
            refusal=refusal.message,
            wording=wording,
        )
        answer = Answer(page, mimetype="text/html")
    answer.status_code = 409
    return answer


def _with_places(keys: Keys) -> Keys:
    order = keys.get("order")
    if not isinstance(order, list):
        return keys
    return {**keys, "places": {key: str(place) for place, key in enumerate(order, start=1)}}
