"""The forms in which a credential is given out."""

from enum import StrEnum


class FileForm(StrEnum):
    """What kind of file it is."""

    PDF = "pdf"
    BADGE = "badge"
    """Open Badge as JSON with a Data Integrity proof."""
    JWT = "jwt"
    """The same signed as a token."""


class BadgeForm(StrEnum):
    """A form of the Open Badge that is given out; each is made of the one JSON that is kept."""

    JSON = "json"
    JWT = "jwt"
    PNG = "png"
    SVG = "svg"
