"""How the pictures of a module get onto a page: drawn figures inlined safely, photographs measured.

An SVG file is read with a parser that knows no entities; only elements, attributes and values of the
lists in `figure_elements` come out again, written by this file and never copied.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException
from PIL import Image, UnidentifiedImageError

from lms.content.figure_elements import CLASSES, ELEMENTS, ID, REFERENCE, value_of
from lms.content.naming import did_you_mean, listed

PICTURE_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
MAX_DRAWING_BYTES = 200_000
MAX_DRAWING_ELEMENTS = 3_000
MAX_DRAWING_DEPTH = 12
MAX_PICTURE_BYTES = 1_000_000
MAX_PICTURE_SIDE = 4_000
SMALLEST_TEXT = 14

_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SVG = "{http://www.w3.org/2000/svg}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EXAMPLE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 240">\n'
    "  <title>Short name</title>\n"
    "  <desc>What it shows, in words</desc>\n"
    '  <text id="a" class="fig-text" x="20" y="40" font-size="16">Label</text>\n'
    "</svg>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureProblem:
    """Something in a picture that cannot be shown as it is."""

    code: str
    message: str
    example: str | None = None
    severity: str = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An SVG file ready to stand in a page; `markup` is empty where a problem is an error."""

    markup: str
    problems: tuple[FigureProblem, ...]


class PictureError(Exception):
    """A picture that cannot be shown; the message says to its author why."""


def inline_svg(data: bytes, *, prefix: str, labels: Mapping[str, object] | None = None) -> Drawing:
    """The drawing as markup for a page, its ids starting with `prefix`, its texts taken from `labels`."""
    try:
        root = _parsed(data)
    except PictureError as error:
        return _refused(FigureProblem(code="figure-unreadable", message=str(error), example=_EXAMPLE))
    problems = [*_unknown(root), *_missing_text(root), *_dangling(root), *_small_text(root)]
    if labels is not None:
        problems += _translate(root, labels)
    if any(problem.severity == "error" for problem in problems):
        return _refused(*problems)
    return Drawing(markup=_root_markup(root, prefix), problems=tuple(problems))


