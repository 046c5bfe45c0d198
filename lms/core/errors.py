"""The errors that services raise and pages turn into plain sentences."""


class CampusError(Exception):
    """Something a person can be told; `message` is the sentence (a lazy translation is welcome)."""

    def __init__(self, message: object = "") -> None:
        super().__init__(str(message) if isinstance(message, str) else "")
        self.message = message


class NotFoundError(CampusError):
    """It does not exist, or not for this person."""


class RefusedError(CampusError):
    """A rule forbids it now; the message says which and what would help."""


class BusyError(CampusError):
    """It cannot be done now, and a little later it can."""


class ForbiddenError(CampusError):
    """The person lacks the permission."""
