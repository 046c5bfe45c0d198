"""The CSS of a template: known properties with plain values, nothing that loads, hides or repeats."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from lms.content.naming import did_you_mean
from lms.content.problems import Notes

FAMILIES = ("Campus Sans", "Campus Serif")
FUNCTIONS = frozenset({"rgb", "calc", "nth-child"})
PROPERTIES = frozenset(
    (
        *("color", "background-color", "font-family", "font-size", "font-weight", "font-variant-numeric"),
        *("line-height", "letter-spacing", "word-spacing", "text-align", "text-transform", "text-indent"),
        *("text-decoration", "white-space", "hyphens", "overflow-wrap", "vertical-align"),
        *("display", "position", "top", "right", "bottom", "left", "float", "clear", "box-sizing"),
        *("width", "height", "min-width", "max-width", "min-height", "max-height", "object-fit"),
        *("list-style-type", "list-style-position", "table-layout", "border-collapse", "border-spacing"),
        *("break-before", "break-after", "break-inside", "orphans", "widows", "border-radius"),
        *(
            f"{side}{end}"
            for side in ("margin", "padding")
            for end in ("", "-top", "-right", "-bottom", "-left")
        ),
        *(
            f"border{side}{end}"
            for side in ("", "-top", "-right", "-bottom", "-left")
            for end in ("", "-width", "-style", "-color")
        ),
    )
)
PAGE_PROPERTIES = frozenset(
    ("size", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "background-color")
)
WORDS = {
    "display": frozenset(
        ("block", "inline", "inline-block", "list-item", "table", "table-row", "table-cell", "table-caption")
    ),
    "position": frozenset({"static", "relative", "absolute"}),
    "font-weight": frozenset({"normal", "bold", "400", "600"}),
}
"""Where only some words are allowed: flex and grid double the time that each certificate takes."""
LARGEST_NUMBER = 2_000
MAX_RULES = 400
PAGE_EXAMPLE = "@page { size: 297mm 210mm; margin: 15mm 20mm }"
FONT_EXAMPLE = 'font-family: "Campus Serif"'

_PAGE = re.compile(r"\s*(:first)?\s*")
_PSEUDO = frozenset({"first-child", "last-child", "nth-child"})


def check_styles(css: str, notes: Notes) -> None:
    """Note whatever the style sheet of a template must not hold."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    if len(rules) > MAX_RULES:
        notes.error(1, 1, "style-too-long", f"there are {len(rules)} rules; at most {MAX_RULES} are read")
        return
    try:
        for rule in rules:
            _check_rule(rule, notes)
    except RecursionError:
        notes.error(1, 1, "style-syntax", "brackets are nested too deep")


def _check_rule(rule: Any, notes: Notes) -> None:
    if rule.type == "qualified-rule":
        _check_selector(rule, notes)
        _check_block(rule.content, PROPERTIES, notes)
    elif rule.type == "at-rule":
        _check_at_rule(rule, notes)
    else:
        _refuse(rule, notes, "style-syntax", f"this cannot be read: {rule.message}")


def _refuse(node: Any, notes: Notes, code: str, message: str, example: str | None = None) -> None:
    notes.error(node.source_line, node.source_column, code, message, example)


def _check_at_rule(rule: Any, notes: Notes) -> None:
    name = rule.lower_at_keyword
    if name != "page" or rule.content is None:
        message = f"“@{name[:40]}” is not allowed: nothing is loaded, and there is one kind of paper"
        _refuse(rule, notes, "style-at-rule", message, PAGE_EXAMPLE)
    elif not _PAGE.fullmatch(tinycss2.serialize(rule.prelude)):
        _refuse(
            rule, notes, "style-at-rule", "@page can be followed by :first and nothing else", PAGE_EXAMPLE
        )
    else:
        _check_block(rule.content, PAGE_PROPERTIES, notes)


def _check_selector(rule: Any, notes: Notes) -> None:
    colon = 0
    for token in _flat(rule.prelude):
        is_pseudo = colon == 1
        colon = colon + 1 if token == ":" else 0
        if colon > 1 or token.type == "[] block":
            _refuse(token, notes, "style-selector", "select elements and classes; nothing is made by CSS")
        elif token.type == "function" and token.lower_name not in _PSEUDO:
            _refuse(token, notes, "style-selector", f"“:{token.lower_name[:40]}()” is not allowed")
        elif is_pseudo and token.type == "ident" and token.lower_value not in _PSEUDO:
            _refuse(token, notes, "style-selector", f"“:{token.lower_value[:40]}” is not allowed")


def _check_block(content: Iterable[Any], allowed: frozenset[str], notes: Notes) -> None:
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration":
            _check_declaration(one, allowed, notes)
        elif one.type == "error":
            _refuse(one, notes, "style-syntax", f"this cannot be read: {one.message}")
        else:
            _refuse(one, notes, "style-syntax", "rules do not stand in each other")


def _check_declaration(one: Any, allowed: frozenset[str], notes: Notes) -> None:
    name = one.lower_name
    if name not in allowed:
        message = f"the property “{name[:40]}” is not allowed in a template.{did_you_mean(name, allowed)}"
        _refuse(one, notes, "style-property", message)
        return
    tokens = [token for token in _flat(one.value) if token.type != "whitespace"]
    for token in tokens:
        _check_value(token, notes)
    words = [str(token.value).lower() for token in tokens if token.type in ("ident", "number")]
    strange = [word.removesuffix(".0") for word in words if name in WORDS]
    for word in (word for word in strange if word not in WORDS[name]):
        known = ", ".join(sorted(WORDS[name]))
        _refuse(one, notes, "style-value", f"“{name}” cannot be “{word[:40]}”; it is one of: {known}")
    if name == "font-family":
        _check_family(one, tokens, notes)


def _check_family(one: Any, tokens: list[Any], notes: Notes) -> None:
    named = [token.value for token in tokens if token.type == "string"]
    if len(tokens) != 1 or not set(named) <= set(FAMILIES) or not named:
        message = f"there are two families of letters, embedded in every file: {' and '.join(FAMILIES)}"
        _refuse(one, notes, "style-font", message, FONT_EXAMPLE)


def _check_value(token: Any, notes: Notes) -> None:
    if token.type == "url" or (token.type == "function" and token.lower_name in ("url", "src", "image")):
        message = "nothing is fetched: pictures are fields, and stand in <img src>"
        _refuse(token, notes, "style-address", message, '<img src="{{ qr }}" alt="{{ qr_alt }}">')
    elif token.type == "function" and token.lower_name not in FUNCTIONS:
        _refuse(token, notes, "style-value", f"“{token.lower_name[:40]}()” is not allowed in a value")
    elif token.type in ("[] block", "{} block", "at-keyword", "error"):
        _refuse(token, notes, "style-syntax", "this is no plain value")
    elif token.type in ("number", "dimension", "percentage") and abs(token.value) > LARGEST_NUMBER:
        _refuse(token, notes, "style-value", f"{token.representation[:20]} is too large for a page")


def _flat(tokens: Iterable[Any]) -> Iterator[Any]:
    """All tokens, those within brackets too."""
    for token in tokens:
        yield token
        inner = token.arguments if token.type == "function" else getattr(token, "content", None)
        if isinstance(inner, list):
            yield from _flat(inner)
