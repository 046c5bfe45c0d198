"""A whole sheet: read, printed, renamed, copied, deleted."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.tools.reading import TOOL_FILE
from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.tools import services
from lms.tools.forms import NameForm
from lms.tools.routes.blueprint import bp
from lms.tools.routes.opening import OpenSheet, limits_adding, open_sheet, open_sheet_to_change
from lms.tools.whole import whole_sections
from lms.web.access import requires
from lms.web.i18n import language


@bp.get("/tools/<sheet_id>")
@requires(Permission.LEARN)
def show_sheet(sheet_id: str) -> str:
    """The whole sheet to read and to print."""
    opened = open_sheet(sheet_id)
    return _page(opened, NameForm(formdata=None, name=opened.sheet.name))


def _page(opened: OpenSheet, form: NameForm) -> str:
    return render_template(
        "tools/show_sheet.html",
        module=opened.module,
        text=opened.module.text(language()),
        tool=opened.tool,
        sheet=opened.sheet,
        spoken=opened.module.written_in(TOOL_FILE, language()),
        sections=whole_sections(opened.view),
        made_at=clock.now(),
        form=form,
        may_copy=opened.enrolment is not None,
    )


@bp.post("/tools/<sheet_id>/rename-sheet")
@requires(Permission.LEARN)
def rename_sheet(sheet_id: str) -> Answer | tuple[str, int]:
    """Give the sheet another name."""
    opened = open_sheet_to_change(sheet_id)
    form = NameForm()
    if not form.validate_on_submit():
        return _page(opened, form), 422
    services.rename_sheet(opened.sheet, form.name.data or "")
    return redirect(url_for("tools.show_sheet", sheet_id=sheet_id), 303)


@bp.post("/tools/<sheet_id>/copy-sheet")
@requires(Permission.LEARN)
@limits_adding
def copy_sheet(sheet_id: str) -> Answer:
    """Start another sheet that is filled as this one is."""
    opened = open_sheet(sheet_id)
    if opened.enrolment is None:
        raise NotFoundError
    name = _("Copy of %(name)s", name=opened.sheet.name)
    copy = services.copy_sheet(opened.sheet, opened.enrolment, opened.module, name)
    flash(_("This is the copy. The other sheet stays as it is."), "done")
    return redirect(url_for("tools.show_sheet", sheet_id=copy.id), 303)


@bp.get("/tools/<sheet_id>/delete-sheet")
@requires(Permission.LEARN)
def ask_to_delete(sheet_id: str) -> str:
    """Say what deleting means before it is done."""
    opened = open_sheet(sheet_id)
    return render_template(
        "tools/show_deletion.html",
        module=opened.module,
        text=opened.module.text(language()),
        tool=opened.tool,
        sheet=opened.sheet,
    )


@bp.post("/tools/<sheet_id>/delete-sheet")
@requires(Permission.LEARN)
def delete_sheet(sheet_id: str) -> Answer:
    """Delete the sheet for good."""
    opened = open_sheet_to_change(sheet_id)
    slug, name = opened.sheet.module_slug, opened.sheet.name
    services.delete_sheet(opened.sheet)
    flash(_("“%(name)s” was deleted.", name=name), "done")
    return redirect(url_for("tools.show_tool", module_slug=slug), 303)
