"""Trying a question as a learner: in any language, with any numbers, in any order; nothing is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, render_template, request
from werkzeug.wrappers import Response as Answer

from lms.content.item_views import WrongKeysError, response_from_keys
from lms.content.items import Item
from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.ids import new_id
from lms.quiz import views, wording
from lms.quiz.forms.answers import AnswerFormError, posted_keys
from lms.quiz.routes.bank import asked_language, taught_module
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules import drawing
from lms.quiz.rules.banks import BankEntry, find_entry
from lms.quiz.rules.keys import right_response
from lms.quiz.rules.reviewed import ReviewedItem
from lms.quiz.rules.reviewing import review
from lms.quiz.rules.trying import tried_responses
from lms.quiz.wording import banks as words
from lms.web.access import requires
from lms.web.i18n import language
from lms.web.language_names import language_name

FIRST_SEED = "first"
_SEED = re.compile(r"[A-Za-z0-9_-]{1,22}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedItem:
    """A question as it is tried: in which language, with which numbers, in which order."""

    module: Module
    entry: BankEntry
    language: str
    variant: int
    seed: str

    @property
    def versions(self) -> tuple[Item, ...]:
        """The question in all its languages."""
        return tuple(self.entry.versions.values())

    @property
    def shown(self) -> Item:
        """The question as it is read here."""
        return self.entry.shown(self.language)

    def reviewed(self, response: Mapping[str, object]) -> ReviewedItem:
        """An answer as the learner sees it once it was handed in."""
        return review(self.versions, self.shown, response, variant=self.variant, seed=self.seed)


@bp.get("/teaching/modules/<module_slug>/bank/<item_id>")
@requires(Permission.SEE_BANKS)
def show_trial(module_slug: str, item_id: str) -> str:
    """A question to answer, and how typical answers score."""
    tried = _tried(module_slug, item_id)
    return _page(tried, keys=views.shown_keys(tried.shown, None, tried.seed))


@bp.post("/teaching/modules/<module_slug>/bank/<item_id>")
@requires(Permission.SEE_BANKS)
def try_item(module_slug: str, item_id: str) -> Answer | str:
    """Score an answer and show it as the learner would see it; nothing is kept."""
    tried = _tried(module_slug, item_id)
    item = tried.shown
    try:
        keys = posted_keys(views.item_view(item, tried.variant, tried.seed, with_hint=True), request.form)
        response = response_from_keys(item, keys, order=drawing.order_of(item.id, tried.seed))
    except AnswerFormError as problem:
        page = _page(tried, keys=problem.keys, error=wording.PROBLEMS[problem.problem])
        return Answer(page, 422, mimetype="text/html")
    except WrongKeysError:
        abort(400)
    shown_keys = views.shown_keys(item, response, tried.seed)
    return _page(tried, keys=shown_keys, reviewed=tried.reviewed(response))


def _tried(module_slug: str, item_id: str) -> TriedItem:
    module = taught_module(module_slug)
    entry = find_entry(module, item_id)
    if entry is None:
        raise NotFoundError
    variant = request.values.get("variant", "0")
    seed = request.values.get("seed", FIRST_SEED)
    return TriedItem(
        module=module,
        entry=entry,
        language=asked_language(module),
        variant=int(variant) if variant in map(str, range(entry.variant_count)) else 0,
        seed=seed if _SEED.fullmatch(seed) else FIRST_SEED,
    )


def _page(
    tried: TriedItem,
    *,
    keys: Mapping[str, object],
    reviewed: ReviewedItem | None = None,
    error: object = None,
) -> str:
    item = tried.shown
    return render_template(
        "quiz/show_trial.html",
        tried=tried,
        module=tried.module,
        text=tried.module.text(language()),
        entry=tried.entry,
        item=item,
        spoken=tried.module.source_language if tried.entry.is_missing(tried.language) else tried.language,
        view=views.item_view(item, tried.variant, tried.seed, with_hint=True),
        keys=keys,
        error=error,
        reviewed=reviewed,
        key=tried.reviewed(right_response(item, tried.variant)),
        responses=tried_responses(tried.versions, item, tried.variant),
        next_seed=new_id(),
        is_narrow=request.values.get("width") == "phone",
        words=words,
        wording=wording,
        standings=wording.STANDINGS,
        language_name=language_name,
    )
