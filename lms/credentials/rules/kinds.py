"""What a credential is awarded for."""

from enum import StrEnum


class CredentialKind(StrEnum):
    """What was achieved."""

    MODULE = "module"
    COURSE = "course"
    DIPLOMA = "diploma"
