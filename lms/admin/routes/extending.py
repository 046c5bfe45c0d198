"""More minutes for several final tests at once, for instance after a breakdown."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.enrolments import ExtensionForm
from lms.admin.queries.enrolments import EnrolmentLine, enrolments_by_id
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import titles
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.paging import PAGE_SIZE
from lms.quiz.queries.attempts import running_tests
from lms.quiz.services import tries as services
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue


@bp.get("/desk/enrolments/tests")
@requires(Permission.MANAGE_ENROLMENTS)
def show_extending() -> str:
    """Whose tests are meant, and when each ends now; `?enrolment=` once for each."""
    return _page(_chosen(request.args.getlist("enrolment")), ExtensionForm(formdata=None))


@bp.post("/desk/enrolments/tests")
@requires(Permission.MANAGE_ENROLMENTS)
def extend_tests() -> Answer | tuple[str, int]:
    """Give those that are still under way more minutes."""
    chosen, form = _chosen(request.form.getlist("enrolment")), ExtensionForm()
    if not form.validate():
        return _page(chosen, form), 422
    ids = [one.id for one in chosen]
    count = services.extend_tests(ids, current_catalogue(), form.minutes.data or 0, by=signed_in().id)
    if not count:
        form.minutes.errors = [_("None of these tests is under way any more.")]
        return _page(chosen, form), 422
    flash(ngettext("%(num)d test was extended.", "%(num)d tests were extended.", count), "done")
    return redirect(url_for("admin.show_enrolments", test="under-way"), 303)


def _chosen(ids: list[str]) -> list[EnrolmentLine]:
    """Those meant, all of them within reach; raises NotFoundError."""
    wanted = set(ids[:PAGE_SIZE])
    reach = signed_in().reach(Permission.MANAGE_ENROLMENTS)
    found = enrolments_by_id(wanted, reach, current_catalogue())
    if not found or len(found) < len(wanted):
        raise NotFoundError
    return found


def _page(chosen: list[EnrolmentLine], form: ExtensionForm) -> str:
    return render_template(
        "admin/show_extending.html",
        chosen=chosen,
        form=form,
        titles=titles(),
        tests=running_tests([one.id for one in chosen], clock.now()),
    )
