"""HTML of our renderer as the XHTML that QTI allows: well-formed, without classes, ids and inner links."""

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

MATHML = "http://www.w3.org/1998/Math/MathML"
_ALLOWED = frozenset(
    {"p", "div", "span", "em", "strong", "b", "i", "code", "pre", "ul", "ol", "li", "table", "thead"}
    | {"tbody", "tr", "th", "td", "sup", "sub", "blockquote", "br", "hr"}
)
_VOID = frozenset({"br", "hr", "img"})
_BLOCKS = re.compile(r"</?(?:p|div|ul|ol|li|table|thead|tbody|tr|th|td|pre|blockquote|hr)\b[^>]*>")


def xhtml(html: str) -> str:
    """The same words in elements that QTI has."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.finished()


def flow(html: str) -> str:
    """At least one block around it, as the body of an item wants."""
    text = xhtml(html)
    return (
        text
        if text.startswith(("<p", "<div", "<ul", "<ol", "<table", "<pre", "<blockquote"))
        else f"<p>{text}</p>"
    )


def inline(html: str) -> str:
    """No blocks at all."""
    return _BLOCKS.sub(" ", xhtml(html)).strip()


def words(html: str) -> str:
    """Nothing but characters, escaped."""
    return " ".join(re.sub(r"<[^>]*>", " ", xhtml(html)).split())


class _Writer(HTMLParser):
    """Writes elements anew while they come by; all that are open are closed at the end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        """What stands for each open element; empty where it is left off."""
        self.tags: list[str] = []
        self.drawing = 0

    @property
    def in_math(self) -> bool:
        return "math" in self.tags

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "svg" or self.drawing:
            self.drawing += tag == "svg"
            return
        given = dict(attrs)
        if tag == "img":
            self.out.append(escape(given.get("alt") or "", quote=False))
            return
        written = self.start(tag, given)
        if tag in _VOID:
            self.out.append(f"{written[:-1]}/>" if written else "")
            return
        self.out.append(written)
        self.tags.append(tag)
        self.open.append(tag if written else "")

    def start(self, tag: str, given: dict[str, str | None]) -> str:
        if tag == "math":
            alternative = escape(given.get("alttext") or "")
            return f'<math xmlns="{MATHML}" alttext="{alternative}">'
        if self.in_math:
            return f"<{tag}>"
        if tag == "a" and (given.get("href") or "").startswith("https://"):
            return f'<a href="{escape(given["href"] or "")}">'
        return f"<{tag}>" if tag in _ALLOWED else ""

    def handle_endtag(self, tag: str) -> None:
        if self.drawing:
            self.drawing -= tag == "svg"
            return
        if tag in self.tags:
            while self.tags[-1] != tag:
                self.close_one()
            self.close_one()

    def close_one(self) -> None:
        self.tags.pop()
        name = self.open.pop()
        self.out.append(f"</{name}>" if name else "")

    def handle_data(self, data: str) -> None:
        if not self.drawing:
            self.out.append(escape(data, quote=False))

    def finished(self) -> str:
        while self.tags:
            self.close_one()
        return "".join(self.out).strip()
