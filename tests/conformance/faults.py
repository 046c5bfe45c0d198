"""Faults planted in a certificate, each of which a validator must find."""

import io
import re
from collections.abc import Callable

import pikepdf
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

SIGNATURE = re.compile(rb"/Contents\s*<([0-9A-Fa-f]{1000,})>")
Spoil = Callable[[pikepdf.Pdf], None]


def changed(pdf: bytes, spoil: Spoil) -> bytes:
    """The PDF with one thing spoilt, otherwise as it was."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spoil(opened)
        opened.save(out, fix_metadata_version=False)
    return out.getvalue()


def nothing(_opened: pikepdf.Pdf) -> None:
    """To see that saving anew is no fault by itself."""


def _those_with(opened: pikepdf.Pdf, key: str) -> list[pikepdf.Dictionary]:
    found = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and key in one]
    assert found
    return found


def no_identification(opened: pikepdf.Pdf) -> None:
    metadata = opened.Root.Metadata
    written = metadata.read_bytes()
    assert written.count(b"<pdfuaid:part>1</pdfuaid:part>") == 1
    metadata.write(written.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def no_tags(opened: pikepdf.Pdf) -> None:
    del opened.Root.StructTreeRoot


def no_alternative_text(opened: pikepdf.Pdf) -> None:
    for figure in _those_with(opened, "/Alt"):
        del figure.Alt


def font_not_embedded(opened: pikepdf.Pdf) -> None:
    del _those_with(opened, "/FontFile2")[0].FontFile2


def untagged_field(opened: pikepdf.Pdf) -> None:
    """A field for a signature as a library would add it: to be seen on the page, and without a tag."""
    widget = opened.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=pikepdf.String("Untagged"),
            Rect=[10, 10, 60, 30],
            F=4,
        )
    )
    page = opened.pages[0]
    page.Annots = opened.make_indirect(pikepdf.Array([*page.get("/Annots", []), widget]))
    if "/AcroForm" not in opened.Root:
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=[])
    opened.Root.AcroForm.Fields.append(widget)


STANDARDS: dict[str, tuple[Spoil, str]] = {
    "no PDF-UA identification": (no_identification, "ua1"),
    "no tags": (no_tags, "3a"),
    "no alternative text": (no_alternative_text, "ua1"),
    "font not embedded": (font_not_embedded, "3a"),
    "untagged field": (untagged_field, "ua1"),
}
"""What is spoilt, and which standard it breaks."""


def one_byte_changed(pdf: bytes) -> bytes:
    """One letter of the title in the metadata, which is not compressed: the file stays well formed."""
    place = pdf.index(b"</rdf:li>", pdf.index(b"<dc:title>")) - 1
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def added_to(pdf: bytes) -> bytes:
    """With another language, in an increment as a program appends it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/Lang"] = TextStringObject("tlh")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_signature_of(other: bytes, pdf: bytes) -> bytes:
    """With a signature that is in order, but was made for another file."""
    ours, theirs = SIGNATURE.search(pdf), SIGNATURE.search(other)
    assert ours
    assert theirs
    written = theirs[1].rstrip(b"0").ljust(len(ours[1]), b"0")
    assert len(written) == len(ours[1])
    return pdf[: ours.start(1)] + written + pdf[ours.end(1) :]


def cut_short(pdf: bytes) -> bytes:
    """As a download that broke off leaves it."""
    return pdf[: len(pdf) * 9 // 10]
