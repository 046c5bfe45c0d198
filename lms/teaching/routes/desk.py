"""Where trainers begin: the modules, each with the pages about its questions and its participants."""

from flask import render_template

from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.scopes import Reach
from lms.teaching.routes.blueprint import bp
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/teaching")
@requires(Permission.SEE_BANKS)
def show_desk() -> str:
    """The modules that this person teaches, each with what they can look at and do."""
    reach = signed_in().reach(Permission.SEE_BANKS)
    return render_template(
        "teaching/show_desk.html",
        modules=[
            (module, module.text(language()))
            for module in current_catalogue().modules.values()
            if _is_covered(module, reach)
        ],
    )


def _is_covered(module: Module, reach: Reach) -> bool:
    return reach.covers_module(course=module.course, module=module.slug)
