"""What can stand in the way of a certificate, as errors that a page turns into sentences."""

from lms.core.errors import CampusError, RefusedError
from lms.credentials.rules import Element


class NotIssuableError(RefusedError):
    """A certificate cannot be issued now; the completion stands."""


class NameNotConfirmedError(NotIssuableError):
    """The holder has not said how the name is to be printed."""


class ElementsMissingError(NotIssuableError):
    """Something that every certificate must state is missing; `elements` says what."""

    def __init__(self, elements: tuple[Element, ...]) -> None:
        super().__init__()
        self.elements = elements


class KeyUnusableError(CampusError):
    """A key is missing, or does not open; the message says what to do."""


class KeyRefusedError(RefusedError):
    """A key or certificate is not taken; the message says why and what would be right."""


class HolderErasedError(CampusError):
    """The key that opened this was deleted when its holder was erased; nobody can read it any more."""


class MasterKeyMissingError(CampusError):
    """`keys/vault` of the data folder is not there, or is not the key that records were encrypted with."""
