"""Plain words as Markdown: signs that mean something here are marked so that they stand for themselves."""

import re

_SIGNS = re.compile(r"[\\`*_\[\]<${}|]")
_LINE_START = re.compile(
    r"^(?P<space>[ \t]*)(?:(?P<sign>[#>:=~]|[-+](?=[\s-]|$)|!(?==)|\((?=[ xX]?\)))"
    r"|(?P<number>\d{1,9})(?P<point>[.)])(?=\s|$))",
    re.MULTILINE,
)
_ARROW = re.compile(r"(?<!\S)->(?!\S)")
_DOUBLE = re.compile(r"(?<=[=~])(?=[=~])")
_REFERENCE = re.compile(r"&(?=#?\w{1,40};)")
_TAG = re.compile(r"\\<(?=[A-Za-z/!?])")


def escaped(text: str) -> str:
    """Markdown that shows exactly this text."""
    text = _REFERENCE.sub("&amp;", text)
    text = _SIGNS.sub(r"\\\g<0>", text)
    text = _TAG.sub("&lt;", text)
    text = _ARROW.sub(r"-\\>", text)
    return at_line_start(_DOUBLE.sub(r"\\", text))


def at_line_start(text: str) -> str:
    """Markdown in which no line begins by accident like a list, a heading, a quotation or an answer."""

    def marked(match: re.Match[str]) -> str:
        if match["sign"]:
            return f"{match['space']}\\{match['sign']}"
        return f"{match['space']}{match['number']}\\{match['point']}"

    return _LINE_START.sub(marked, text)
