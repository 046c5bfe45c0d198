"""Does a picture give back the credential that was baked into it, to us and to others?"""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib import baking as others
from PIL import Image

from lms.credentials.formats import baking
from lms.credentials.formats.baking import BakingError, bake_png, bake_svg, baked_in_png, baked_in_svg

SVG = (
    b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
)
TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=200,
).filter(lambda text: text.strip() == text)


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return out.getvalue()


PNG = _png()


def with_chunk(content: bytes, kind: bytes = b"iTXt") -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return PNG[:33] + struct.pack(">I", len(content)) + kind + content + checksum + PNG[33:]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_what_was_baked_is_read_back(text: str) -> None:
    assert baked_in_png(bake_png(PNG, text)) == text
    payload = f'{{"name":"{text}"}}'.replace("]]>", "")
    assert baked_in_svg(bake_svg(SVG, payload)) == payload


def test_a_text_that_would_end_the_section_in_svg_means_the_same_afterwards() -> None:
    assert baked_in_svg(bake_svg(SVG, '{"name":"a]]>b"}')) == '{"name":"a]]\\u003eb"}'


@pytest.mark.parametrize("text", ['{"name":"Bērziņa"}', TOKEN])
def test_another_library_reads_it(text: str) -> None:
    assert others.extract_png(bake_png(PNG, text), keyword=others.ITXT_KEYWORD_OB3) in {text, text.encode()}
    found = others.extract_svg(bake_svg(SVG, text), element=others.SVG_ELEMENT_OB3, text_fallback=True)
    assert found in {text, text.encode()}


def test_baking_again_replaces_what_was_there() -> None:
    assert baked_in_png(bake_png(bake_png(PNG, "{}"), TOKEN)) == TOKEN


def test_the_picture_stays_a_picture() -> None:
    with Image.open(io.BytesIO(bake_png(PNG, "{}"))) as picture:
        picture.load()
        assert picture.size == (4, 4)


def test_a_packed_text_of_others_is_read_within_limits() -> None:
    head = baking.KEYWORD + b"\0\x01\0\0\0"
    assert baked_in_png(with_chunk(head + zlib.compress(b"{}"))) == "{}"
    with pytest.raises(BakingError):
        baked_in_png(with_chunk(head + zlib.compress(b" " * 9_000_000)))
    with pytest.raises(BakingError):
        baked_in_png(with_chunk(head + b"not packed"))


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        PNG,
        PNG[:-3],
        bake_png(PNG, "{}")[:60],
        bake_png(PNG, "{}").replace(b"{}", b"[]"),
        with_chunk(baking.KEYWORD + b"\0\0"),
        with_chunk(baking.KEYWORD + b"\0\0\0\0\0\xff\xfe"),
        with_chunk(baking.KEYWORD + b"\0\0\0\0\0" + b"x" * 600_000),
        baking.PNG_SIGNATURE + struct.pack(">I4s", 0xFFFFFFFF, b"iTXt"),
        baking.PNG_SIGNATURE
        + (struct.pack(">I4s", 0, b"tEXt") + struct.pack(">I", zlib.crc32(b"tEXt"))) * 2000,
    ],
    ids=["nothing", "bare", "cut", "cut early", "changed", "short", "no text", "long", "endless", "many"],
)
def test_a_png_without_a_sound_credential_is_refused(picture: bytes) -> None:
    with pytest.raises(BakingError):
        baked_in_png(picture)


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        SVG,
        b"<html/>",
        b"\xff\xfe",
        bake_svg(bake_svg(SVG, "{}").replace(b"xmlns:openbadges", b"xmlns:other", 1), "{}")[:-3],
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + bake_svg(SVG, "{}").partition(b"\n")[2],
        bake_svg(SVG, "{}").replace(b"purl.imsglobal.org", b"else.example"),
        bake_svg(SVG, "{}").replace(b"{}", b""),
    ],
)
def test_an_svg_without_a_sound_credential_is_refused(picture: bytes) -> None:
    with pytest.raises(BakingError):
        baked_in_svg(picture)


def test_only_an_svg_is_baked_as_one() -> None:
    with pytest.raises(BakingError):
        bake_svg(b"<html/>", "{}")
