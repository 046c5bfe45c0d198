"""The logos of issuer, partners and funders: files that are read with care, cleaned, and known by a digest.

A drawing is parsed by a parser that knows no entities, and only elements, attributes and values of the lists
below come out again: no script, no style, no address. A picture is measured and left as it is.
"""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError, tostring

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException
from PIL import Image, UnidentifiedImageError

from lms.content.programme import Logo

FOLDER = "logos"
MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
MAX_BYTES = 200_000
MAX_SIDE = 2_000
MAX_ELEMENTS = 800
MAX_DEPTH = 12

_SVG = "{http://www.w3.org/2000/svg}"
_VALUE = re.compile(r"[A-Za-z0-9#%.,()\s+-]{0,20000}")
"""Numbers, colours and transformations; what has no colon and no quotation mark can name no address."""
_REFERENCE = re.compile(r"url\(#([\w-]{1,64})\)")
_PAINTS = frozenset({"fill", "stroke", "clip-path"})
_ELEMENTS = frozenset(
    (
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"),
        *("defs", "linearGradient", "radialGradient", "stop", "clipPath"),
    )
)
_SILENT = frozenset({"title", "desc"})
_ATTRIBUTES = frozenset(
    (
        *("id", "viewBox", "preserveAspectRatio", "width", "height", "transform", "d", "points"),
        *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy"),
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "stroke-dasharray", "stroke-opacity", "opacity", "clip-path", "clip-rule"),
        *("offset", "stop-color", "stop-opacity", "gradientUnits", "gradientTransform", "clipPathUnits"),
    )
)
_IGNORED = frozenset({"version", "role", "aria-hidden", "aria-label", "class"})
"""They mean nothing on paper."""


class LogoError(Exception):
    """A logo that cannot be printed; the message says to whoever put it there why."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text % values)
        self.text = text
        """The message in English with places for `values`, as catalogues of translations know it."""
        self.values = values


def N_(text: str) -> str:  # noqa: N802 - the name by which Babel finds texts that others translate
    """Mark a text to be translated by whoever shows it, because nothing here speaks languages."""
    return text


def read_logo(logo: Logo, data: bytes) -> tuple[Logo, bytes]:
    """The logo with the digest of its cleaned bytes, and those bytes; raises LogoError."""
    ending = logo.file[logo.file.rfind(".") :].lower()
    if ending not in MEDIA_TYPES:
        raise LogoError(N_("a logo is an .svg or a .png file"))
    if len(data) > MAX_BYTES:
        raise LogoError(
            N_("the logo has %(size)s bytes; at most %(most)s are printed"),
            size=f"{len(data):,}",
            most=f"{MAX_BYTES:,}",
        )
    clean = _drawing(data) if ending == ".svg" else _picture(data)
    digest = hashlib.sha256(clean).hexdigest()
    return (
        Logo(
            name=logo.name,
            kind=logo.kind,
            file=logo.file,
            alt=logo.alt,
            media_type=MEDIA_TYPES[ending],
            sha256=digest,
        ),
        clean,
    )


def clean_logos(logos: tuple[Logo, ...], files: Mapping[str, bytes]) -> Iterator[bytes]:
    """The bytes that are printed of logos that were read before."""
    for logo in logos:
        yield read_logo(logo, files[logo.file])[1]


def _picture(data: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            size = image.size
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise LogoError(N_("this file cannot be read as a PNG picture")) from error
    if max(size) > MAX_SIDE:
        raise LogoError(N_("the logo is wider or higher than %(most)s pixels"), most=MAX_SIDE)
    return data


def _drawing(data: bytes) -> bytes:
    try:
        root: Element = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise LogoError(N_("the drawing has a document type or entities; take them out")) from error
    except (ParseError, ValueError, LookupError) as error:
        raise LogoError(N_("the drawing is not well-formed XML: %(fault)s"), fault=error) from error
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        raise LogoError(N_("the drawing does not begin with an svg element that has a viewBox"))
    _check_size(root)
    clean: bytes = tostring(_cleaned(root), encoding="utf-8")
    return clean


def _check_size(root: Element) -> None:
    """Level by level, so that a deep tree cannot exhaust the stack."""
    level, total, depth = [root], 0, 0
    while level:
        total, depth = total + len(level), depth + 1
        if total > MAX_ELEMENTS or depth > MAX_DEPTH:
            raise LogoError(
                N_("the drawing has more than %(most)s elements or is nested too deep"), most=MAX_ELEMENTS
            )
        level = [child for element in level for child in element]


def _cleaned(element: Element) -> Element:
    name = str(element.tag).removeprefix(_SVG)
    if name not in _ELEMENTS:
        raise LogoError(
            N_("“%(element)s” is not allowed in a logo; draw it with paths"),
            element=name.rpartition("}")[2][:40],
        )
    attributes = dict(_attributes(name, element))
    if name == "svg":
        attributes["xmlns"] = _SVG.strip("{}")
    copy = Element(name, attributes)
    shown = (child for child in element if str(child.tag).removeprefix(_SVG) not in _SILENT)
    copy.extend([_cleaned(child) for child in shown])
    return copy


def _attributes(name: str, element: Element) -> Iterator[tuple[str, str]]:
    for attribute, value in element.items():
        if attribute in _IGNORED or attribute.startswith("{http://www.w3.org/XML/"):
            continue
        if attribute not in _ATTRIBUTES:
            shown = attribute.rpartition("}")[2][:40]
            raise LogoError(
                N_("“%(attribute)s” is not allowed on “%(element)s”; write colours as fill and stroke"),
                attribute=shown,
                element=name,
            )
        is_reference = attribute in _PAINTS and _REFERENCE.fullmatch(value.strip())
        if not is_reference and ("url" in value.lower() or not _VALUE.fullmatch(value)):
            raise LogoError(
                N_("the value “%(value)s” of “%(attribute)s” is not allowed in a logo"),
                value=value[:60],
                attribute=attribute,
            )
        yield attribute, value
