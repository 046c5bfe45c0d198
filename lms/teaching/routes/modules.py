"""One module as its trainers see it: languages, checks, edition, and the pages about it."""

from flask import render_template

from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Permission
from lms.learning.editions import seen_edition
from lms.teaching.modules import taught_module
from lms.teaching.needs import state_words
from lms.teaching.routes.blueprint import bp
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.language_names import language_name


@bp.get("/teaching/modules/<module_slug>")
@requires(Permission.SEE_BANKS)
def show_module(module_slug: str) -> str:
    """How the module stands in each language, what its files need, and where people are."""
    one = taught_module(
        current_catalogue(), present_module(module_slug), signed_in(), language(), clock.now()
    )
    return render_template(
        "teaching/show_module.html", one=one, state_words=state_words, language_name=language_name
    )


def present_module(module_slug: str) -> Module:
    """The present edition of a module; raises NotFoundError."""
    return seen_edition(current_catalogue(), module_slug, None)
