"""What can happen to a credential."""

from enum import StrEnum


class EventKind(StrEnum):
    """What can happen to a credential."""

    ISSUED = "issued"
    RENDERED = "rendered"
    RENDERING_GIVEN_UP = "rendering-given-up"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    NAME_SHOWN = "name-shown"
    NAME_HIDDEN = "name-hidden"
    HOLDER_ERASED = "holder-erased"
