"""The forms in which a credential is given out."""

from enum import StrEnum


class FileForm(StrEnum):
    """What kind of file it is."""

    PDF = "pdf"
    BADGE = "badge"
    """Open Badge as JSON with a Data Integrity proof."""
    JWT = "jwt"
    """The same signed as a token."""
