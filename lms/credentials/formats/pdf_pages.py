"""What the pages of a PDF show and where they lead, as far as that tells two files apart. Pure."""

import hashlib
from collections.abc import Iterator
from itertools import islice

import pikepdf

from lms.credentials.formats.pdf_limits import UNREADABLE, opened, unpacked

MOST_PAGES = 20
MOST_LINKS = 50
LONGEST_ADDRESS = 500
MOST_PARTS = 50
"""Streams that one page is drawn by; a page of ours has one."""
MOST_DRAWN = 4_000_000
"""Bytes of all pages together, unpacked; ours have some tens of thousands."""


def addresses_in_pdf(data: bytes) -> tuple[str, ...]:
    """Where its links lead; none for a file that cannot be read."""
    try:
        with opened(data, mended=True) as pdf:
            return tuple(dict.fromkeys(_addresses(pdf)))
    except UNREADABLE:
        return ()


def _addresses(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in islice(pdf.pages, MOST_PAGES):
        for link in islice(page.obj.get("/Annots", ()), MOST_LINKS):
            action = link.get("/A")
            if action is not None and "/URI" in action:
                yield str(action["/URI"])[:LONGEST_ADDRESS]


def digest_of_pages(data: bytes) -> str | None:
    """A digest of what is drawn on the pages, however the file is put together; None: it cannot be read."""
    try:
        with opened(data, mended=True) as pdf:
            digest = hashlib.sha256(str(len(pdf.pages)).encode())
            left = MOST_DRAWN
            for page in islice(pdf.pages, MOST_PAGES):
                drawn = b"\n".join(_drawn(page.obj["/Contents"], left))
                left -= len(drawn)
                digest.update(drawn + b"\0")
            return digest.hexdigest()
    except UNREADABLE:
        return None


def _drawn(contents: pikepdf.Object, left: int) -> Iterator[bytes]:
    """The parts that a page is drawn by; raises ValueError where they are too many, or too long together."""
    parts = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
    if len(parts) > MOST_PARTS:
        raise ValueError("the page has too many parts")
    for part in parts:
        data = unpacked(part, left)
        left -= len(data)
        yield data
