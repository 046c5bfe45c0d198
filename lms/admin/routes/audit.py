"""The audit log in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms.admin.forms.audit import AuditFilter, begin_of, end_of
from lms.admin.queries import audit as queries
from lms.admin.routes.blueprint import bp
from lms.admin.routes.scopes import scope_in_words, scopes_in_words
from lms.admin.wording.audit import ACTIONS, GROUPS, actions_of, group_of
from lms.admin.wording.entries import Line, line_of
from lms.admin.wording.saying import sayings_of, values_in_words
from lms.core.access import Permission
from lms.core.paging import sorted_by
from lms.web.access import requires
from lms.web.catalogue import current_catalogue
from lms.web.exports import Column, Export, rows_of, send_export
from lms.web.i18n import language
from lms.web.listing import Asked, ask, choices, listing


@bp.get("/desk/audit")
@requires(Permission.SEE_STATE)
def show_audit() -> tuple[str, int]:
    """What was done by whom, the newest first."""
    asked = _asked()
    titles = _titles()
    found = listing(
        asked,
        lambda: queries.entries(_wanted(asked), asked.cursor).of(
            lambda entry: line_of(entry, titles, scope_in_words)
        ),
        in_words=lambda count, shown: ngettext("%(shown)s entry", "%(shown)s entries", count, shown=shown),
    )
    return render_template("admin/show_audit.html", listing=found), found.status


@bp.post("/desk/audit/export")
@requires(Permission.SEE_STATE)
def export_audit() -> Response | tuple[str, int]:
    """The same entries as a file."""
    asked = _asked()
    if not asked.is_valid:
        return show_audit()
    wanted, titles = _wanted(asked), _titles()

    def lines() -> Iterator[Line]:
        query = sorted_by(queries.wanted_entries(wanted), queries.ORDER)
        yield from rows_of(query, lambda rows: _lines(queries.with_names(rows), titles))

    export = Export(name="audit", title=_("Audit log"), columns=_columns(), rows=lines)
    return send_export(export, filters=asked.noted)


def _lines(entries: Iterable[Any], titles: dict[str, str]) -> Iterable[Line]:
    return (line_of(entry, titles, scope_in_words) for entry in entries)


def _columns() -> list[Column[Line]]:
    return [
        Column("happened_at", _("When"), lambda line: line.happened_at),
        Column("who", _("Who"), lambda line: line.who),
        Column("sentence", _("What happened"), lambda line: line.sentence),
        Column("about", _("About"), lambda line: line.group, lambda line: group_of(line.action)),
        Column("action", _("Action"), lambda line: line.action),
        Column("subject", _("Subject"), lambda line: line.subject),
        Column("before", _("Before"), lambda line: line.before),
        Column("after", _("After"), lambda line: line.after),
    ]


def _asked() -> Asked:
    form = AuditFilter.from_address()
    form.group.offer(choices((group.value, words) for group, words in GROUPS.items()))
    return ask(form, {queries.ORDER.name: _("Newest first")})


def _wanted(asked: Asked) -> queries.Wanted:
    form = asked.form
    return queries.Wanted(
        person=form.person.data or "",
        sayings=_sayings(form.words.data or "", form.group.data or ""),
        subject=form.subject.data or "",
        since=begin_of(form.since.data),
        before=end_of(form.until.data),
    )


def _sayings(words: str, group: str) -> list[queries.Saying] | None:
    if not words and not group:
        return None
    values = values_in_words(_titles(), scopes_in_words()) if words else {}
    return sayings_of(words, actions_of(group) if group else ACTIONS, values)


def _titles() -> dict[str, str]:
    return {slug: module.text(language()).title for slug, module in current_catalogue().modules.items()}
