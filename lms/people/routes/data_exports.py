"""The page on which people see what is kept about them, and take it away."""

from flask import flash, make_response, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.extension import campus
from lms.core.storage import MissingFileError
from lms.people import queries, services
from lms.people.errors import WrongPasswordError
from lms.people.forms import DownloadForm, typed
from lms.people.models import DataExport
from lms.people.routes import throttles
from lms.people.routes.blueprint import bp
from lms.people.routes.refusals import refuse
from lms.people.rules.data_exports import ExportState, export_state
from lms.web.access import requires, signed_in
from lms.web.renewing import renew
from lms.web.security import FILE_POLICY

Answer = Response | str | tuple[str, int]
REFRESH_SECONDS = 2


@bp.get("/account/data")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def show_data() -> Answer:
    """What is kept, package by package, and the archive of it: asked for, on its way, ready."""
    export = queries.last_export(signed_in().id)
    response = make_response(_page(export, DownloadForm()))
    if export is not None and export.due_at is not None:
        renew(response, REFRESH_SECONDS)
    return response


def _page(export: DataExport | None, form: DownloadForm) -> str:
    return render_template(
        "people/show_data.html",
        form=form,
        export=export,
        state=_state(export),
        kept=[package.words for package in reversed(campus().personal_data)],
    )


def _state(export: DataExport | None) -> ExportState:
    if export is None:
        return ExportState.NONE
    return export_state(
        is_due=export.due_at is not None,
        is_finished=export.finished_at is not None,
        removed_after=export.removed_after,
        now=clock.now(),
    )


@bp.post("/account/data/exports")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@throttles.limits_exports
def ask_for_export() -> Response:
    """Have an archive made; asking again while it is made changes nothing."""
    services.ask_for_export(signed_in().id)
    return redirect(url_for("people.show_data"), 303)


@bp.post("/account/data/exports/<export_id>")
@requires(Permission.MANAGE_OWN_ACCOUNT)
@throttles.limits_proving
def download_export(export_id: str) -> Answer:
    """The archive, for whoever knows the password as well."""
    form = DownloadForm()
    if not form.validate():
        return _page(queries.finished_export(signed_in().id, export_id), form), 422
    try:
        path, day = services.open_export(signed_in().id, export_id, typed(form.password))
    except MissingFileError:
        raise NotFoundError(_("This archive is not kept any more. Have a new one made.")) from None
    except WrongPasswordError as error:
        refuse(form.password, error)
        return _page(queries.finished_export(signed_in().id, export_id), form), 422
    name = f"cluster-campus-{day}.zip"
    response = send_file(path, mimetype="application/zip", as_attachment=True, download_name=name, etag=False)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/account/data/exports/<export_id>/removed")
@requires(Permission.MANAGE_OWN_ACCOUNT)
def remove_export(export_id: str) -> Response:
    """Remove the archive before its time."""
    services.remove_export(signed_in().id, export_id)
    flash(_("The archive was removed."), "done")
    return redirect(url_for("people.show_data"), 303)