def picture_size(name: str, data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG, JPEG or WebP file, by its header alone."""
    if len(data) > MAX_PICTURE_BYTES:
        raise PictureError(f"“{name}” is larger than {MAX_PICTURE_BYTES // 1000} kB")
    try:
        with Image.open(io.BytesIO(data)) as picture:
            found, size = picture.format, picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, *_BOMBS) as error:
        raise PictureError(f"“{name}” cannot be read as a picture") from error
    if found != PICTURE_FORMATS.get(_ending(name)):
        raise PictureError(f"“{name}” is not what its ending says: it contains {found}")
    if max(size) > MAX_PICTURE_SIDE:
        raise PictureError(f"“{name}” is wider or higher than {MAX_PICTURE_SIDE} pixels")
    return size


def is_picture(name: str) -> bool:
    """The file is shown on the page rather than offered for download."""
    return _ending(name) in {".svg", *PICTURE_FORMATS, ".gif", ".bmp", ".avif", ".tiff"}


def _ending(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""


def _refused(*problems: FigureProblem) -> Drawing:
    return Drawing(markup="", problems=problems)


def _parsed(data: bytes) -> Element:
    if len(data) > MAX_DRAWING_BYTES:
        raise PictureError(f"the drawing is larger than {MAX_DRAWING_BYTES // 1000} kB")
    try:
        root: Element = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise PictureError("the drawing has a document type or entities; take them out") from error
    except (ParseError, ValueError, LookupError) as error:
        raise PictureError(f"the drawing is not well-formed XML: {error}") from error
    if root.tag != f"{_SVG}svg":
        raise PictureError("the drawing does not begin with an <svg> element in the SVG namespace")
    _check_size(root)
    for name in ("title", "desc"):
        element = root.find(f"{_SVG}{name}")
        if element is not None:
            element.set("id", name)
    return root


def _check_size(root: Element) -> None:
    """Level by level, so that a deep tree cannot exhaust the stack."""
    level, total, depth = [root], 0, 0
    while level:
        total += len(level)
        depth += 1
        if total > MAX_DRAWING_ELEMENTS or depth > MAX_DRAWING_DEPTH:
            raise PictureError(
                f"the drawing has more than {MAX_DRAWING_ELEMENTS} elements "
                f"or is nested deeper than {MAX_DRAWING_DEPTH}"
            )
        level = [child for element in level for child in element]


def _name(element: Element) -> str:
    """The name of an element in the SVG namespace; with the namespace where it is another."""
    tag = str(element.tag)
    return tag.removeprefix(_SVG) if tag.startswith(_SVG) else f"{{other}}{tag}"


def _unknown(root: Element) -> Iterator[FigureProblem]:
    for element in root.iter():
        name = _name(element)
        if name not in ELEMENTS or (name == "svg") != (element is root):
            yield FigureProblem(
                code="figure-element",
                message=f"<{name.rpartition('}')[2]}> is not allowed in a drawing; "
                f"these are: {', '.join(sorted(ELEMENTS))}",
            )
            continue
        for attribute, value in element.items():
            yield from _attribute_problems(name, attribute, value)


def _attribute_problems(element: str, attribute: str, value: str) -> Iterator[FigureProblem]:
    if attribute == _XML_SPACE:
        return
    pattern = value_of(element, attribute)
    if pattern is None:
        shown = attribute.rpartition("}")[2]
        yield FigureProblem(
            code="figure-attribute", message=f"“{shown}” is not allowed on <{element}> in a drawing"
        )
    elif len(value) > 20_000 or not pattern.fullmatch(value.strip()):
        yield FigureProblem(
            code="figure-value",
            message=f"the value “{value[:60]}” of “{attribute}” on <{element}> is not allowed in a drawing",
            example='fill="none"' if attribute in ("fill", "stroke") else None,
        )
    elif attribute == "class":
        yield from _class_problems(value)


def _class_problems(value: str) -> Iterator[FigureProblem]:
    for word in value.split():
        if word not in CLASSES:
            yield FigureProblem(
                code="figure-class",
                message=f"the class “{word[:40]}” is not one that drawings may use."
                f"{did_you_mean(word, CLASSES)}",
                example=" ".join(sorted(CLASSES)),
            )


def _missing_text(root: Element) -> Iterator[FigureProblem]:
    for name in ("title", "desc"):
        if not (root.findtext(f"{_SVG}{name}") or "").strip():
            yield FigureProblem(
                code="figure-without-text",
                message=f"the drawing has no <{name}>: people who do not see it get no words for it",
                example=_EXAMPLE,
            )
    view_box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(view_box) != 4:
        yield FigureProblem(
            code="figure-view-box", message="The drawing has no viewBox of four numbers.", example=_EXAMPLE
        )


def _dangling(root: Element) -> Iterator[FigureProblem]:
    ids = [identifier for element in root.iter() if (identifier := element.get("id"))]
    for doubled in sorted({identifier for identifier in ids if ids.count(identifier) > 1}):
        yield FigureProblem(code="figure-double-id", message=f"the id “{doubled}” is used twice")
    for element in root.iter():
        for value in element.attrib.values():
            reference = REFERENCE.fullmatch(value.strip())
            if reference and reference[1] not in ids:
                yield FigureProblem(
                    code="figure-reference", message=f"nothing in the drawing has the id “{reference[1]}”"
                )


def _small_text(root: Element) -> Iterator[FigureProblem]:
    sizes = [element.get("font-size", "").removesuffix("px") for element in root.iter()]
    if any(re.fullmatch(r"\d+(?:\.\d+)?", size) and float(size) < SMALLEST_TEXT for size in sizes):
        yield FigureProblem(
            code="figure-small-text",
            message=f"the drawing has text smaller than {SMALLEST_TEXT}; it cannot be read on a telephone",
            example='font-size="16"',
            severity="warning",
        )


def _translate(root: Element, labels: Mapping[str, object]) -> Iterator[FigureProblem]:
    for name in ("title", "desc"):
        element, text = root.find(f"{_SVG}{name}"), labels.get(name)
        if element is not None and isinstance(text, str) and text.strip():
            element.text = text
    texts = labels.get("labels")
    yield from _translate_labels(root, texts if isinstance(texts, Mapping) else {})


def _translate_labels(root: Element, texts: Mapping[object, object]) -> Iterator[FigureProblem]:
    by_id = {e.get("id"): e for e in root.iter() if e.get("id") and _name(e) in ("text", "tspan")}
    for identifier, text in texts.items():
        if str(identifier) not in by_id:
            yield FigureProblem(
                code="figure-label-unknown",
                message=f"the drawing has no text with the id “{str(identifier)[:60]}”."
                f"{did_you_mean(str(identifier), [known for known in by_id if known])}",
            )
        else:
            _replace_text(by_id[str(identifier)], str(text))
    missing = [known for known, e in by_id.items() if known not in texts and _has_own_words(e)]
    if missing:
        yield FigureProblem(
            code="figure-label-missing",
            message=f"texts of the drawing without a translation: {listed(str(known) for known in missing)}",
            severity="warning",
        )


def _replace_text(element: Element, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _has_own_words(element: Element) -> bool:
    """Text with letters in it; numbers and signs need no translation."""
    return any(character.isalpha() for character in element.text or "")


def _root_markup(root: Element, prefix: str) -> str:
    attributes = {
        "class": "fig",
        "viewBox": " ".join(re.split(r"[\s,]+", root.get("viewBox", "").strip())),
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
        "focusable": "false",
    }
    inside = escape(root.text or "", quote=False) + "".join(_markup(child, prefix) for child in root)
    return f"<svg{_written(attributes)}>{inside}</svg>"


def _markup(element: Element, prefix: str) -> str:
    name = _name(element)
    attributes = {key: _prefixed(key, value, prefix) for key, value in element.items() if key != _XML_SPACE}
    inside = escape(element.text or "", quote=False) + "".join(_markup(child, prefix) for child in element)
    return f"<{name}{_written(attributes)}>{inside}</{name}>{escape(element.tail or '', quote=False)}"


def _prefixed(attribute: str, value: str, prefix: str) -> str:
    """Ids of two drawings on one page must not meet."""
    value = value.strip()
    if attribute == "id" and ID.fullmatch(value):
        return f"{prefix}-{value}"
    return REFERENCE.sub(rf"url(#{prefix}-\1)", value)


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
