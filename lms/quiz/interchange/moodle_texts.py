"""Texts of Moodle XML, and the files that stand in them."""

from lms.core.xml_reading import XmlElement
from lms.quiz.interchange.texts import NOTHING, Rich, TextFormat

_FORMATS = {
    "html": TextFormat.HTML,
    "markdown": TextFormat.MARKDOWN,
    "plain_text": TextFormat.PLAIN,
    "plaintext": TextFormat.PLAIN,
    "moodle_auto_format": TextFormat.AUTO,
}


def rich_of(element: XmlElement | None, changes: list[str], default: TextFormat = TextFormat.HTML) -> Rich:
    """The text in an element, as it says that it is written; notes files that stand beside it."""
    if element is None:
        return NOTHING
    if element.first("file") and "a picture was left out" not in changes:
        changes.append("a picture was left out")
    form = _FORMATS.get(element.attributes.get("format", ""), default)
    inner = element.first("text")
    return Rich(inner.text if inner else "", form)
