"""Having many certificates checked at once: public, with progress shown, and a sealed report at the end."""

import io

from flask import Response, flash, make_response, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.storage import MissingFileError
from lms.credentials import queries, services
from lms.credentials.codes import grouped
from lms.credentials.forms.enquiries import EnquiryForm
from lms.credentials.queries import Progress
from lms.credentials.routes.blueprint import bp
from lms.credentials.routes.counting import network
from lms.credentials.rules.enquiries import KEPT, LineAnswer
from lms.credentials.rules.lists import MOST_LINES
from lms.credentials.rules.packed import LARGEST_ARCHIVE, MEGABYTE, RefusedArchiveError
from lms.credentials.services import REPORT_CSV, REPORT_PDF, TooManyEnquiriesError
from lms.credentials.wording.enquiries import problem_said
from lms.credentials.wording.reports import ANSWER_TEXTS
from lms.web.access import requires
from lms.web.bodies import takes_megabytes
from lms.web.i18n import in_nine_languages, language
from lms.web.limits import limiter
from lms.web.renewing import renew
from lms.web.security import FILE_POLICY

ROOM_FOR_FORM = 1
REFRESH_SECONDS = 3
MOST_SHOWN = 50
"""Lines on the page; the report has all."""
NOT_INDEXED = "noindex, nofollow, noarchive"
KINDS = {REPORT_PDF: "application/pdf", REPORT_CSV: "text/csv"}


@bp.get("/verify/many")
@requires(Permission.PUBLIC)
@in_nine_languages
def show_enquiry_form() -> str:
    """The form for many certificates."""
    return _form(EnquiryForm(language=language()))


def _form(form: EnquiryForm) -> str:
    return render_template(
        "credentials/show_enquiry_form.html",
        form=form,
        most=MOST_LINES,
        megabytes=LARGEST_ARCHIVE // MEGABYTE,
        hours=_kept_hours(),
    )


def _kept_hours() -> int:
    return int(KEPT.total_seconds() // 3600)


@bp.post("/verify/many")
@requires(Permission.PUBLIC)
@takes_megabytes(LARGEST_ARCHIVE // MEGABYTE + ROOM_FOR_FORM)
@limiter.limit("10 per hour; 40 per day", key_func=network)
@in_nine_languages
def ask_about_many() -> Answer | tuple[str, int]:
    """Take a list or an archive, whole or not at all."""
    form = EnquiryForm()
    if not form.is_whole():
        return _form(form), 422
    try:
        token = _asked(form)
    except RefusedArchiveError as refusal:
        form.refuse_file([problem_said(finding) for finding in refusal.findings])
        return _form(form), 422
    except TooManyEnquiriesError:
        form.refuse_file([_("Many lists are being checked just now. Try again in a quarter of an hour.")])
        return _form(form), 503
    return redirect(url_for("credentials.show_enquiry", token=token), 303)


def _asked(form: EnquiryForm) -> str:
    if form.archive is not None:
        return services.ask_for_files(form.archive, form.language.data)
    return services.ask_for_codes(form.listed, form.language.data)


@bp.get("/verify/many/<token>")
@requires(Permission.PUBLIC)
@in_nine_languages
def show_enquiry(token: str) -> Answer:
    """How far it has come, and the report once it is there."""
    progress = _progress(token)
    is_over = progress.enquiry.due_at is None
    page = render_template(
        "credentials/show_enquiry.html",
        progress=progress,
        token=token,
        texts=ANSWER_TEXTS,
        fine=progress.counts.get(LineAnswer.VALID, 0),
        grouped=grouped,
        lines=queries.lines_to_look_at(progress.enquiry.id, MOST_SHOWN) if is_over else (),
    )
    response = make_response(page)
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    response.headers["Referrer-Policy"] = "no-referrer"
    if progress.enquiry.due_at is not None:
        renew(response, REFRESH_SECONDS)
    return response


def _progress(token: str) -> Progress:
    progress = queries.progress_of(services.enquiry_id_of(token))
    if progress is None:
        raise NotFoundError(_("This report is no longer kept, or the address is not complete."))
    return progress


@bp.get("/verify/many/<token>/report.pdf")
@requires(Permission.PUBLIC)
def download_report(token: str) -> Response:
    """The sealed report."""
    return _file(token, REPORT_PDF)


@bp.get("/verify/many/<token>/report.csv")
@requires(Permission.PUBLIC)
def download_report_table(token: str) -> Response:
    """The same as a table."""
    return _file(token, REPORT_CSV)


def _file(token: str, name: str) -> Response:
    enquiry = _progress(token).enquiry
    try:
        data = services.report_file(enquiry, name)
    except MissingFileError:
        raise NotFoundError(_("The report is not ready yet.")) from None
    response = send_file(
        io.BytesIO(data), mimetype=KINDS[name], as_attachment=True, download_name=name, etag=False
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = NOT_INDEXED
    return response


@bp.post("/verify/many/<token>/removed")
@requires(Permission.PUBLIC)
@in_nine_languages
def remove_enquiry(token: str) -> Answer:
    """Remove it at once, with its report."""
    if not services.remove_enquiry(token):
        raise NotFoundError
    flash(_("The report was removed, with everything that belonged to it."), "done")
    return redirect(url_for("credentials.show_enquiry_form"), 303)
