"""Elements as text: attributes in the order given, everything escaped."""

from html import escape

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def el(name: str, *children: str, **attributes: object) -> str:
    """An element around children that are written already; `_` at the end of an attribute is left off."""
    written = "".join(
        f' {key.rstrip("_")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def text(words: str) -> str:
    """Characters between elements."""
    return escape(words, quote=False)
