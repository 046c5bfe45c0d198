"""A picture alone in a paragraph: a figure with its caption, drawn inline or shown as an image."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from lms.content.figures import PictureError, inline_svg, is_picture, picture_size
from lms.content.markdown_extensions.job import Job, Piece, set_address, set_attribute
from lms.content.markdown_extensions.model import Kind
from lms.content.markdown_extensions.source import Chunk
from lms.content.naming import ASSET_NAME, did_you_mean, slug_of

AREAS_EXAMPLE = "![A map with a harbour and an airport](../assets/map.svg)"
EXAMPLE = '![Three layers of actors, drawn as rings](../assets/three-layers.svg "Who belongs to a cluster")'
FOLDER = "../assets/"

_NOT_HERE = ("there are no pictures here; put the figure into the lesson", EXAMPLE)
_NOT_ALONE = {
    Kind.BLOCKS: (
        "a picture stands alone in a paragraph, with a text alternative, a file and a caption",
        EXAMPLE,
    ),
    Kind.FIGURE: ("a figure with areas is written as a text alternative and a file alone", AREAS_EXAMPLE),
    Kind.PROMPT: _NOT_HERE,
    Kind.INLINE: _NOT_HERE,
}

_FIGURE = re.compile(
    r"""!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]\(\s*<?(?P<path>[^\s<>()"']*)>?(?:\s+(?P<caption>".*"|'.*'))?\s*\)"""
)
_IMAGE = re.compile(r"!\[")


def figure(job: Job, chunk: Chunk, text: str) -> str | None:
    """The chunk with a token, where it is a picture; `text` is the chunk with its formulas as tokens."""
    inner = Chunk([*chunk.lines]).inner if text == chunk.text else _inner(text)
    match = _FIGURE.fullmatch(inner)
    if match is None or job.kind not in (Kind.BLOCKS, Kind.FIGURE):
        _complain_of_images(job, chunk)
        return None
    place = chunk.place(len(chunk.prefix))
    chunk.mask(0, len(chunk.text))
    alternative = job.plain(match["alt"]).strip()
    caption = (match["caption"] or "")[1:-1].strip()
    _check_texts(job, place, alternative, caption)
    picture = _picture(job, place, match["path"], alternative)
    piece = Piece(
        plain=alternative,
        source=chunk.inner,
        element=lambda: _element(picture, caption if job.kind is Kind.BLOCKS else ""),
        block=chunk.lines[0].block,
    )
    return chunk.prefix + job.keep(piece)


def _check_texts(job: Job, place: tuple[int, int], alternative: str, caption: str) -> None:
    if job.kind is Kind.FIGURE and caption:
        message = "a figure with areas has no caption; say it in the question"
        job.error(place, "figure-caption", message, AREAS_EXAMPLE)
    elif not alternative or not (caption or job.kind is Kind.FIGURE):
        missing = "text alternative in square brackets" if not alternative else "caption in quotation marks"
        example = AREAS_EXAMPLE if job.kind is Kind.FIGURE else EXAMPLE
        job.error(place, "figure-without-text", f"the figure has no {missing}", example)


def _inner(text: str) -> str:
    from_rows = (re.sub(r"^[ ]*(?:>[ ]?)*[ ]*", "", row).strip() for row in text.split("\n"))
    return " ".join(from_rows)


def _complain_of_images(job: Job, chunk: Chunk) -> None:
    for match in _IMAGE.finditer(chunk.masked):
        if chunk.masked[max(match.start() - 1, 0)] == "\\":
            continue
        message, example = _NOT_ALONE[job.kind]
        job.error(chunk.place(match.start()), "picture-not-alone", message, example)


def _element(picture: Callable[[Element], None], caption: str) -> Element:
    element = Element("figure", {"class": "figure"})
    picture(element)
    if caption:
        SubElement(element, "figcaption").text = caption
    return element


def _picture(job: Job, place: tuple[int, int], path: str, alternative: str) -> Callable[[Element], None]:
    """What puts the picture into its figure; nothing where there is a problem."""
    name = path.removeprefix(FOLDER)
    if not path.startswith(FOLDER) or not ASSET_NAME.fullmatch(name):
        message = f"a picture is a file of this module: its path begins with {FOLDER}"
        job.error(place, "picture-path", message, EXAMPLE)
    elif name not in job.context.assets:
        known = [asset for asset in job.context.assets if is_picture(asset)]
        message = f"there is no file “{name}” among the assets.{did_you_mean(name, known)}"
        job.error(place, "picture-missing", message)
    elif name.lower().endswith(".svg"):
        return _drawing(job, place, name)
    else:
        return _image(job, place, name, alternative)
    return lambda element: None


def _drawing(job: Job, place: tuple[int, int], name: str) -> Callable[[Element], None]:
    prefix = f"fig-{place[0]}-{slug_of(PurePosixPath(name).stem)}"
    labels = job.context.figure_labels.get(name)
    drawing = inline_svg(job.context.assets[name], prefix=prefix, labels=labels)
    for problem in drawing.problems:
        note = job.error if problem.severity == "error" else job.warning
        note(place, problem.code, f"{name}: {problem.message}", problem.example)
    token = job.keep(Piece(plain="", markup=drawing.markup))

    def put_in(element: Element) -> None:
        element.text = AtomicString(token)

    return put_in


def _image(job: Job, place: tuple[int, int], name: str, alternative: str) -> Callable[[Element], None]:
    try:
        width, height = picture_size(name, job.context.assets[name])
    except PictureError as error:
        job.error(place, "picture-unreadable", str(error))
        return lambda element: None

    def put_in(element: Element) -> None:
        image = SubElement(element, "img", {"width": str(width), "height": str(height)})
        image.attrib.update({"loading": "lazy", "decoding": "async"})
        set_address(job, image, "src", asset_address(job, name))
        set_attribute(image, "alt", alternative)

    return put_in


def asset_address(job: Job, name: str) -> str:
    """Where a file of this module is served; an edition keeps the bytes that it was made with."""
    digest = job.context.asset_digests.get(name, "")
    return f"/modules/{job.context.module_slug}/files/{digest}/{name}"
