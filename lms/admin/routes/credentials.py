"""All certificates: the list, and taking it along."""

from flask import Response, abort, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from lms.admin.forms.credentials import CredentialFilter
from lms.admin.queries import credentials as queries
from lms.admin.queries.credentials import CredentialLine, FileState, Wanted
from lms.admin.routes.blueprint import bp
from lms.admin.routes.choices import countries, courses, modules_within
from lms.admin.wording.credentials import FILE_STATES, TAGS
from lms.core.access import Permission
from lms.core.scopes import Reach
from lms.credentials.codes import grouped
from lms.credentials.models import CredentialRecord
from lms.credentials.rules import CredentialKind, Standing, may_be_revoked
from lms.credentials.wording.refusals import KIND_TEXTS, STANDING_TEXTS
from lms.people.rules import LookKind
from lms.people.services import note_list
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.exports import Column, Export, rows_of, send_export
from lms.web.i18n import time_zone
from lms.web.listing import Asked, ask, listing

SORTS = {
    "-issued": lazy_gettext("Issued, latest first"),
    "issued": lazy_gettext("Issued, earliest first"),
}


@bp.get("/desk/credentials")
@requires(Permission.REVOKE_CREDENTIALS)
def show_credentials() -> tuple[str, int]:
    """A page of the list."""
    asked, reach = _asked(), _reach()
    found = listing(
        asked,
        lambda: queries.find_credentials(
            _wanted(asked.form), reach, current_catalogue(), order=asked.sort, cursor=asked.cursor
        ),
        in_words=_in_words,
    )
    page = render_template(
        "admin/show_credentials.html",
        listing=found,
        kinds=KIND_TEXTS,
        standings=STANDING_TEXTS,
        tags=TAGS,
        may_be_revoked=may_be_revoked,
        grouped=grouped,
    )
    return page, found.status


@bp.post("/desk/credentials/export")
@requires(Permission.REVOKE_CREDENTIALS)
def export_credentials() -> Response:
    """The whole list as it is filtered, as a file."""
    asked, reach, catalogue = _asked(), _reach(), current_catalogue()
    if not asked.is_valid:
        abort(422)
    found = queries.all_credentials(_wanted(asked.form), reach, catalogue, order=asked.sort)
    query = note_list(signed_in().id, found, LookKind.ACHIEVEMENTS, user_id=CredentialRecord.holder_id)
    export = Export(
        name="certificates",
        title=_("Certificates"),
        columns=_columns(),
        rows=lambda: rows_of(query, queries.lines),
    )
    return send_export(export, filters=asked.noted)


def _columns() -> list[Column[CredentialLine]]:
    return [
        Column("name", _("Holder"), lambda one: one.name),
        Column("email", _("E-mail address"), lambda one: one.email),
        Column("country", _("Country"), lambda one: one.country),
        Column("code", _("Code"), lambda one: grouped(one.code)),
        Column("kind", _("Kind"), lambda one: str(KIND_TEXTS[one.kind]), lambda one: one.kind),
        Column("achievement", _("Module or course"), lambda one: one.achievement_slug),
        Column("title", _("Title"), lambda one: one.title),
        Column("state", _("State"), lambda one: str(STANDING_TEXTS[one.standing]), lambda one: one.standing),
        Column("awarded_on", _("Completed"), lambda one: one.awarded_on),
        Column("issued_at", _("Date of issue"), lambda one: one.issued_at),
        Column("expires_on", _("Expires"), lambda one: one.expires_on),
    ]


def _in_words(count: int, shown: str) -> str:
    return str(ngettext("%(shown)s certificate", "%(shown)s certificates", count, shown=shown))


def _reach() -> Reach:
    return signed_in().reach(Permission.REVOKE_CREDENTIALS)


def _asked() -> Asked:
    form = CredentialFilter.from_address()
    form.achievement.offer({**modules_within(_reach()), **courses()})
    form.kind.offer({kind.value: words for kind, words in KIND_TEXTS.items()})
    form.standing.offer({one.value: words for one, words in STANDING_TEXTS.items()})
    form.files.offer({one.value: words for one, words in FILE_STATES.items()})
    form.country.offer(countries())
    return ask(form, SORTS)


def _wanted(form: CredentialFilter) -> Wanted:
    kind, standing, files = form.kind.data, form.standing.data, form.files.data
    return Wanted(
        typed=form.q.data or "",
        achievement=form.achievement.data or "",
        kind=CredentialKind(kind) if kind else None,
        standing=Standing(standing) if standing else None,
        files=FileState(files) if files else None,
        country=form.country.data or "",
        since=form.since.data,
        until=form.until.data,
        zone=time_zone(),
    )
