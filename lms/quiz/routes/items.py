"""While answering: one question a page."""

from collections.abc import Mapping

from flask import redirect, render_template, url_for
from flask_babel import format_time
from werkzeug.wrappers import Response as Answer

from lms.content.item_views import ItemView
from lms.content.items import Item
from lms.content.outline import Feedback, Module
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.ids import new_id
from lms.learning.editions import edition_of
from lms.quiz import views, wording
from lms.quiz.bank import bank_item
from lms.quiz.models import Attempt, AttemptItem
from lms.quiz.queries.attempts import AttemptWithItems, attempt_with_items
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.attempts import seconds_left
from lms.quiz.rules.grading import versions_of
from lms.quiz.rules.reviewed import ReviewedItem
from lms.quiz.rules.reviewing import review
from lms.quiz.rules.saving import Origin
from lms.quiz.services.attempts import blueprint_of
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
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
    return item_page(opened, module, row)


def row_view(attempt: Attempt, row: AttemptItem, item: Item) -> ItemView:
    """A question of a test under way, with its hint if that is free or was taken."""
    return views.item_view(item, row.variant, attempt.seed, with_hint=row.hint_taken_at is not None)


def reviewed_row(attempt: Attempt, row: AttemptItem, module: Module) -> ReviewedItem:
    """A question with its key: only once it was handed in or checked."""
    return review(
        versions_of(module, row.item_id),
        bank_item(module, row.item_id, language()),
        row.response,
        variant=row.variant,
        seed=attempt.seed,
        took_hint=row.hint_taken_at is not None,
    )


def item_page(
    opened: AttemptWithItems,
    module: Module,
    row: AttemptItem,
    *,
    keys: Mapping[str, object] | None = None,
    error: object = None,
    origin: Origin | None = None,
) -> str:
    """The page of a question: with what is saved, or with what was typed (`keys`) on the page `origin`."""
    attempt = opened.attempt
    item = bank_item(module, row.item_id, language())
    text = module.text(language())
    is_checked = row.checked_at is not None
    return render_template(
        "quiz/show_item.html",
        module=module,
        text=text,
        attempt=attempt,
        row=row,
        view=row_view(attempt, row, item),
        reviewed=reviewed_row(attempt, row, module) if is_checked else None,
        standings=wording.STANDINGS,
        is_immediate=blueprint_of(module, attempt.quiz).feedback is Feedback.IMMEDIATE,
        keys=views.shown_keys(item, row.response, attempt.seed) if keys is None else keys,
        error=error,
        origin=origin or Origin(page_id=new_id(), sequence=1, revision=row.revision),
        is_unreadable=views.is_unreadable(versions_of(module, row.item_id), row.response),
        item_count=len(opened.items),
        strip=strip(opened, module, row.position),
        seconds_left=seconds_left(attempt.deadline_at, clock.now()),
        ends_at=format_time(attempt.deadline_at, "HH:mm") if attempt.deadline_at else None,
        saved_at=format_time(row.saved_at, "HH:mm") if row.saved_at else None,
        wording=wording,
    )
