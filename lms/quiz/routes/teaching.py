"""Where trainers begin: the modules, each with the pages about its questions and its participants."""

from flask import render_template

from lms.core.access import Permission
from lms.quiz.routes.blueprint import bp
from lms.web.access import current_actor, permission_of, requires
from lms.web.catalogue import current_catalogue
from lms.web.filters import has_endpoint
from lms.web.i18n import language


@bp.get("/teaching")
@requires(Permission.SEE_BANKS)
def show_teaching() -> str:
    """All modules with what a trainer can look at and do; only what this person may."""
    modules = current_catalogue().modules.values()
    return render_template(
        "quiz/show_teaching.html",
        modules=[(module, module.text(language())) for module in modules],
        may_open=_may_open,
    )


def _may_open(endpoint: str) -> bool:
    """The page exists, and the person may see it."""
    permission = permission_of(endpoint) if has_endpoint(endpoint) else None
    return permission is not None and current_actor().may(permission)
