"""What can happen to a credential."""

from enum import StrEnum


class EventKind(StrEnum):
    """What can happen to a credential."""

    ISSUED = "issued"
    RENEWED = "renewed"
    """Issued in the place of one that expires or has expired."""
    REISSUED = "reissued"
    """Issued in the place of one on which something was wrong."""
    RENDERED = "rendered"
    RENDERING_GIVEN_UP = "rendering-given-up"
    FILE_REMOVED = "file-removed"
    """After its holder was erased."""
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    NAME_SHOWN = "name-shown"
    NAME_MASKED = "name-masked"
    NAME_HIDDEN = "name-hidden"
    HOLDER_ERASED = "holder-erased"
