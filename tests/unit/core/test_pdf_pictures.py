"""Is a picture that is copied, or drawn by our own hand, the one that the library would have drawn?"""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import segno
from weasyprint.images import SVGImage
from weasyprint.pdf.stream import Stream

from lms.core.pdf_pictures import RESOURCES, SVG, Album, Copied, Rows
from lms.credentials.printing.rendering import PICTURES, qr_code

ADDRESS = "https://campus.example.org/verify/VZX5JRMGHXTG29W4J53Y"
START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'


def picture_of(svg: bytes) -> Any:
    return Album(SVGImage, Stream).pictures({"asset:one": (svg, SVG)}).get("asset:one")


def new_stream() -> Any:
    return Stream({}, None, {name: {} for name in RESOURCES}, {}, None, {}, None)


@pytest.mark.parametrize("name", PICTURES)
def test_a_copied_picture_is_the_same_to_the_byte(name: str) -> None:
    svg = PICTURES[name].read_bytes()
    picture, theirs = picture_of(svg), SVGImage(ET.fromstring(svg), None, None, None)
    assert isinstance(picture, Copied)
    assert picture.get_intrinsic_size(1, 16) == theirs.get_intrinsic_size(1, 16)
    for width in (40, 40, 80):
        ours, other = new_stream(), new_stream()
        picture.draw(ours, width, 30, None)
        theirs.draw(other, width, 30, None)
        assert ours.data == other.data
        assert ours._resources == other._resources


def squares(lines: bytes) -> Iterator[tuple[int, int]]:
    start, row = 0, 0
    for x, y, kind in (line.split() for line in lines.splitlines()):
        if kind == b"l":
            yield from ((int(x1), row) for x1 in range(start, int(x)))
        start, row = int(x), int(float(y))


def test_a_qr_code_is_drawn_with_exactly_its_squares() -> None:
    picture = picture_of(qr_code(ADDRESS))
    assert isinstance(picture, Rows)
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, one in enumerate(row) if one}
    assert set(squares(picture._lines)) == dark
    stream = new_stream()
    picture.draw(stream, 66, 66, None)
    assert b"2 0 0 2 0 0 cm" in stream.data


@pytest.mark.parametrize(
    "body",
    [
        "<text>needs a font</text></svg>",
        '<path d="M0 0h9" fill="url(#one)"/></svg>',
        '<image href="asset:other"/></svg>',
        "<style>path { fill: red }</style></svg>",
        "<path",
    ],
)
def test_any_other_picture_is_left_to_the_library(body: str) -> None:
    assert picture_of((START + body).encode()) is None


def test_a_picture_that_needs_more_than_lines_and_fillings_is_drawn_by_the_library() -> None:
    svg = (START + '<path d="M0 0h9v9z" opacity=".5"/></svg>').encode()
    ours, other = new_stream(), new_stream()
    picture_of(svg).draw(ours, 5, 5, None)
    SVGImage(ET.fromstring(svg), None, None, None).draw(other, 5, 5, None)
    assert ours.data == other.data
    assert list(ours._resources["XObject"]) == list(other._resources["XObject"]) == ["x0"]
