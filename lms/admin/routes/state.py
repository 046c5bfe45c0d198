"""How the installation does."""

from flask import render_template

from lms.admin.queries.state import state_now
from lms.admin.routes.blueprint import bp
from lms.admin.rules.state import concerns_of
from lms.admin.wording.state import said
from lms.core.access import Permission
from lms.web.access import requires
from lms.web.catalogue import current_catalogue


@bp.get("/desk/state")
@requires(Permission.SEE_STATE)
def show_state() -> str:
    """What needs attention first, then everything that is known."""
    state = state_now(current_catalogue())
    concerns = [said(one) for one in concerns_of(state)]
    return render_template("admin/show_state.html", state=state, concerns=concerns)
