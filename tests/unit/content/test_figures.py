"""Drawn figures reach a page only through the lists of elements, attributes and values."""

import io
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lms.content.figures import PictureError, inline_svg, is_picture, picture_size
from tests.unit.content.rendering import DRAWING, assert_clean, png

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside: str = "", root: str = "") -> bytes:
    return (
        f'<svg {NAMESPACE} viewBox="0 0 360 100" {root}><title>Name</title><desc>Words</desc>{inside}</svg>'
    ).encode()


def codes(data: bytes, labels: dict[str, object] | None = None) -> list[str]:
    return [problem.code for problem in inline_svg(data, prefix="p", labels=labels).problems]


def test_a_drawing_is_named_by_its_title_and_description() -> None:
    markup = inline_svg(DRAWING, prefix="fig-1").markup
    assert 'role="img" aria-labelledby="fig-1-title fig-1-desc"' in markup
    assert '<title id="fig-1-title">Three layers</title>' in markup
    assert '<desc id="fig-1-desc">Firms inside' in markup


def test_two_drawings_on_a_page_share_no_id_and_no_reference() -> None:
    one, two = (inline_svg(DRAWING, prefix=prefix).markup for prefix in ("fig-1", "fig-2"))
    assert_clean(one + two)
    assert 'marker-end="url(#fig-1-tip)"' in one
    assert 'id="fig-2-tip"' in two


def test_labels_in_another_language_replace_the_texts() -> None:
    labels = {"title": "Tre lager", "desc": "Ord & mer", "labels": {"firms": "Företag <b>"}}
    drawn = inline_svg(DRAWING, prefix="p", labels=labels)
    assert drawn.problems == ()
    assert ">Tre lager</title>" in drawn.markup
    assert ">Ord &amp; mer</desc>" in drawn.markup
    assert ">Företag &lt;b&gt;</text>" in drawn.markup
    assert ">1.87</text>" in drawn.markup


def test_a_label_for_an_unknown_id_is_a_problem_that_names_the_nearest() -> None:
    problems = inline_svg(DRAWING, prefix="p", labels={"labels": {"firm": "Företag"}}).problems
    assert problems[0].code == "figure-label-unknown"
    assert "Did you mean “firms”?" in problems[0].message


def test_words_without_a_label_are_a_warning_and_numbers_are_not() -> None:
    drawn = inline_svg(DRAWING, prefix="p", labels={"title": "T", "desc": "D", "labels": {}})
    assert [(p.code, p.severity) for p in drawn.problems] == [("figure-label-missing", "warning")]
    assert "firms" in drawn.problems[0].message
    assert "share" not in drawn.problems[0].message
    assert drawn.markup


def test_small_text_is_a_warning() -> None:
    assert codes(drawing('<text font-size="9">a</text>')) == ["figure-small-text"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "figure-unreadable"),
        (b"not xml", "figure-unreadable"),
        (b"<svg/>", "figure-unreadable"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "figure-unreadable"),
        (b"<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>", "figure-unreadable"),
        (b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "figure-unreadable"),
        (b"\xff\xfe\x00", "figure-unreadable"),
        (drawing("<g>" * 20 + "</g>" * 20), "figure-unreadable"),
        (drawing('<rect x="1"/>' * 3_100), "figure-unreadable"),
        (drawing(" " * 210_000), "figure-unreadable"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "figure-without-text"),
        (DRAWING.replace(b' viewBox="0 0 360 200"', b""), "figure-view-box"),
        (drawing('<text id="a">x</text><text id="a">y</text>'), "figure-double-id"),
        (drawing('<text id="title">x</text>'), "figure-double-id"),
        (drawing('<line marker-end="url(#no)"/>'), "figure-reference"),
        (drawing('<rect class="btn-primary"/>'), "figure-class"),
        (drawing('<rect fill="#ff0000"/>'), "figure-value"),
        (drawing('<rect fill="url(https://evil.example/x)"/>'), "figure-value"),
        (drawing('<rect x="1;alert(1)"/>'), "figure-value"),
        (drawing('<path d="M0 0&quot; onload=&quot;x"/>'), "figure-value"),
        (drawing('<rect transform="url(x)"/>'), "figure-value"),
        (drawing('<line marker-end="url(javascript:x)"/>'), "figure-value"),
        (drawing('<text id="a b">x</text>'), "figure-value"),
        (drawing('<path d="' + "1" * 30_000 + 'x"/>'), "figure-value"),
        (drawing('<rect style="fill:red"/>'), "figure-attribute"),
        (drawing('<rect onclick="x()"/>'), "figure-attribute"),
        (drawing("", root='onload="x()"'), "figure-attribute"),
        (drawing('<text xlink:href="#x">x</text>'), "figure-attribute"),
        (drawing('<rect filter="url(#f)"/>'), "figure-attribute"),
        (drawing("<script>alert(1)</script>"), "figure-element"),
        (drawing("<style>*{}</style>"), "figure-element"),
        (drawing('<a href="javascript:x"><rect/></a>'), "figure-element"),
        (drawing('<use xlink:href="#a"/>'), "figure-element"),
        (drawing('<image xlink:href="https://evil.example/a.png"/>'), "figure-element"),
        (
            drawing('<foreignObject><div xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
            "figure-element",
        ),
        (drawing('<animate attributeName="href" values="javascript:x"/>'), "figure-element"),
        (drawing('<set attributeName="onmouseover" to="x"/>'), "figure-element"),
        (drawing('<b xmlns="http://www.w3.org/1999/xhtml">x</b>'), "figure-element"),
        (drawing("<svg><title>x</title></svg>"), "figure-element"),
        (drawing('<filter id="f"/>'), "figure-element"),
        (drawing('<x:path xmlns:x="urn:other" d="M0 0"/>'), "figure-element"),
    ],
)
def test_what_a_drawing_may_not_have_is_a_problem_and_nothing_is_shown(data: bytes, code: str) -> None:
    drawn = inline_svg(data, prefix="p")
    assert code in [problem.code for problem in drawn.problems]
    assert drawn.markup == ""
    assert all(problem.message for problem in drawn.problems)


