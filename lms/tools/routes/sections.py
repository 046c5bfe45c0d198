"""Filling in a sheet, one section at a time."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.tools.model import Section
from lms.content.tools.reading import TOOL_FILE
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.tools.conflicts import Difference, differences
from lms.tools.errors import ChangedElsewhereError
from lms.tools.forms import PostedSection, read_section
from lms.tools.routes.blueprint import bp
from lms.tools.routes.opening import OpenSheet, limits_saving, open_sheet, open_sheet_to_change
from lms.tools.rules.values import row_count
from lms.tools.services import Change
from lms.tools.services import save_section as keep_section
from lms.web.access import requires
from lms.web.filters import show_time_of_day
from lms.web.i18n import language


@bp.get("/tools/<sheet_id>/<section_id>")
@requires(Permission.LEARN)
def show_section(sheet_id: str, section_id: str) -> str:
    """A section to fill in, with its results."""
    opened = open_sheet(sheet_id)
    return _page(opened, _section(opened, section_id))


@bp.post("/tools/<sheet_id>/<section_id>")
@requires(Permission.LEARN)
@limits_saving
def save_section(sheet_id: str, section_id: str) -> Answer:
    """Keep a section: all of it, or nothing where something in it is wrong."""
    opened = open_sheet_to_change(sheet_id)
    section = _section(opened, section_id)
    most_row = row_count(opened.tool, section.matrix.of, opened.sheet.content) if section.matrix else 0
    posted = read_section(section, request.form, most_row=most_row)
    if posted.problems:
        return _answer(opened, section, posted, status=422)
    try:
        keep_section(opened.sheet, opened.module, opened.tool, section, _change(posted))
    except ChangedElsewhereError as refusal:
        found = differences(opened.view, section, posted.typed)
        return _answer(opened, section, posted, status=409, refusal=refusal, found=found)
    if _is_live():
        return _answer(opened, section, posted, status=200)
    return redirect(_where_to_go(opened, section, posted), 303)


def _section(opened: OpenSheet, section_id: str) -> Section:
    section = opened.tool.section(section_id)
    if section is None:
        raise NotFoundError
    return section


def _change(posted: PostedSection) -> Change:
    return Change(
        values=posted.values,
        revision=posted.revision,
        removes=posted.removes,
        puts_back=posted.puts_back,
    )


def _is_live() -> bool:
    """A script of ours asks, and wants only what has changed on the page."""
    return request.form.get("live") == "yes"


def _where_to_go(opened: OpenSheet, section: Section, posted: PostedSection) -> str:
    go_on = request.form.get("do") == "next"
    sections = opened.tool.sections
    position = sections.index(section)
    if go_on and position + 1 == len(sections):
        return url_for("tools.show_sheet", sheet_id=opened.sheet.id)
    following = sections[position + 1] if go_on else section
    anchor = f"row-{len(posted.typed.rows)}" if posted.adds else None
    removed = "yes" if posted.removes is not None else None
    return url_for(
        "tools.show_section",
        sheet_id=opened.sheet.id,
        section_id=following.id,
        removed=removed,
        saved=None if go_on or posted.adds or removed else "yes",
        _anchor=anchor or ("removed" if removed else None),
    )


def _answer(
    opened: OpenSheet,
    section: Section,
    posted: PostedSection,
    *,
    status: int,
    refusal: ChangedElsewhereError | None = None,
    found: tuple[Difference, ...] = (),
) -> Answer:
    """What was typed, with results; with what is wrong, or what was changed elsewhere."""
    page = _page(opened, section, posted, message=_message(opened, status), refusal=refusal, found=found)
    return Answer(page, status=status, mimetype="text/html")


def _message(opened: OpenSheet, status: int) -> str:
    if status == 200:
        return str(_("Saved %(time)s", time=_saved_at(opened)))
    if status == 409:
        return str(_("Not saved: changed elsewhere at %(time)s.", time=_saved_at(opened)))
    return str(_("Not saved yet: something needs another look."))


def _saved_at(opened: OpenSheet) -> str:
    return show_time_of_day(opened.sheet.changed_at)


def _page(
    opened: OpenSheet,
    section: Section,
    posted: PostedSection | None = None,
    *,
    message: str = "",
    refusal: ChangedElsewhereError | None = None,
    found: tuple[Difference, ...] = (),
) -> str:
    view = opened.view
    shown = view.section(section, posted.typed if posted else None, posted.problems if posted else None)
    tabs = view.tabs(opened.sheet.id, section.id)
    position = opened.tool.sections.index(section)
    return render_template(
        "tools/_live.html" if _is_live() else "tools/show_section.html",
        module=opened.module,
        text=opened.module.text(language()),
        tool=opened.tool,
        sheet=opened.sheet,
        spoken=opened.module.written_in(TOOL_FILE, language()),
        view=shown,
        tabs=tabs,
        tab=tabs[position],
        previous=tabs[position - 1] if position else None,
        next=tabs[position + 1] if position + 1 < len(tabs) else None,
        message=message,
        saved_at=_saved_at(opened),
        refusal=refusal,
        differences=found,
    )
