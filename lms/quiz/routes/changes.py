"""What has changed in a bank since the editions that people's tests are on, and whom it concerns."""

from dataclasses import dataclass

from flask import render_template

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core.access import Permission
from lms.quiz.queries.regrades import EditionInUse
from lms.quiz.routes.bank import taught_module
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.changes import ChangeKind, ItemChange, changes_between
from lms.quiz.rules.regrading import Verdict
from lms.quiz.services.regrade_previews import editions_behind, mended_items, preview
from lms.quiz.wording import changes as words
from lms.web.access import current_actor, requires
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language

MOST_ATTEMPTS = 2_000
"""Attempts that a page looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesSince:
    """An edition that tests are on, and what has changed since."""

    used: EditionInUse
    changes: tuple[ItemChange, ...] | None
    """None: the edition can't be read any more."""


def changes_since(catalogue: Catalogue, module: Module) -> list[ChangesSince]:
    """What has changed since each edition that tests are on, but for what has not."""
    return [
        ChangesSince(used=used, changes=_told(edition, module) if edition else None)
        for used, edition in editions_behind(catalogue, module)
    ]


def _told(edition: Module, module: Module) -> tuple[ItemChange, ...]:
    changes = changes_between(edition, module)
    return tuple(one for one in changes if one.kind is not ChangeKind.UNCHANGED)


@bp.get("/teaching/modules/<module_slug>/changes")
@requires(Permission.SEE_BANKS)
def show_changes(module_slug: str) -> str:
    """The bank as it is now beside each edition that tests were begun with."""
    catalogue, module = current_catalogue(), taught_module(module_slug)
    mended = mended_items(catalogue, module)
    return render_template(
        "quiz/show_changes.html",
        module=module,
        text=module.text(language()),
        since=changes_since(catalogue, module),
        mended=mended,
        outcome=preview(catalogue, module, mended, most=MOST_ATTEMPTS) if mended else None,
        may_regrade=current_actor().may(Permission.REGRADE),
        in_bank=module.text(module.source_language).test_items,
        words=words,
        verdicts=Verdict,
    )