def test_comments_instructions_and_editor_attributes_of_the_root_are_left_out() -> None:
    data = drawing(
        "<!-- <script> --><?php x ?>", root='width="360" height="100" xml:space="preserve" role="img"'
    )
    markup = inline_svg(data, prefix="fig-1").markup
    assert_clean(markup)
    assert "script" not in markup
    assert "php" not in markup
    assert "360px" not in markup


def test_markup_in_the_texts_of_a_drawing_stays_text() -> None:
    data = drawing("<text>&lt;img src=x onerror=alert(1)&gt;</text>").replace(
        b"<title>Name", b"<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;"
    )
    assert_clean(inline_svg(data, prefix="fig-1").markup)


@settings(max_examples=150)
@given(
    st.text(max_size=40),
    st.sampled_from(["text", "rect", "a", "script", "g"]),
    st.sampled_from(["x", "class", "id", "d", "fill", "onload"]),
)
def test_any_value_is_shown_safely_or_refused(value: str, element: str, attribute: str) -> None:
    safe = re.sub(r"[^\x20-\x7e\xa0-\ud7ff]", "", value)
    escaped = safe.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    began = time.process_time()
    drawn = inline_svg(drawing(f'<{element} {attribute}="{escaped}">{escaped}</{element}>'), prefix="fig-1")
    assert time.process_time() - began < 2
    assert_clean(drawn.markup)


def test_the_size_of_a_picture_is_read_from_its_header() -> None:
    assert picture_size("photo.png", png(120, 80)) == (120, 80)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", b"GIF89a"),
        ("photo.png", b"<svg/>"),
        ("photo.jpg", png()),
        ("photo.png", b""),
        ("photo.png", png()[:20]),
        ("photo.png", b"x" * 1_000_001),
        ("photo.png", png(5_000, 10)),
        ("photo.gif", png()),
    ],
)
def test_a_file_that_is_no_picture_of_its_kind_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(PictureError) as error:
        picture_size(name, data)
    assert str(error.value)


def test_a_picture_that_says_it_is_huge_is_refused_without_being_read() -> None:
    bomb = bytearray(png())
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(PictureError):
        picture_size("photo.png", bytes(bomb))


def test_jpeg_and_webp_are_pictures_too() -> None:
    for ending, form in (("jpg", "JPEG"), ("webp", "WEBP")):
        data = io.BytesIO()
        Image.new("RGB", (10, 20)).save(data, form)
        assert picture_size(f"a.{ending}", data.getvalue()) == (10, 20)


def test_pictures_are_told_from_downloads_by_their_ending() -> None:
    assert is_picture("a.SVG")
    assert is_picture("a.webp")
    assert not is_picture("sheet.xlsx")
    assert not is_picture("README")
