"""Where owners begin: what there is to look after."""

from flask import render_template

from lms.admin.routes.blueprint import bp
from lms.admin.routes.scopes import sees_people
from lms.core.access import Permission
from lms.web.access import requires


@bp.get("/desk")
@requires(Permission.MANAGE_PEOPLE)
def show_desk() -> str:
    """The pages of the desk that this person may open."""
    return render_template("admin/show_desk.html", sees_people=sees_people())
