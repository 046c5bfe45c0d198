"""More minutes for several final tests at once, for instance after a breakdown."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from lms.admin.forms.enrolments import ExtensionForm
from lms.admin.queries.enrolments import EnrolmentLine, enrolments_by_id
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import titles
from lms.admin.routes.enrolments import IN_TEST
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
def show_extending() -> Answer | str:
    """Whose tests are meant, and when each ends now; `?enrolment=` once for each."""
    ids = set(request.args.getlist("enrolment"))
    return _why_not(ids) or _page(_chosen(ids), ExtensionForm(formdata=None))


@bp.post("/desk/enrolments/tests")
@requires(Permission.MANAGE_ENROLMENTS)
def extend_tests() -> Answer | tuple[str, int]:
    """Give those that are still under way more minutes."""
    wanted = set(request.form.getlist("enrolment"))
    refusal = _why_not(wanted)
    if refusal is not None:
        return refusal
    chosen, form = _chosen(wanted), ExtensionForm()
    if not form.validate():
        return _page(chosen, form), 422
    ids = [one.id for one in chosen]
    count = services.extend_tests(ids, current_catalogue(), form.minutes.data or 0, by=signed_in().id)
    if not count:
        form.minutes.errors = [_("None of these tests is under way any more.")]
        return _page(chosen, form), 422
    flash(ngettext("%(num)d test was extended.", "%(num)d tests were extended.", count), "done")
    return _to_the_list()


def _why_not(ids: set[str]) -> Answer | None:
    """Back to the list, which says it, where no test was chosen, or more than a page of it has."""
    if not ids:
        flash(_("Choose at least one test."), "warning")
    elif len(ids) > PAGE_SIZE:
        flash(_("Choose at most %(most)s tests at once.", most=PAGE_SIZE), "warning")
    else:
        return None
    return _to_the_list()


def _to_the_list() -> Answer:
    return redirect(url_for("admin.show_enrolments", test=IN_TEST), 303)


def _chosen(wanted: set[str]) -> list[EnrolmentLine]:
    """Those meant, all of them within reach; raises NotFoundError."""
    reach = signed_in().reach(Permission.MANAGE_ENROLMENTS)
    found = enrolments_by_id(wanted, reach, current_catalogue())
    if len(found) < len(wanted):
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
