"""The words for what happened to a certificate and for its files."""

from flask_babel import lazy_gettext as _

from lms.admin.queries.credentials import FileState
from lms.credentials.rules import EventKind, Standing

EVENTS = {
    EventKind.ISSUED: _("Issued"),
    EventKind.RENEWED: _("Issued in the place of one that expires or has expired"),
    EventKind.REISSUED: _("Issued in the place of one on which something was wrong"),
    EventKind.RENDERED: _("A file was made"),
    EventKind.RENDERING_GIVEN_UP: _("A file could not be made, and was given up"),
    EventKind.FILE_REMOVED: _("A file was removed, because its holder was erased"),
    EventKind.REVOKED: _("Withdrawn"),
    EventKind.SUPERSEDED: _("Replaced by another"),
    EventKind.NAME_SHOWN: _("The name is shown in full to whoever verifies"),
    EventKind.NAME_MASKED: _("The name is shown in part to whoever verifies"),
    EventKind.NAME_HIDDEN: _("The name is hidden from whoever verifies"),
    EventKind.HOLDER_ERASED: _("The holder’s data were erased at their request"),
}
FILE_STATES = {
    FileState.WAITING: _("Being prepared"),
    FileState.GIVEN_UP: _("Given up"),
}
TAGS = {
    Standing.VALID: "done",
    Standing.EXPIRED: "warn",
    Standing.SUPERSEDED: "plain",
    Standing.REVOKED: "error",
}
"""Shape and tone of each standing."""
