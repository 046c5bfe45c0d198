"""Certificates for a cohort: who is meant, what each would get, ordering it, and how far it is."""

import io
from collections.abc import Iterator, Sequence

from flask import flash, make_response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from lms.core.access import Permission
from lms.core.addresses import public_address
from lms.core.errors import NotFoundError
from lms.core.spreadsheet_text import csv_of
from lms.credentials import services
from lms.credentials.bundle import Entry, bundle_of, file_name, readme_of, shortened
from lms.credentials.codes import grouped
from lms.credentials.forms.cohorts import CohortForm
from lms.credentials.models import Cohort
from lms.credentials.queries import batches, cohorts
from lms.credentials.queries.cohorts import Completed
from lms.credentials.routes.batches import REFRESH_SECONDS, certificate_entries
from lms.credentials.routes.blueprint import bp
from lms.credentials.rules.cohorts import (
    MEMBERS,
    Choice,
    Outlook,
    Planned,
    State,
    counts_of,
    fingerprint_of,
    state_of,
)
from lms.credentials.services.batches import MOST_FILES
from lms.credentials.services.cohorts import CohortTooLargeError
from lms.credentials.wording.cohorts import (
    CHOICE_TEXTS,
    OUTLOOK_TAGS,
    OUTLOOK_TEXTS,
    STATE_TAGS,
    STATE_TEXTS,
)
from lms.credentials.wording.holders import ELEMENT_TEXTS
from lms.people.rules import LookKind
from lms.people.services import note_looks
from lms.web.access import own_reach, requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.renewing import renew
from lms.web.security import FILE_POLICY

MOST_COHORTS = 20
"""Latest ones that are listed."""


@bp.get("/teaching/certificates/cohorts")
@requires(Permission.ISSUE_CREDENTIALS)
def show_cohorts() -> str:
    """The form, and the cohorts of the last month."""
    return _page(_form())


def _form() -> CohortForm:
    form = CohortForm()
    form.module.choices = [(slug, _title(slug)) for slug in _modules_within()]
    return form


def _modules_within() -> list[str]:
    """A cohort is of a module: only whoever reaches the whole of it makes one."""
    reach, modules = own_reach(Permission.ISSUE_CREDENTIALS), current_catalogue().modules
    return [slug for slug, one in modules.items() if reach.covers_module(course=one.course, module=slug)]


def _title(slug: str) -> str:
    module = current_catalogue().modules.get(slug)
    return module.text(language()).title if module else slug


def _page(form: CohortForm, plan: Sequence[Planned] | None = None, *, is_changed: bool = False) -> str:
    return render_template(
        "credentials/show_cohorts.html",
        form=form,
        plan=plan,
        is_changed=is_changed,
        counts=counts_of(plan or ()),
        new=Outlook.NEW,
        seen=fingerprint_of(plan or ()),
        has_members=any(one.outlook in MEMBERS for one in plan or ()),
        outlooks=OUTLOOK_TEXTS,
        outlook_tags=OUTLOOK_TAGS,
        choices=CHOICE_TEXTS,
        title=_title,
        latest=_latest() if plan is None else (),
    )


def _latest() -> Sequence[tuple[Cohort, int]]:
    """Those of modules that are no more are seen by whoever sees everything."""
    is_whole = own_reach(Permission.ISSUE_CREDENTIALS).is_everywhere
    return cohorts.latest_cohorts(MOST_COHORTS, None if is_whole else _modules_within())


@bp.post("/teaching/certificates/cohorts/plan")
@requires(Permission.ISSUE_CREDENTIALS)
def plan_cohort() -> str | tuple[str, int]:
    """What each would get; nothing is written. A post, because addresses do not belong in one of ours."""
    form = _form()
    plan = _plan(form)
    return (_page(form), 422) if plan is None else _page(form, plan)


def _plan(form: CohortForm) -> tuple[Planned, ...] | None:
    """What the form means; None where its fields say what is wrong."""
    if not form.is_whole():
        return None
    slug, catalogue = form.module.data, current_catalogue()
    try:
        if form.chosen is Choice.ADDRESSES:
            return services.plan_for_list(slug, catalogue, form.addresses.data or "")
        if form.chosen is Choice.DATES:
            return services.plan_for_dates(slug, catalogue, since=form.since, before=form.before)
        return services.plan_for_dates(slug, catalogue)
    except CohortTooLargeError:
        form.refuse_size()
        return None


@bp.post("/teaching/certificates/cohorts")
@requires(Permission.ISSUE_CREDENTIALS)
def start_cohort() -> Answer | tuple[str, int]:
    """Order what was seen; where it has changed since, it is shown anew and nothing is ordered."""
    form = _form()
    plan = _plan(form)
    if plan is None:
        return _page(form), 422
    if form.seen.data != fingerprint_of(plan):
        return _page(form, plan, is_changed=True), 409
    cohort = services.start_cohort(form.module.data, form.chosen, plan, by=signed_in().id)
    return redirect(url_for("credentials.show_cohort", cohort_id=cohort.id, watch="yes"), 303)


