"""For how long what is kept, what is due to go, and what went."""

from flask import render_template

from lms.admin.routes.blueprint import bp
from lms.core.access import Permission
from lms.core.settings import settings
from lms.people import queries as people
from lms.web.access import requires


@bp.get("/desk/retention")
@requires(Permission.SEE_STATE)
def show_retention() -> str:
    """Each thing with its period and what would go now; then the last days."""
    report = people.retention_report()
    return render_template(
        "admin/show_retention.html",
        report=report,
        runs=people.last_retention_runs(),
        titles={due.category.name: due.category.title for due in report},
        erasure_days=settings().erasure_days,
    )
