"""What a PDF says of itself to those who do not see it, and which letters it brings along. Pure."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

MOST_ELEMENTS = 5_000
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """As far as PDF/UA asks and can be read without a validator."""

    page_count: int
    title: str
    language: str
    shows_title: bool
    is_tagged: bool
    claims_accessibility: bool
    """Its metadata name PDF/UA."""
    headings: tuple[int, ...]
    """Levels in the order of reading."""
    figures_without_text: int
    fonts: tuple[str, ...]
    """Names without the mark of a subset."""
    fonts_not_embedded: tuple[str, ...]


def structure_of(data: bytes) -> Structure:
    """Reads a PDF of our own making; raises pikepdf.PdfError."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        fonts = dict(_fonts(pdf))
        tags = list(_elements(root.get("/StructTreeRoot")))
        metadata = bytes(root.Metadata.read_bytes()) if "/Metadata" in root else b""
        return Structure(
            page_count=len(pdf.pages),
            title=str(pdf.docinfo.get("/Title", "")),
            language=str(root.get("/Lang", "")),
            shows_title=_says(root, "/ViewerPreferences", "/DisplayDocTitle"),
            is_tagged=_says(root, "/MarkInfo", "/Marked") and bool(tags),
            claims_accessibility=b"<pdfuaid:part>1</pdfuaid:part>" in metadata,
            headings=tuple(int(kind[2:]) for kind, _ in tags if kind[:2] == "/H" and kind[2:].isdigit()),
            figures_without_text=sum(kind == "/Figure" and not alt for kind, alt in tags),
            fonts=tuple(sorted(fonts)),
            fonts_not_embedded=tuple(sorted(name for name, is_embedded in fonts.items() if not is_embedded)),
        )


def _says(root: pikepdf.Object, group: str, key: str) -> bool:
    return group in root and bool(root[group].get(key, False))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    for page in pdf.pages:
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        for font in dict(resources.get("/Font", pikepdf.Dictionary())).values():
            first = font.get("/DescendantFonts", [font])[0]
            descriptor = first.get("/FontDescriptor", pikepdf.Dictionary())
            name = str(font.get("/BaseFont", "")).lstrip("/")
            yield name.partition("+")[2] or name, any(key in descriptor for key in EMBEDDED)


def _elements(root: pikepdf.Object | None) -> Iterator[tuple[str, str]]:
    """Kind and replacing text of each structure element, in the order of reading."""
    waiting = [root] if root is not None else []
    count = 0
    while waiting and count < MOST_ELEMENTS:
        element = waiting.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        count += 1
        if "/S" in element:
            yield str(element["/S"]), str(element.get("/Alt", ""))
        kids = element.get("/K")
        inner = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += reversed([one for one in inner if one is not None])
