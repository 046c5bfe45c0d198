"""An answer arrives: it is kept, or the person is told why not, with nothing of it lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import abort, jsonify, redirect, render_template, request
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
from lms.quiz.errors import AnsweredElsewhereError, AnswerRefusedError, NothingAnsweredError
from lms.quiz.forms.answers import AnswerFormError, Keys, origin_of, posted_keys
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.queries.attempts import OpenItem, item_to_answer
from lms.quiz.routes.blueprint import bp
from lms.quiz.routes.items import is_time_over, item_page, item_url, own_attempt, review_url, row_view
from lms.quiz.rules import drawing
from lms.quiz.rules.attempts import seconds_left
from lms.quiz.rules.saving import Origin
from lms.quiz.services.attempts import blueprint_of
from lms.quiz.services.feedback import check_answer, take_hint
from lms.quiz.services.saving import save_response
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.errors import wants_json
from lms.web.i18n import language

WISHES = ("next", "previous", "review")
"""Where somebody can go after an answer was kept."""
STAYS = ("hint", "check")
"""What is answered on the page of the same question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An answer that was sent: to which item, in the words of which language, and what."""

    opened: OpenItem
    module: Module
    item: Item
    keys: Keys

    @property
    def attempt(self) -> Attempt:
        """The test that is answered."""
        return self.opened.attempt

    @property
    def row(self) -> AttemptItem:
        """What lies there."""
        return self.opened.item


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
        keys = posted_keys(row_view(opened.attempt, opened.item, item), request.form)
    except AnswerFormError as problem:
        return _show_again(opened, module, problem.keys, wording.PROBLEMS[problem.problem])
    return _save(Sent(opened=opened, module=module, item=item, keys=keys))


def _save(sent: Sent) -> Answer:
    order = drawing.order_of(sent.item.id, sent.attempt.seed)
    is_flagged, origin = "flagged" in request.form, origin_of(request.form)
    try:
        response = response_from_keys(sent.item, sent.keys, order=order)
    except WrongKeysError:
        abort(400)
    try:
        save_response(sent.opened, sent.module, response, is_flagged=is_flagged, origin=origin)
        _do_more(sent)
    except AnswerRefusedError as refusal:
        return _show_refused(sent, refusal)
    except AnsweredElsewhereError:
        return _show_conflict(sent)
    except NothingAnsweredError as refusal:
        return _show_again(sent.opened, sent.module, _with_places(sent.keys), refusal.message)
    return _say_kept(sent)


def _do_more(sent: Sent) -> None:
    """What a button asks for beside saving."""
    match request.form.get("go"):
        case "hint":
            take_hint(sent.opened, sent.module, sent.item)
        case "check":
            check_answer(sent.opened, sent.module, sent.item)


def _say_kept(sent: Sent) -> Answer:
    where = _where_to_go(sent)
    if not wants_json():
        return redirect(where, 303)
    return jsonify(
        message=_("Saved %(time)s", time=_time_of(sent.row)),
        revision=sent.row.revision,
        seconds_left=seconds_left(sent.attempt.deadline_at, clock.now()),
        next=where,
    )


def _time_of(row: AttemptItem) -> str:
    return str(format_time(row.saved_at, "HH:mm"))


def _where_to_go(sent: Sent) -> str:
    wish, position = request.form.get("go", "next"), sent.row.position
    last = blueprint_of(sent.module, sent.attempt.quiz).item_count
    following = max(1, position - 1) if wish == "previous" else position + 1
    if wish in STAYS and not is_time_over(sent.attempt):
        return item_url(sent.attempt, position)
    if wish == "review" or following > last or is_time_over(sent.attempt):
        return review_url(sent.attempt)
    return item_url(sent.attempt, following)


def _show_again(opened: OpenItem, module: Module, keys: Keys, words: object) -> Answer:
    """The question with what was typed and what is wrong with it."""
    if wants_json():
        return _with_status(422, jsonify(message=str(words)))
    whole, _module = own_attempt(opened.attempt.id)
    row = whole.item(opened.item.position) or opened.item
    # The page knows what the one before it knew: an answer saved elsewhere meanwhile is not written over.
    page = item_page(whole, module, row, keys=keys, error=words, origin=_next_origin())
    return _with_status(422, Answer(page, mimetype="text/html"))


def _next_origin() -> Origin | None:
    sent = origin_of(request.form)
    return None if sent.revision is None else replace(sent, sequence=sent.sequence + 1)


def _show_refused(sent: Sent, refusal: AnswerRefusedError) -> Answer:
    """An answer that is not taken any more: what was sent is shown, what was saved before stays."""
    if wants_json():
        return _with_status(409, jsonify(message=str(refusal.message)))
    return _page_of(sent, "quiz/show_refused_answer.html", refusal=refusal.message)


def _show_conflict(sent: Sent) -> Answer:
    """Another page saved another answer: both are shown, and the person chooses."""
    message = _("A newer answer was saved in another window at %(time)s.", time=_time_of(sent.row))
    if wants_json():
        return _with_status(409, jsonify(message=message, revision=sent.row.revision, conflict=True))
    go = request.form.get("go", "")
    return _page_of(
        sent,
        "quiz/show_conflict.html",
        message=message,
        saved_keys=views.shown_keys(sent.item, sent.row.response, sent.attempt.seed),
        origin=replace(_next_origin() or Origin(), revision=sent.row.revision),
        is_flagged="flagged" in request.form,
        go=go if go in WISHES else "next",
    )


def _page_of(sent: Sent, template: str, **values: object) -> Answer:
    page = render_template(
        template,
        module=sent.module,
        text=sent.module.text(language()),
        attempt=sent.attempt,
        row=sent.row,
        view=row_view(sent.attempt, sent.row, sent.item),
        keys=_with_places(sent.keys),
        wording=wording,
        **values,
    )
    return _with_status(409, Answer(page, mimetype="text/html"))


def _with_status(status: int, answer: Answer) -> Answer:
    answer.status_code = status
    return answer


def _with_places(keys: Mapping[str, object]) -> Keys:
    order = keys.get("order")
    if not isinstance(order, list):
        return keys
    return {**keys, "places": {key: str(place) for place, key in enumerate(order, start=1)}}
