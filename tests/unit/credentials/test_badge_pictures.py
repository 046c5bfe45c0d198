"""Does a badge's picture say what the credential says, the same each time, whatever the title?"""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from lms.core.xml_reading import parse_xml
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.baking import bake_png, bake_svg, baked_in_png, baked_in_svg
from lms.credentials.printing.badges import SIZE, BadgeFace, badge_png, badge_svg, face_of
from lms.credentials.records import Record
from tests.factories.credentials import ENGLISH, make_record

FACE = BadgeFace(title="Clusters: how they begin", level="EQF 5 · indicative", issuer="Baltic Academy")
LONGEST = "Święcisława Žanetė Øresund įgūdžių klasterių plėtros programų vertinimas ir stebėsena " * 3


def badge(record: Record) -> dict[str, object]:
    return badge_of(record, address_of(record))


def opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as picture:
        picture.load()
        return picture


def test_it_says_title_level_and_issuer_of_the_credential() -> None:
    assert face_of(badge(make_record())) == BadgeFace(
        title=ENGLISH.title, level="EQF 5 · indicative", issuer="Baltic Cluster Academy"
    )
    assert face_of(badge(make_record(level="SeQF 6"))).level == ""


@pytest.mark.parametrize(
    ("record", "warning"),
    [
        (make_record(is_trial=True), "Trial – not a certificate"),
        (make_record(is_specimen=True), "Specimen – not a certificate"),
    ],
)
def test_what_is_no_certificate_says_so_in_the_picture(record: Record, warning: str, pdf_fonts: Path) -> None:
    face = face_of(badge(record))
    assert face.warning == warning
    assert parse_xml(badge_svg(face, pdf_fonts).decode()).text_of("title").startswith(warning)
    without = opened(badge_png(replace(face, warning=""), pdf_fonts))
    assert ImageChops.difference(opened(badge_png(face, pdf_fonts)), without).getbbox() is not None


@pytest.mark.parametrize("title", ["Li", LONGEST, "Donaudampfschifffahrtsgesellschaftskapitänspatent"])
def test_every_title_finds_its_room(title: str, pdf_fonts: Path) -> None:
    face = replace(FACE, title=title, issuer=title[:200])
    picture = opened(badge_png(face, pdf_fonts))
    assert picture.size == (SIZE, SIZE)
    corner, middle = picture.getpixel((3, 3))[3], picture.getpixel((60, 200))
    assert (corner, middle) == (0, (15, 92, 115, 255))
    # Nothing is written beyond the inner line.
    assert picture.crop((40, 130, 47, 270)).getextrema()[0][1] < 30
    parse_xml(badge_svg(face, pdf_fonts).decode())


def test_the_same_face_gives_the_same_bytes_and_they_take_a_credential(pdf_fonts: Path) -> None:
    png, svg = badge_png(FACE, pdf_fonts), badge_svg(FACE, pdf_fonts)
    badge_png.cache_clear()
    assert (badge_png(FACE, pdf_fonts), badge_svg(FACE, pdf_fonts)) == (png, svg)
    assert baked_in_png(bake_png(png, "{}")) == "{}"
    assert baked_in_svg(bake_svg(svg, "{}")) == "{}"


def test_the_svg_needs_nothing_from_elsewhere(pdf_fonts: Path) -> None:
    text = badge_svg(replace(FACE, title='<script>"&'), pdf_fonts).decode()
    assert "<text" not in text
    assert "<script" not in text
    assert "href" not in text
