"""What comes with a module beside its lessons: facilitator's page, glossary."""

from flask import render_template

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning.editions import seen_edition
from lms.study import wording
from lms.study.routes.blueprint import bp
from lms.web.access import requires
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/modules/<module_slug>/facilitator")
@requires(Permission.SEE_FACILITATOR_PAGES)
def show_facilitator(module_slug: str) -> str:
    """Run sheet, discussion prompts and notes, for trainers only."""
    module = seen_edition(current_catalogue(), module_slug, None)
    text = module.text(language())
    if text.facilitator_html is None:
        raise NotFoundError
    return render_template(
        "study/show_facilitator.html", module=module, text=text, language_name=wording.language_name
    )


@bp.get("/glossary")
@requires(Permission.LEARN)
def show_glossary() -> str:
    """All terms of the programme."""
    return render_template("study/show_glossary.html", terms=current_catalogue().terms(language()))
