"""The formats that banks are exchanged in."""

from enum import StrEnum


class Format(StrEnum):
    """A way in which other systems write questions."""

    GIFT = "gift"
    AIKEN = "aiken"
    MOODLE_XML = "moodle-xml"
    QTI = "qti"


IMPORTED = (Format.GIFT, Format.AIKEN, Format.MOODLE_XML)
"""Read as well as written."""
NAMES = {
    Format.GIFT: "GIFT",
    Format.AIKEN: "Aiken",
    Format.MOODLE_XML: "Moodle XML",
    Format.QTI: "QTI 2.1",
}
MEDIA_TYPES = {
    Format.GIFT: "text/plain",
    Format.AIKEN: "text/plain",
    Format.MOODLE_XML: "application/xml",
    Format.QTI: "application/zip",
}
ENDINGS = {Format.GIFT: "txt", Format.AIKEN: "txt", Format.MOODLE_XML: "xml", Format.QTI: "zip"}
