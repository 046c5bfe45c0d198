"""Which elements, attributes and values a drawn figure may have."""

import re
from collections.abc import Mapping

CLASSES = frozenset(
    f"fig-{name}"
    for name in (
        *("text", "text-strong", "text-muted", "text-on"),
        *("line", "line-soft", "line-dash", "stroke-sea", "stroke-amber", "arrow"),
        *("fill-paper", "fill-sea", "fill-sea-soft", "fill-amber", "fill-amber-soft"),
        *("fill-moss-soft", "fill-muted"),
    )
)
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
REFERENCE = re.compile(r"url\(#([A-Za-z][A-Za-z0-9_-]{0,63})\)")

# Lists of numbers are checked by their characters: a pattern of numbers would backtrack without end.
_N = r"[+-]?\d{0,6}\.?\d{1,12}"
_NUMBER = re.compile(_N)
_LENGTH = re.compile(rf"{_N}(?:px|em|%)?")
_NUMBERS = re.compile(r"[\d\s.,eE+-]+")
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz\d\s.,eE+-]*")
_TRANSFORM = re.compile(r"(?:(?:translate|rotate|scale|skewX|skewY|matrix)\([\d\s.,eE+-]*\)[\s,]*)+")


def _one_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words))


_PAINT = _one_of("none", "currentColor")
_EVERYWHERE: Mapping[str, re.Pattern[str]] = {
    "id": ID,
    "class": re.compile(r"[a-z\s-]*"),
    "transform": _TRANSFORM,
    "fill": _PAINT,
    "stroke": _PAINT,
    "stroke-width": _LENGTH,
    "stroke-dasharray": re.compile(r"none|[\d\s.,]+"),
    "stroke-linecap": _one_of("butt", "round", "square"),
    "stroke-linejoin": _one_of("miter", "round", "bevel"),
    "opacity": _NUMBER,
    "aria-hidden": _one_of("true"),
}
_TEXT: Mapping[str, re.Pattern[str]] = {
    "x": _NUMBERS,
    "y": _NUMBERS,
    "dx": _NUMBERS,
    "dy": re.compile(r"[\d\s.,eEm+-]+"),
    "text-anchor": _one_of("start", "middle", "end"),
    "dominant-baseline": _one_of("auto", "middle", "central", "hanging", "text-after-edge", "alphabetic"),
    "font-size": re.compile(r"\d{1,3}(?:\.\d+)?(?:px)?"),
    "font-weight": _one_of("normal", "bold", "400", "500", "600", "700"),
    "font-style": _one_of("normal", "italic"),
    "letter-spacing": _LENGTH,
}
_MARKERS = {f"marker-{place}": re.compile(f"none|{REFERENCE.pattern}") for place in ("start", "mid", "end")}


def _numeric(names: str) -> dict[str, re.Pattern[str]]:
    return dict.fromkeys(names.split(), _LENGTH)


_OWN: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "svg": {
        "viewBox": _NUMBERS,
        "role": _one_of("img"),
        "preserveAspectRatio": re.compile(r"[A-Za-z ]{1,30}"),
        "aria-labelledby": re.compile(r"[\w\s-]*"),
        "aria-describedby": re.compile(r"[\w\s-]*"),
        "version": re.compile(r"[\d.]*"),
        **_numeric("width height"),
    },
    "g": {**_TEXT, **_MARKERS},
    "path": {"d": _PATH, **_MARKERS},
    "line": {**_numeric("x1 y1 x2 y2"), **_MARKERS},
    "polyline": {"points": _NUMBERS, **_MARKERS},
    "polygon": {"points": _NUMBERS, **_MARKERS},
    "rect": _numeric("x y width height rx ry"),
    "circle": _numeric("cx cy r"),
    "ellipse": _numeric("cx cy rx ry"),
    "text": _TEXT,
    "tspan": _TEXT,
    "title": {},
    "desc": {},
    "defs": {},
    "marker": {
        **_numeric("refX refY markerWidth markerHeight"),
        "viewBox": _NUMBERS,
        "orient": re.compile(rf"auto|auto-start-reverse|{_N}"),
        "markerUnits": _one_of("strokeWidth", "userSpaceOnUse"),
    },
}
ELEMENTS = frozenset(_OWN)


def value_of(element: str, attribute: str) -> re.Pattern[str] | None:
    """What the attribute's value must look like; None where the attribute is not allowed."""
    return _OWN[element].get(attribute) or _EVERYWHERE.get(attribute)
