"""Where the learners of a module stop."""

from flask import render_template

from lms.core.access import Permission
from lms.teaching.routes.blueprint import bp
from lms.teaching.routes.modules import present_module
from lms.teaching.stopping import questions_of
from lms.web.access import requires
from lms.web.i18n import language


@bp.get("/teaching/modules/<module_slug>/where-they-stop")
@requires(Permission.SEE_PARTICIPANTS)
def show_where_they_stop(module_slug: str) -> str:
    """How far people come, how long each step takes, and where they will go on; never of small groups."""
    module = present_module(module_slug)
    return render_template(
        "teaching/show_where_they_stop.html",
        module=module,
        text=module.text(language()),
        questions=questions_of(module, language()),
    )
