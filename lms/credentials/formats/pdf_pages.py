"""What the pages of a PDF show and where they lead, as far as that tells two files apart. Pure."""

import hashlib
import io
from collections.abc import Iterator

import pikepdf

MOST_PAGES = 20
MOST_LINKS = 50
LONGEST_ADDRESS = 500

_UNREADABLE = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RuntimeError,
    MemoryError,
)


def addresses_in_pdf(data: bytes) -> tuple[str, ...]:
    """Where its links lead; none for a file that cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return tuple(dict.fromkeys(_addresses(pdf)))
    except _UNREADABLE:
        return ()


def _addresses(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in list(pdf.pages)[:MOST_PAGES]:
        for link in list(page.obj.get("/Annots", ()))[:MOST_LINKS]:
            action = link.get("/A")
            if action is not None and "/URI" in action:
                yield str(action["/URI"])[:LONGEST_ADDRESS]


def digest_of_pages(data: bytes) -> str | None:
    """A digest of what is drawn on the pages, however the file is put together; None: it cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = list(pdf.pages)
            digest = hashlib.sha256(str(len(pages)).encode())
            for page in pages[:MOST_PAGES]:
                page.contents_coalesce()
                digest.update(page.obj["/Contents"].read_bytes() + b"\0")
            return digest.hexdigest()
    except _UNREADABLE:
        return None
