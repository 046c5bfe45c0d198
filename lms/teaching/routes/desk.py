"""Where trainers begin: what needs them, then their modules."""

from flask import render_template

from lms.core import clock
from lms.core.access import Permission
from lms.teaching.modules import taught_modules
from lms.teaching.needs import gaps_of, needs_of, state_words
from lms.teaching.routes.blueprint import bp
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@bp.get("/teaching")
@requires(Permission.SEE_BANKS)
def show_desk() -> str:
    """What waits for this person, and the modules that they teach."""
    modules = taught_modules(current_catalogue(), signed_in(), language(), clock.now())
    return render_template(
        "teaching/show_desk.html",
        needs=needs_of(modules),
        gaps=gaps_of(modules),
        open_modules=[one for one in modules if one.module.is_open],
        announced=[one for one in modules if not one.module.is_open],
        state_words=state_words,
    )
