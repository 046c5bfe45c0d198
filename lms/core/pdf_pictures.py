"""Drawings that are not worked out anew for each document: those on many, and QR codes.

Runs in the process that lays out (`pdf_worker`), so it imports nothing of ours. A picture here is what
WeasyPrint expects of one: it tells its size and draws itself on a stream.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

Assets = Mapping[str, tuple[bytes, str]]
"""Name → bytes and media type."""

SVG = "image/svg+xml"
NAMESPACE = "{http://www.w3.org/2000/svg}"
PLAIN = {
    NAMESPACE + tag
    for tag in ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
}
"""Drawn from their attributes alone: they need no font and fetch nothing."""
MOST_PICTURES, MOST_SIZES = 100, 20
RESOURCES = ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")

_ROWS = re.compile(
    rb'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 (?P<width>[1-9]\d*) (?P<height>[1-9]\d*)"'
    rb' class="segno"><path class="qrline" stroke="#(?P<colour>[0-9a-f]{6})"'
    rb' d="(?P<steps>(?:[Mm]-?\d+ -?\d+(?:\.\d+)?|h\d+)+)"/></svg>\n?'
)
_STEP = re.compile(rb"([Mmh])(-?\d+)(?: (-?[\d.]+))?")


class Album:
    """The pictures of documents, as they are drawn on them; what was drawn before is copied."""

    def __init__(self, new_image: Callable[..., Any], new_stream: Callable[..., Any]) -> None:
        self._new_image, self._new_stream = new_image, new_stream
        self._kept: OrderedDict[bytes, Any] = OrderedDict()

    def pictures(self, assets: Assets) -> dict[str, Any]:
        """Those of the assets that are pictures of a kind that this knows, by their names."""
        found = ((url, self._picture(body)) for url, (body, kind) in assets.items() if kind == SVG)
        return {url: picture for url, picture in found if picture is not None}

    def _picture(self, body: bytes) -> Any:
        rows = _ROWS.fullmatch(body)
        if rows is not None:
            return Rows(rows)
        if body not in self._kept:
            self._kept[body] = self._read(body)
            if len(self._kept) > MOST_PICTURES:
                self._kept.popitem(last=False)
        return self._kept[body]

    def _read(self, body: bytes) -> Any:
        try:
            tree = ET.fromstring(body)
            if not all(map(_is_plain, tree.iter())):
                return None
            return Copied(self._new_image(tree, None, None, None), self._new_stream)
        except Exception:  # what is wrong with it is for the library to say
            return None


def _is_plain(element: Any) -> bool:
    return element.tag in PLAIN and not any("url(" in value for value in element.attrib.values())


class Copied:
    """A drawing that is worked out once for each size."""

    def __init__(self, image: Any, new_stream: Callable[..., Any]) -> None:
        self.get_intrinsic_size = image.get_intrinsic_size
        self._image, self._new_stream = image, new_stream
        self._drawn: dict[tuple[float, float], tuple[bytes, Mapping[str, Any]] | None] = {}

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Draw it on a page."""
        size = (width, height)
        if size not in self._drawn and len(self._drawn) < MOST_SIZES:
            self._drawn[size] = self._worked_out(*size)
        drawn = self._drawn.get(size)
        if drawn is None:
            self._image.draw(stream, width, height, style)
            return
        operators, states = drawn
        stream.push_state()
        stream.stream.append(operators)
        stream.pop_state()
        for name, state in states.items():
            stream._resources["ExtGState"].setdefault(name, type(state)(state))

    def _worked_out(self, width: float, height: float) -> tuple[bytes, Mapping[str, Any]] | None:
        """The operators and the states that they name; None where it needs more than that."""
        resources: dict[str, Any] = {name: {} for name in RESOURCES}
        stream = self._new_stream({}, None, resources, {}, None, {}, None)
        self._image.draw(stream, width, height, None)
        states = resources.pop("ExtGState")
        if any(resources.values()) or len(stream._ctm_stack) != 1 or stream.stream[:1] != [b"q"]:
            return None
        _, _, operators = stream.data.partition(b"stream\nq\n")
        return operators.removesuffix(b"\nQ\nendstream"), states


class Rows:
    """A QR code: a path of level lines, as segno writes it."""

    def __init__(self, rows: re.Match[bytes]) -> None:
        self._width, self._height = int(rows["width"]), int(rows["height"])
        self._colour = tuple(int(rows["colour"][at : at + 2], 16) / 255 for at in (0, 2, 4))
        self._lines = b"\n".join(_lines(rows["steps"]))

    def get_intrinsic_size(self, _resolution: object, _font_size: object) -> tuple[None, None, float]:
        """No size of its own, but a ratio."""
        return None, None, self._width / self._height

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Draw it on a page, in the middle of its place."""
        scale = min(width / self._width, height / self._height)
        left, top = (width - scale * self._width) / 2, (height - scale * self._height) / 2
        stream.push_state()
        stream.transform(scale, 0, 0, scale, left, top)
        stream.set_alpha(1, stroke=True)
        stream.set_color_rgb(*self._colour, stroke=True)
        stream.set_line_width(1)
        stream.set_line_cap(0)
        stream.set_dash([], 0)
        stream.stream.append(self._lines)
        stream.stroke()
        stream.pop_state()


def _lines(steps: bytes) -> Iterator[bytes]:
    x = y = 0.0
    for kind, first, second in _STEP.findall(steps):
        if kind == b"h":
            x += float(first)
            yield b"%g %g l" % (x, y)
        elif kind == b"m":
            x, y = x + float(first), y + float(second)
        else:
            x, y = float(first), float(second)
        if kind != b"h":
            yield b"%g %g m" % (x, y)
