"""What comes with a module beside its lessons: assignment, facilitator's page, glossary."""

from flask import render_template

from lms.content.outline import Component
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning.editions import seen_edition
from lms.study import views, wording
from lms.study.routes.blueprint import bp
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/modules/<module_slug>/assignment")
@requires(Permission.LEARN)
def show_assignment(module_slug: str) -> str:
    """Task and rubric of the module's assignment."""
    facts = learning.facts_of_module(signed_in().id, module_slug)
    module = seen_edition(current_catalogue(), module_slug, facts)
    assignment = module.text(language()).assignment
    if assignment is None or facts is None:
        raise NotFoundError
    return render_template(
        "study/show_assignment.html",
        module=module,
        title=views.module_title(module, language()),
        assignment=assignment,
        counts=Component.ASSIGNMENT in module.completion.components,
        language_name=wording.language_name,
    )


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
