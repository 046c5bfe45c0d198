"""What the elements of HTML are to us: blocks, marks in a line, or things to be left out."""

DROPPED = frozenset(
    {"applet", "embed", "head", "iframe", "math", "noscript", "object", "script", "style", "svg"}
    | {"template", "title"}
)
"""Left out with all that they hold."""
MEDIA = frozenset({"audio", "canvas", "img", "picture", "source", "track", "video"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | frozenset(
    {"blockquote", "caption", "div", "hr", "li", "ol", "p", "pre", "section", "table", "tbody"}
    | {"td", "tfoot", "th", "thead", "tr", "ul"}
)
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
CODE = frozenset({"code", "kbd", "samp", "tt"})
SILENT = frozenset(
    {"a", "article", "big", "center", "col", "colgroup", "font", "label", "small", "span", "u"}
)
"""Taken for their words without saying so."""
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
    | {"track", "wbr"}
)
"""Elements that hold nothing and are never closed."""
