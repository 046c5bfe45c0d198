"""What the tools refuse, in words for the person."""

from flask_babel import lazy_gettext as _

from lms.core.errors import NotFoundError, RefusedError
from lms.tools.models import ToolSheet
from lms.tools.rules.values import SectionValues


class NoToolError(NotFoundError):
    """The module has no tool."""


class TooManySheetsError(RefusedError):
    """The person has as many sheets as are kept."""

    def __init__(self) -> None:
        super().__init__(_("You have as many sheets in this module as we keep. Delete one to start another."))


class ChangedElsewhereError(RefusedError):
    """The section was changed in another window or on another device; `present` is how it stands there."""

    def __init__(self, sheet: ToolSheet, present: SectionValues) -> None:
        super().__init__(_("This sheet was changed elsewhere."))
        self.sheet = sheet
        self.present = present
