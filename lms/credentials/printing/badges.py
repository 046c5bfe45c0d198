"""The picture of a badge: our mark in a hexagon, with title and level; as SVG and as PNG, from one layout.

Letters become outlines in the SVG, so that it looks the same wherever it is shown.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from lms.credentials.formats.achievement import EQF
from lms.credentials.formats.labels import labels_in
from lms.web.fonts import build_pdf_fonts

SIZE = 400
"""Width and height of the PNG in pixels, and of the SVG in its own units."""
OVERSAMPLED = 3
PETROL, DEEP, AMBER, WHITE, PALE = "#0f5c73", "#0b4658", "#f0b45a", "#ffffff", "#cfe2e7"
INK = "#14212b"

HEXAGON = ((200, 10), (365, 105), (365, 295), (200, 390), (35, 295), (35, 105))
CORNER = 22
INNER = ((200, 27), (350, 113), (350, 287), (200, 373), (50, 287), (50, 113))

MARK = ((6, 26, 1.8), (14, 19, 2.2), (18, 9, 2.2), (22, 25, 2.8), (30, 22, 3.4), (25, 33, 2.4), (33, 32, 2.6))
BRIGHT = (26, 15, 3.2)
LINES = (
    ((6, 26), (14, 19), (22, 25), (30, 22)),
    ((14, 19), (18, 9), (26, 15), (30, 22)),
    ((26, 15), (22, 25), (25, 33), (33, 32)),
    ((22, 25), (33, 32), (30, 22)),
)
MARK_LEFT, MARK_TOP, MARK_SCALE = 147.0, 42.0, 2.65

TITLE_SIZES = (30, 27, 24, 21, 19, 17, 15)
TITLE_WIDTH = 270
TITLE_HEIGHT = 108
TITLE_MIDDLE = 208
LEADING = 1.16
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeFace:
    """What stands on a badge."""

    title: str
    level: str
    issuer: str
    warning: str = ""
    """That it is no real one; empty where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of text, centred."""

    text: str
    face: str
    size: float
    baseline: float
    colour: str


def face_of(badge: Mapping[str, Any]) -> BadgeFace:
    """What stands on the picture of a credential: taken from the credential itself, so it never differs."""
    achievement = badge["credentialSubject"]["achievement"]
    words = labels_in(achievement.get("inLanguage", "en"))
    name = str(badge.get("name", ""))
    warning = next((one for one in (words.specimen, words.trial) if name.startswith(f"{one}: ")), "")
    return face_of_achievement(achievement, str(badge["issuer"]["name"]), warning)


def face_of_achievement(achievement: Mapping[str, Any], issuer: str, warning: str = "") -> BadgeFace:
    """What stands on the picture of an achievement that names nobody."""
    words = labels_in(achievement.get("inLanguage", "en"))
    levels = [one for one in achievement.get("alignment", ()) if one.get("targetFramework") == EQF]
    level = f"EQF {levels[0]['targetCode']} · {words.indicative_shortly}" if levels else ""
    return BadgeFace(title=str(achievement["name"]), level=level, issuer=issuer, warning=warning)


def badge_svg(face: BadgeFace, fonts: Path) -> bytes:
    """The picture as SVG; fonts are built into that folder."""
    lines = tuple(_lines(face, fonts))
    paths = "".join(_outlined(line, fonts) for line in lines)
    title = escape(": ".join(part for part in (face.warning, face.title) if part))
    description = escape(", ".join(part for part in (face.issuer, face.level) if part))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        f'aria-labelledby="badge-title badge-description">'
        f'<title id="badge-title">{title}</title><desc id="badge-description">{description}</desc>'
        f'<path d="{_closed(HEXAGON)}" fill="{PETROL}" stroke="{PETROL}" stroke-width="{2 * CORNER - 20}" '
        f'stroke-linejoin="round"/><path d="{_closed(INNER)}" fill="none" stroke="{AMBER}" '
        f'stroke-width="2.5" stroke-linejoin="round"/>'
        f"{_mark_svg()}{_band_svg(face)}{paths}</svg>\n"
    ).encode()


def _closed(points: tuple[tuple[int, int], ...]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in _shrunk(points)) + "Z"


def _shrunk(points: tuple[tuple[int, int], ...]) -> Iterator[tuple[float, float]]:
    """Room for the round stroke along the edge."""
    factor = 1 - (CORNER - 10) / 190 if points is HEXAGON else 1.0
    yield from ((200 + (x - 200) * factor, 200 + (y - 200) * factor) for x, y in points)


def _mark_svg() -> str:
    lines = "".join("M" + "L".join(f"{x} {y}" for x, y in one) for one in LINES)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="{radius}"/>' for x, y, radius in MARK)
    x, y, radius = BRIGHT
    return (
        f'<g transform="translate({MARK_LEFT} {MARK_TOP}) scale({MARK_SCALE})">'
        f'<path d="{lines}" fill="none" stroke="{WHITE}" stroke-opacity=".6" stroke-width=".8"/>'
        f'<g fill="{WHITE}">{dots}</g><circle cx="{x}" cy="{y}" r="{radius}" fill="{AMBER}"/></g>'
    )


BAND = (55, 330, 345, 362)
"""A ribbon that is wider than the hexagon there: nobody can take it for part of the picture."""


def _band_svg(face: BadgeFace) -> str:
    left, top, right, bottom = BAND
    if not face.warning:
        return ""
    return f'<path d="M{left} {top}H{right}V{bottom}H{left}Z" fill="{AMBER}"/>'


def _lines(face: BadgeFace, fonts: Path) -> Iterator[_Line]:
    size, texts = _title_of(face.title, fonts)
    height = len(texts) * size * LEADING
    for place, text in enumerate(texts):
        baseline = TITLE_MIDDLE - height / 2 + size * 0.94 + place * size * LEADING
        yield _Line(text=text, face="serif-semibold", size=size, baseline=baseline, colour=WHITE)
    if face.level:
        yield _Line(text=face.level, face="sans-semibold", size=17, baseline=282, colour=AMBER)
    if face.warning:
        size = _fitting(face.warning, "sans-semibold", (18, 17, 16, 15, 14), 270, fonts)
        yield _Line(text=face.warning, face="sans-semibold", size=size, baseline=352, colour=INK)
    issuer, size = face.issuer, 15
    while len(issuer) > 2 and _width(issuer, "sans-regular", size, fonts) > 185:
        issuer = issuer.rstrip(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
    yield _Line(text=issuer, face="sans-regular", size=size, baseline=313, colour=PALE)


def _title_of(title: str, fonts: Path) -> tuple[int, list[str]]:
    """What comes before a colon says enough on a badge; the whole stands in the credential."""
    short = title.partition(": ")[0]
    for size in TITLE_SIZES:
        texts = _broken(short, size, fonts)
        if len(texts) * size * LEADING <= TITLE_HEIGHT and all(
            _width(text, "serif-semibold", size, fonts) <= TITLE_WIDTH for text in texts
        ):
            return size, texts
    kept = _broken(short, TITLE_SIZES[-1], fonts)[: int(TITLE_HEIGHT / (TITLE_SIZES[-1] * LEADING))]
    return TITLE_SIZES[-1], [*kept[:-1], kept[-1][:30].rstrip() + ELLIPSIS]


def _broken(text: str, size: int, fonts: Path) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, "serif-semibold", size, fonts) <= TITLE_WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _fitting(text: str, face: str, sizes: tuple[int, ...], room: float, fonts: Path) -> int:
    return next((size for size in sizes if _width(text, face, size, fonts) <= room), sizes[-1])


@cache
def _font(fonts: Path, face: str) -> TTFont:
    return TTFont(build_pdf_fonts(fonts)[face])


@cache
def _glyphs(fonts: Path, face: str) -> tuple[Any, Mapping[int, str], int]:
    font = _font(fonts, face)
    return font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm


def _width(text: str, face: str, size: float, fonts: Path) -> float:
    glyphs, names, units = _glyphs(fonts, face)
    return sum(float(glyphs[names.get(ord(letter), ".notdef")].width) for letter in text) * size / units


def _outlined(line: _Line, fonts: Path) -> str:
    glyphs, names, units = _glyphs(fonts, line.face)
    scale, x = line.size / units, 200 - _width(line.text, line.face, line.size, fonts) / 2
    pen = SVGPathPen(glyphs, lambda number: f"{number:.1f}".removesuffix(".0"))
    for letter in line.text:
        glyph = glyphs[names.get(ord(letter), ".notdef")]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, line.baseline)))
        x += glyph.width * scale
    return f'<path d="{pen.getCommands()}" fill="{line.colour}"/>'


@lru_cache(maxsize=64)
def badge_png(face: BadgeFace, fonts: Path) -> bytes:
    """The picture as PNG, 400 pixels wide; the same face gives the same bytes."""
    big = SIZE * OVERSAMPLED
    picture = Image.new("RGBA", (big, big), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    _draw_hexagon(draw)
    _draw_mark(picture)
    if face.warning:
        draw.rectangle([edge * OVERSAMPLED for edge in BAND], fill=AMBER)
    for line in _lines(face, fonts):
        _draw_line(draw, line, fonts)
    out = io.BytesIO()
    picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _scaled(points: Any) -> list[tuple[float, float]]:
    return [(x * OVERSAMPLED, y * OVERSAMPLED) for x, y in points]


def _draw_hexagon(draw: ImageDraw.ImageDraw) -> None:
    outer = _scaled(_shrunk(HEXAGON))
    radius = (CORNER - 10) * OVERSAMPLED
    draw.polygon(outer, fill=PETROL)
    draw.line([*outer, outer[0], outer[1]], fill=PETROL, width=2 * radius)
    for x, y in outer:
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=PETROL)
    inner = _scaled(_shrunk(INNER))
    draw.line([*inner, inner[0], inner[1]], fill=AMBER, width=int(2.5 * OVERSAMPLED), joint="curve")


def _draw_mark(picture: Image.Image) -> None:
    veil = Image.new("RGBA", picture.size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(veil)
    for line in LINES:
        points = _scaled((MARK_LEFT + x * MARK_SCALE, MARK_TOP + y * MARK_SCALE) for x, y in line)
        draw.line(points, fill=(255, 255, 255, 153), width=int(0.8 * MARK_SCALE * OVERSAMPLED))
    picture.alpha_composite(veil)
    solid = ImageDraw.Draw(picture)
    for (x, y, radius), colour in [*((dot, WHITE) for dot in MARK), (BRIGHT, AMBER)]:
        left, top = MARK_LEFT + (x - radius) * MARK_SCALE, MARK_TOP + (y - radius) * MARK_SCALE
        side = 2 * radius * MARK_SCALE
        box = [edge * OVERSAMPLED for edge in (left, top, left + side, top + side)]
        solid.ellipse(box, fill=colour)


def _draw_line(draw: ImageDraw.ImageDraw, line: _Line, fonts: Path) -> None:
    font = ImageFont.truetype(
        str(build_pdf_fonts(fonts)[line.face]),
        int(line.size * OVERSAMPLED),
        layout_engine=ImageFont.Layout.BASIC,
    )
    place = (200 * OVERSAMPLED, line.baseline * OVERSAMPLED)
    draw.text(place, line.text, font=font, fill=line.colour, anchor="ms")