@bp.get("/teaching/certificates/cohorts/<cohort_id>")
@requires(Permission.ISSUE_CREDENTIALS)
def show_cohort(cohort_id: str) -> Answer:
    """How far a cohort is, and how each of its people stands."""
    cohort = _cohort(cohort_id)
    members = cohorts.members_of(cohort.id)
    states = {one.completion.id: _state(one) for one in members}
    files = cohorts.file_progress([one.credential.id for one in members if one.credential])
    failed = [one for one, state in states.items() if state is State.FAILED]
    found = list(states.values())
    page = render_template(
        "credentials/show_cohort.html",
        cohort=cohort,
        title=_title(cohort.module_slug),
        choice=CHOICE_TEXTS[cohort.choice],
        members=sorted(members, key=lambda one: list(State).index(states[one.completion.id])),
        states=states,
        counts={state: found.count(state) for state in State if state in found},
        state=State,
        texts=STATE_TEXTS,
        tags=STATE_TAGS,
        files=files,
        refused=batches.refused(failed) if failed else {},
        elements=ELEMENT_TEXTS,
        grouped=grouped,
        parts=-(-found.count(State.ISSUED) // MOST_FILES),
        most_files=MOST_FILES,
    )
    response = make_response(page)
    if "watch" in request.args and (State.DUE in found or files.due):
        renew(response, REFRESH_SECONDS)
    return response


def _cohort(cohort_id: str) -> Cohort:
    found = cohorts.cohort(cohort_id)
    reach = own_reach(Permission.ISSUE_CREDENTIALS)
    if found is None or not (reach.is_everywhere or found.module_slug in _modules_within()):
        raise NotFoundError(_("This list is no longer kept. The certificates are."))
    return found


def _state(one: Completed) -> State:
    return state_of(
        is_issued=one.credential is not None,
        is_revoked=one.credential is not None and one.credential.revoked_at is not None,
        is_name_settled=one.is_name_settled,
        was_tried=one.tried_at is not None,
    )


@bp.post("/teaching/certificates/cohorts/<cohort_id>/retry")
@requires(Permission.ISSUE_CREDENTIALS)
def try_cohort_again(cohort_id: str) -> Answer:
    """Have those tried again that could not be issued."""
    count = services.try_cohort_again(_cohort(cohort_id), by=signed_in().id)
    flash(ngettext("%(num)d person is tried again.", "%(num)d people are tried again.", count), "done")
    return redirect(url_for("credentials.show_cohort", cohort_id=cohort_id, watch="yes"), 303)


@bp.post("/teaching/certificates/cohorts/<cohort_id>/files.zip")
@requires(Permission.ISSUE_CREDENTIALS)
def take_cohort_files(cohort_id: str) -> Answer:
    """The certificates of a cohort, to print and hand out, with the list."""
    cohort, part = _cohort(cohort_id), request.form.get("part", 1, type=int)
    members, title = _members_taken(cohort), _title(cohort.module_slug)
    issued = [one.credential.id for one in members if one.credential and _state(one) is State.ISSUED]
    chosen = issued[MOST_FILES * (part - 1) : MOST_FILES * part] if part > 0 else []
    taken = services.take_cohort_files(cohort, chosen, by=signed_in().id)
    entries = [entry for one in taken for entry in certificate_entries(one, title)]
    entries.append(Entry(folder=title, name="list.csv", data=_table(members).encode()))
    paragraphs = [
        _("Certificates of the module “%(title)s”.", title=title),
        _("They name people: hand them to their holders and to nobody else, and remove them afterwards."),
    ]
    data = bundle_of(entries, readme_of(_("Certificates"), paragraphs, ()))
    return _sent(data, "application/zip", f"{_('Certificates')} {shortened(title)}.zip")


@bp.post("/teaching/certificates/cohorts/<cohort_id>/list.csv")
@requires(Permission.ISSUE_CREDENTIALS)
def take_cohort_list(cohort_id: str) -> Answer:
    """Everybody of a cohort as a table."""
    cohort = _cohort(cohort_id)
    services.note_list_taken(cohort, by=signed_in().id)
    table, title = _table(_members_taken(cohort)), shortened(_title(cohort.module_slug))
    return _sent(table.encode(), "text/csv", f"{_('Certificates')} {title}.csv")


def _members_taken(cohort: Cohort) -> Sequence[Completed]:
    """Those who stand in the list of a cohort, now that it is taken along; each can see who took it."""
    members = cohorts.members_of(cohort.id)
    note_looks(signed_in().id, [one.user.id for one in members], LookKind.ACHIEVEMENTS)
    return members


def _table(members: Sequence[Completed]) -> str:
    heads = [
        _("Name"),
        _("E-mail address"),
        _("Standing"),
        _("Code"),
        _("Address to verify"),
        _("Date of issue"),
        _("Valid until"),
    ]
    return csv_of([str(one) for one in heads], (tuple(_cells(one)) for one in members))


def _cells(one: Completed) -> Iterator[str]:
    yield one.user.certificate_name or ""
    yield one.user.email
    yield str(STATE_TEXTS[_state(one)])
    credential = one.credential
    yield grouped(credential.code) if credential else ""
    yield f"{public_address()}/verify/{credential.code}" if credential else ""
    yield credential.issued_at.date().isoformat() if credential else ""
    yield credential.expires_on.isoformat() if credential and credential.expires_on else ""


def _sent(data: bytes, media_type: str, name: str) -> Answer:
    response = send_file(
        io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=file_name(name)
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/teaching/certificates/cohorts/<cohort_id>/removed")
@requires(Permission.ISSUE_CREDENTIALS)
def remove_cohort(cohort_id: str) -> Answer:
    """Forget the list before its time."""
    services.remove_cohort(_cohort(cohort_id).id)
    flash(_("The list was removed. The certificates stay."), "done")
    return redirect(url_for("credentials.show_cohorts"), 303)
