"""A module's tool: what it does, the person's own sheets, and starting one."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from lms.content.outline import Module
from lms.content.tools.model import Tool
from lms.content.tools.reading import TOOL_FILE
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning import queries as learning
from lms.learning.editions import edition_of, seen_edition
from lms.learning.models import Enrolment
from lms.tools import queries, services
from lms.tools.errors import NoToolError
from lms.tools.forms import NameForm
from lms.tools.models import ToolSheet
from lms.tools.routes.blueprint import bp
from lms.tools.routes.opening import limits_adding
from lms.tools.rules.limits import LONGEST_NAME, MOST_SHEETS
from lms.web.access import requires, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.forms import strip
from lms.web.i18n import language


@bp.get("/modules/<module_slug>/tool")
@requires(Permission.LEARN)
def show_tool(module_slug: str) -> Answer | str:
    """What the tool does, and the person's own sheets."""
    facts = learning.facts_of_module(signed_in().id, module_slug)
    module = seen_edition(current_catalogue(), module_slug, facts)
    tool = _tool_of(module)
    if facts is None:
        flash(_("Join the module to use its tool."), "info")
        return redirect(url_for("study.show_module", module_slug=module_slug), 303)
    sheets = queries.sheets_of(signed_in().id, module_slug)
    return render_template(
        "tools/show_tool.html",
        module=module,
        text=module.text(language()),
        tool=tool,
        sheets=sheets,
        may_add=len(sheets) < MOST_SHEETS,
        form=NameForm(),
        spreadsheet=module.asset(tool.spreadsheet),
        spoken=module.written_in(TOOL_FILE, language()),
    )


def _tool_of(module: Module) -> Tool:
    tool = module.text(language()).tool
    if tool is None:
        raise NoToolError
    return tool


def _joined(module_slug: str) -> tuple[Enrolment, Module, Tool]:
    enrolment = learning.enrolment_of(signed_in().id, module_slug)
    if enrolment is None:
        raise NotFoundError
    module = edition_of(current_catalogue(), enrolment)
    return enrolment, module, _tool_of(module)


@bp.post("/modules/<module_slug>/tool/sheets")
@requires(Permission.LEARN)
@limits_adding
def start_sheet(module_slug: str) -> Answer:
    """Start a blank sheet, and begin with its first section."""
    enrolment, module, tool = _joined(module_slug)
    name = str(strip(request.form.get("name", "")))[:LONGEST_NAME]
    name = name or _("Sheet %(number)s", number=queries.sheet_count(enrolment.user_id, module_slug) + 1)
    return _to_first_section(services.start_sheet(enrolment, module, tool, name), tool)


@bp.post("/modules/<module_slug>/tool/examples/<example_id>")
@requires(Permission.LEARN)
@limits_adding
def open_example(module_slug: str, example_id: str) -> Answer:
    """Start a sheet that is filled with an example of the tool."""
    enrolment, module, tool = _joined(module_slug)
    example = next((one for one in tool.examples if one.id == example_id), None)
    if example is None:
        raise NotFoundError
    return _to_first_section(services.open_example(enrolment, module, tool, example), tool)


def _to_first_section(sheet: ToolSheet, tool: Tool) -> Answer:
    first = tool.sections[0].id
    return redirect(url_for("tools.show_section", sheet_id=sheet.id, section_id=first), 303)
