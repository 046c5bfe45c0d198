"""The words of a tool in another language: `tool.sv.yaml`, a text for each dotted path."""

from lms.content.naming import did_you_mean
from lms.content.problems import Notes
from lms.content.tools.model import Tool
from lms.content.tools.templates import names_in
from lms.content.tools.words import words_of
from lms.content.yaml_nodes import MapNode, Scalar, read_yaml

EXAMPLE = "title: Kartläggningsblad\nindustries.jobs.label: Jobb i regionen"


def read_words(text: str, path: str, tool: Tool) -> tuple[dict[str, str], Notes]:
    """The texts by path; notes paths that the tool does not have, and those that are missing."""
    notes = Notes(path)
    node = read_yaml(text, notes) or MapNode((), 1, 1)
    known = words_of(tool)
    words: dict[str, str] = {}
    for key, value in node.entries:
        if key.text not in known:
            message = f"the tool has no text “{key.text[:60]}”.{did_you_mean(key.text, known)}"
            notes.error(key.line, key.column, "tool-words", message, EXAMPLE)
        elif not isinstance(value, Scalar) or not value.text.strip():
            notes.error(value.line, value.column, "tool-words", "a text is expected", EXAMPLE)
        else:
            words[key.text] = _said(known[key.text], value, notes)
    missing = [path for path in known if path not in words]
    if missing:
        more = " …" if len(missing) > 5 else ""
        message = f"texts without a translation: {', '.join(missing[:5])}{more}"
        notes.warning(1, 1, "tool-words-missing", message, f"{missing[0]}: …")
    return words, notes


def _said(source: str, value: Scalar, notes: Notes) -> str:
    """The text, which holds the same `{names}` as its source."""
    if sorted(set(names_in(source))) != sorted(set(names_in(value.text))):
        names = ", ".join(f"{{{name}}}" for name in names_in(source)) or "no names in braces"
        notes.error(value.line, value.column, "tool-words", f"the source has {names} here")
    return value.text.strip()
