"""Certificates for many: who waits and why, reminding, issuing, how far the worker is."""

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta

from flask import Response, flash, make_response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response as Answer

from lms.core import clock
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.core.scopes import Reach
from lms.core.storage import MissingFileError
from lms.credentials import services
from lms.credentials.bundle import Entry, bundle_of, file_name, readme_of, shortened
from lms.credentials.codes import grouped
from lms.credentials.forms.waiting import WaitingFilter
from lms.credentials.queries import HeldFile, batches, waiting
from lms.credentials.routes.blueprint import bp
from lms.credentials.rules.batches import PAUSE_BETWEEN_REMINDERS, WaitingPerson, to_issue, to_remind
from lms.credentials.services.batches import LATELY, MOST, MOST_FILES
from lms.credentials.wording.holders import ELEMENT_TEXTS, FORM_NAMES
from lms.people.rules import LookKind
from lms.people.services import note_looks
from lms.web.access import own_reach, requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.language_names import LANGUAGES
from lms.web.listing import Asked, ask, choices, listing
from lms.web.renewing import renew

WATCHED = timedelta(hours=24)
REFRESH_SECONDS = 5
SORTS = {
    "completed": lazy_gettext("Completed, earliest first"),
    "-completed": lazy_gettext("Completed, latest first"),
}


@bp.get("/teaching/certificates")
@requires(Permission.ISSUE_CREDENTIALS)
def show_waiting() -> tuple[Response, int]:
    """Who waits for a certificate and what is missing, and how far the files are."""
    asked, reach, now = _asked(), _reach(), clock.now()
    slug = asked.form.module.data or None if asked.is_valid else None
    wanted = waiting.Wanted(reach=reach, module_slug=slug)
    longest = waiting.longest_waiting(wanted, limit=MOST + 1) if asked.is_valid else ()
    found = listing(
        asked,
        lambda: waiting.find_waiting(wanted, longest, limit=MOST, order=asked.sort, cursor=asked.cursor),
        in_words=lambda count, shown: ngettext(
            "%(shown)s certificate waits", "%(shown)s certificates wait", count, shown=shown
        ),
    )
    notes = batches.notes(now - PAUSE_BETWEEN_REMINDERS, [one.completion_id for one in found.rows])
    work = batches.work_on_files(
        slug,
        reach,
        watched_since=now - WATCHED,
        issued_since=now - LATELY,
        most_broken=MOST,
        most_issued=MOST_FILES,
    )
    page = render_template(
        "credentials/show_waiting.html",
        listing=found,
        notes=notes,
        work=work,
        elements=ELEMENT_TEXTS,
        forms=FORM_NAMES,
        languages=LANGUAGES,
        most_files=MOST_FILES,
        wanted=slug,
        titles=_titles(reach),
        **_next_steps(longest[:MOST] if found.page.total else (), notes.reminded),
    )
    response = make_response(page)
    if work.progress.due and "watch" in request.args:
        renew(response, REFRESH_SECONDS)
    return response, found.status


def _asked() -> Asked:
    form = WaitingFilter.from_address()
    form.module.offer(choices(_titles(_reach()).items()))
    return ask(form, SORTS)


def _next_steps(longest: Sequence[WaitingPerson], reminded: frozenset[str]) -> dict[str, int]:
    """For how many people each act would do something: of those who have waited longest."""
    return {"to_issue": len(to_issue(longest, MOST)), "to_remind": len(to_remind(longest, reminded))}


def _reach() -> Reach:
    return own_reach(Permission.ISSUE_CREDENTIALS)


def _titles(reach: Reach) -> dict[str, str]:
    """Of the modules that somebody within reach may wait for."""
    modules = current_catalogue().modules.values()
    return {
        one.slug: one.text(language()).title
        for one in modules
        if reach.meets_module(course=one.course, module=one.slug)
    }


def _module_wanted() -> str | None:
    asked = request.values.get("module", "")
    return asked if asked in current_catalogue().modules else None


@bp.post("/teaching/certificates/remind")
@requires(Permission.ISSUE_CREDENTIALS)
def remind_of_names() -> Answer:
    """One mail to each person who has to confirm a name."""
    count = services.remind_of_names(_module_wanted(), _reach(), by=signed_in().id)
    flash(ngettext("%(num)d person was reminded.", "%(num)d people were reminded.", count), "done")
    return redirect(url_for("credentials.show_waiting", module=_module_wanted()), 303)


@bp.post("/teaching/certificates/issue")
@requires(Permission.ISSUE_CREDENTIALS)
def issue_batch() -> Answer:
    """Issue what can be issued now."""
    result = services.issue_batch(_module_wanted(), _reach(), current_catalogue(), by=signed_in().id)
    said = ngettext(
        "%(num)d certificate was issued.", "%(num)d certificates were issued.", result.issued_count
    )
    flash(said, "done")
    if result.refused_count:
        flash(
            _("For some people nothing could be issued: the list below says what is missing."),
            "warning",
        )
    return redirect(url_for("credentials.show_waiting", module=_module_wanted(), watch="yes"), 303)


@bp.post("/teaching/certificates/retry")
@requires(Permission.ISSUE_CREDENTIALS)
def try_files_again() -> Answer:
    """Have the files made that were given up."""
    count = services.try_files_again(_reach(), by=signed_in().id)
    flash(ngettext("%(num)d file is tried again.", "%(num)d files are tried again.", count), "done")
    return redirect(url_for("credentials.show_waiting", module=_module_wanted(), watch="yes"), 303)


@bp.post("/teaching/certificates/files.zip")
@requires(Permission.ISSUE_CREDENTIALS)
def take_files() -> Answer:
    """The certificates of a module that were issued lately, to print and hand out."""
    slug = _module_wanted()
    if slug is None or slug not in _titles(_reach()):
        raise NotFoundError
    title = current_catalogue().modules[slug].text(language()).title
    taken = services.take_files(slug, _reach(), by=signed_in().id)
    holders = [one.held.row.holder_id for one in taken]
    note_looks(signed_in().id, holders, LookKind.ACHIEVEMENTS)
    entries = [entry for one in taken for entry in certificate_entries(one, title)]
    paragraphs = [
        _("Certificates of the module “%(title)s”, issued in the last 30 days.", title=title),
        _("They name people: hand them to their holders and to nobody else, and remove them afterwards."),
    ]
    data = bundle_of(entries, readme_of(_("Certificates"), paragraphs, ()))
    response = send_file(
        io.BytesIO(data),
        mimetype="application/zip",
        as_attachment=True,
        download_name=file_name(f"{_('Certificates')} {shortened(title)}.zip"),
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


def certificate_entries(one: HeldFile, folder: str) -> Iterator[Entry]:
    """A certificate as it lies in an archive; nothing where its file is not kept."""
    try:
        made = services.opened(one.file, one.held.key) if one.file is not None else None
    except MissingFileError:
        return
    if made is not None:
        name = f"{one.held.record.holder_name} {grouped(one.held.credential.code)[:9]}.pdf"
        yield Entry(folder=folder, name=name, data=made.data)
