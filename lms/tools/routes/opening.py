"""What all pages of a sheet begin with: the sheet, if it is the person's own, and the tool it belongs to."""

from dataclasses import dataclass

from lms.content.outline import Module
from lms.content.tools.model import Tool
from lms.core.errors import NotFoundError
from lms.learning.editions import edition_of
from lms.learning.models import Enrolment
from lms.tools import queries
from lms.tools.errors import NoToolError
from lms.tools.models import ToolSheet
from lms.tools.queries import OwnSheet
from lms.tools.sheets import SheetView
from lms.web.access import current_actor, signed_in
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.limits import limiter


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSheet:
    """A person's own sheet, with the edition of the module that the person is on."""

    sheet: ToolSheet
    enrolment: Enrolment | None
    module: Module
    tool: Tool

    @property
    def view(self) -> SheetView:
        """The sheet as pages show it."""
        return SheetView(self.tool, self.sheet.content)


def open_sheet(sheet_id: str) -> OpenSheet:
    """A sheet to look at; raises NotFoundError where it is not the person's own."""
    return _opened(queries.own_sheet(signed_in().id, sheet_id))


def open_sheet_to_change(sheet_id: str) -> OpenSheet:
    """The same, locked until the request ends."""
    return _opened(queries.own_sheet_to_change(signed_in().id, sheet_id))


def _opened(own: OwnSheet | None) -> OpenSheet:
    if own is None:
        raise NotFoundError
    module, tool = _edition(own)
    return OpenSheet(sheet=own.sheet, enrolment=own.enrolment, module=module, tool=tool)


def _edition(own: OwnSheet) -> tuple[Module, Tool]:
    """The edition the person is on, or the sheet's own where that one has no tool or the person has left."""
    for begun in (own.enrolment, own.sheet):
        if begun is not None:
            module = edition_of(current_catalogue(), begun)
            tool = module.text(language()).tool
            if tool is not None:
                return module, tool
    raise NoToolError


def _who() -> str:
    return f"tools {current_actor().id}"


limits_saving = limiter.limit("120 per minute; 3000 per hour", key_func=_who)
"""Saves of a section; typing without a pause saves about every second."""

limits_adding = limiter.limit("20 per minute; 100 per hour", key_func=_who)
"""New sheets."""
