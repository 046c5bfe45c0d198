"""PDFs that were made to exhaust whoever reads them are put aside before they can."""

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from lms.credentials.formats.pdf_pages import MOST_DRAWN, MOST_PARTS, digest_of_pages
from lms.credentials.formats.reading import Problem, credential_in

Change = Callable[[pikepdf.Pdf], None]


def made(change: Change) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return out.getvalue()


def packed(pdf: pikepdf.Pdf, size: int) -> pikepdf.Object:
    return pdf.make_indirect(pikepdf.Stream(pdf, zlib.compress(bytes(size), 9), Filter=Name.FlateDecode))


def meeting_branches(pdf: pikepdf.Pdf) -> None:
    """A tree of names with two to the power of 200 leaves, in a hundred lines."""
    node = pdf.make_indirect(Dictionary(Names=Array([String("a"), pdf.make_indirect(Dictionary(F="a"))])))
    for _ in range(200):
        node = pdf.make_indirect(Dictionary(Kids=Array([node, node])))
    pdf.Root.Names = Dictionary(EmbeddedFiles=node)


def a_circle(pdf: pikepdf.Pdf) -> None:
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node, node])
    pdf.Root.Names = Dictionary(EmbeddedFiles=node)


@pytest.mark.parametrize("change", [meeting_branches, a_circle])
def test_a_tree_of_names_without_an_end_is_not_climbed(change: Change) -> None:
    assert credential_in(made(change)).problem is Problem.DAMAGED


def long_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = packed(pdf, MOST_DRAWN + 1)


def page_of_parts(pdf: pikepdf.Pdf) -> None:
    part = packed(pdf, 0)
    pdf.pages[0].Contents = Array([part] * (MOST_PARTS + 1))


def the_same_part_again_and_again(pdf: pikepdf.Pdf) -> None:
    part = packed(pdf, MOST_DRAWN // 4)
    pdf.pages[0].Contents = Array([part] * 5)


def the_same_page_again_and_again(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = packed(pdf, MOST_DRAWN // 4)
    for _ in range(4):
        pdf.pages.append(pdf.pages[0])


def unusually_packed(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"<~z~>", Filter=Name.ASCII85Decode)


@pytest.mark.parametrize(
    "change",
    [
        long_page,
        page_of_parts,
        the_same_part_again_and_again,
        the_same_page_again_and_again,
        unusually_packed,
    ],
)
def test_pages_that_unpack_to_too_much_are_not_drawn(change: Change) -> None:
    assert digest_of_pages(made(change)) is None


def test_a_page_is_the_same_whether_it_is_packed_or_not() -> None:
    def plainly(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"q Q")

    def in_parts(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = Array([pikepdf.Stream(pdf, b"q Q")])

    def tightly(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, zlib.compress(b"q Q"), Filter=Name.FlateDecode)

    digests = {digest_of_pages(made(one)) for one in (plainly, in_parts, tightly)}
    assert len(digests) == 1
    assert None not in digests
