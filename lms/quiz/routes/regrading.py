"""Judging tests anew: look at what would come of it, decide with a reason, see how far it has come."""

from collections.abc import Iterable, Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.people import queries as people
from lms.quiz.errors import RegradeRefusedError
from lms.quiz.queries import regrades as queries
from lms.quiz.routes.bank import taught_module
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.banks import prompt_of
from lms.quiz.rules.regrading import Verdict
from lms.quiz.services.regrade_previews import Judged, Preview, mended_items
from lms.quiz.services.regrade_previews import preview as looked_at
from lms.quiz.services.regrading import decide_regrade, go_on_with_regrade
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language

MOST_ATTEMPTS = 10_000
"""Attempts that a page looks at; more are for the terminal."""
MOST_NAMED = 100
"""People named in one list."""
LONGEST_REASON = 500


@bp.get("/teaching/modules/<module_slug>/regrade")
@requires(Permission.REGRADE)
def show_regrade(module_slug: str) -> str:
    """What judging anew would do: who would get better results, and what stays."""
    return _page(taught_module(module_slug), request.args.getlist("item"))


@bp.post("/teaching/modules/<module_slug>/regrade")
@requires(Permission.REGRADE)
def regrade(module_slug: str) -> Answer:
    """Decide it and judge the first attempts; the worker goes on with the others."""
    module, catalogue = taught_module(module_slug), current_catalogue()
    item_ids = _in_bank(module, request.form.getlist("item"))
    seen = looked_at(catalogue, module, item_ids, most=MOST_ATTEMPTS)
    try:
        decided = decide_regrade(
            module,
            seen,
            fingerprint=request.form.get("seen", ""),
            reason=request.form.get("reason", "")[:LONGEST_REASON],
            decided_by=signed_in().id,
        )
    except RegradeRefusedError as refusal:
        page = _page(module, item_ids, seen=seen, error=str(refusal.message))
        return Answer(page, 422, mimetype="text/html")
    go_on_with_regrade(catalogue, decided.id)
    return redirect(url_for("quiz.show_regrades", module_slug=module_slug), 303)


@bp.get("/teaching/modules/<module_slug>/regrades")
@requires(Permission.REGRADE)
def show_regrades(module_slug: str) -> str:
    """What was judged anew so far, and why."""
    module = taught_module(module_slug)
    found = queries.regrades_of(module_slug)
    return render_template(
        "quiz/show_regrades.html",
        module=module,
        text=module.text(language()),
        regrades=found,
        names=people.names_of({one.decided_by for one in found if one.decided_by}),
    )


def _in_bank(module: Module, item_ids: Iterable[str]) -> tuple[str, ...]:
    wanted = set(item_ids)
    return tuple(one for one in module.text(module.source_language).test_items if one in wanted)


def _page(
    module: Module, asked: Iterable[str], *, seen: Preview | None = None, error: str | None = None
) -> str:
    catalogue = current_catalogue()
    if module.blueprint is None:
        raise NotFoundError
    mended = mended_items(catalogue, module)
    item_ids = _in_bank(module, asked) or mended
    seen = seen or looked_at(catalogue, module, item_ids, most=MOST_ATTEMPTS)
    items = module.text(language()).test_items
    source = module.text(module.source_language).test_items
    return render_template(
        "quiz/show_regrade.html",
        module=module,
        text=module.text(language()),
        mended=mended,
        others=[item_id for item_id in source if item_id not in mended],
        prompts={item_id: prompt_of(items.get(item_id) or item) for item_id, item in source.items()},
        seen=seen,
        worse=seen.having(Verdict.WORSE),
        left=seen.having(Verdict.LEFT),
        names=_names(seen),
        most_named=MOST_NAMED,
        verdicts=Verdict,
        under_way=queries.unfinished_regrade_of(module.slug),
        reason=request.form.get("reason", ""),
        error=error,
    )


def _names(seen: Preview) -> Mapping[str, str]:
    lists: tuple[tuple[Judged, ...], ...] = (
        seen.better,
        seen.having(Verdict.WORSE),
        seen.having(Verdict.LEFT),
    )
    return people.names_of({one.graded.attempt.user_id for named in lists for one in named[:MOST_NAMED]})
