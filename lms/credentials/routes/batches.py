"""Certificates for many: who waits and why, reminding, issuing, how far the worker is."""

from datetime import timedelta

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from lms.core import clock
from lms.core.access import Permission
from lms.credentials import services
from lms.credentials.queries import batches
from lms.credentials.routes.blueprint import bp
from lms.credentials.rules.batches import PAUSE_BETWEEN_REMINDERS, to_issue, to_remind
from lms.credentials.services.batches import MOST
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language

WATCHED = timedelta(hours=24)
REFRESH_SECONDS = 5


@bp.get("/teaching/certificates")
@requires(Permission.ISSUE_CREDENTIALS)
def show_waiting() -> Response:
    """Who waits for a certificate and what is missing, and how far the files are."""
    slug, now = _module_wanted(), clock.now()
    waiting = batches.waiting_people(slug, limit=MOST)
    reminded = batches.reminded_since(now - PAUSE_BETWEEN_REMINDERS)
    progress = batches.progress_since(now - WATCHED)
    page = render_template(
        "credentials/show_waiting.html",
        waiting=waiting,
        reminded=reminded,
        to_remind=to_remind(waiting.people, reminded),
        to_issue=to_issue(waiting.people, MOST),
        progress=progress,
        wanted=slug,
        titles={slug: module.text(language()).title for slug, module in current_catalogue().modules.items()},
    )
    response = make_response(page)
    if progress.due and "watch" in request.args:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


def _module_wanted() -> str | None:
    asked = request.values.get("module", "")
    return asked if asked in current_catalogue().modules else None


@bp.post("/teaching/certificates/remind")
@requires(Permission.ISSUE_CREDENTIALS)
def remind_of_names() -> Answer:
    """One mail to each person who has to confirm a name."""
    count = services.remind_of_names(_module_wanted(), by=signed_in().id)
    flash(ngettext("%(num)d person was reminded.", "%(num)d people were reminded.", count), "done")
    return redirect(url_for("credentials.show_waiting", module=_module_wanted()), 303)


@bp.post("/teaching/certificates/issue")
@requires(Permission.ISSUE_CREDENTIALS)
def issue_batch() -> Answer:
    """Issue what can be issued now."""
    result = services.issue_batch(_module_wanted(), current_catalogue(), by=signed_in().id)
    said = ngettext(
        "%(num)d certificate was issued.", "%(num)d certificates were issued.", result.issued_count
    )
    flash(said, "done")
    if result.refused_count:
        flash(
            _("For some people nothing could be issued: the log of the server says what the module lacks."),
            "warning",
        )
    return redirect(url_for("credentials.show_waiting", module=_module_wanted(), watch="yes"), 303)
