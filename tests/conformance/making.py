"""How the certificates come about that are put to the validators: by our own code, from page to seal."""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from lms.core import clock
from lms.core.pdf import Printer
from lms.credentials.formats.badge import as_bytes
from lms.credentials.printing.rendering import attached_badge, document_of
from lms.credentials.printing.samples import write_sample
from lms.credentials.records import Record
from lms.credentials.sealing.seal import seal
from lms.credentials.sealing.sealers import Sealer
from tests.conformance.badges import OURS, SIGNED_AT
from tests.conformance.faults import STANDARDS, changed, cut_short, nothing
from tests.conformance.issuing import LANGUAGES, issued_by_template
from tests.conformance.records import CERTIFICATES, LOGOS
from tests.support.authority import authorities
from tests.support.prebuilt import FONTS, prebuild_fonts
from tests.support.providers import provider

TIME_STATED = "time stated"
"""The plain certificate with PAdES B-LT: an authority says when it was sealed."""
BY_TEMPLATE = {language: f"by a template in {language}" for language in LANGUAGES}
"""What was issued under a template of the programme, with badge and seal."""
SPECIMEN = "specimen"
"""The folder that `credentials sample` wrote."""


def sealed(pdf: bytes, sealer: Sealer) -> bytes:
    """With its seal."""
    return seal(pdf, sealer, reason="Issued", location="Norrvik", moment=SIGNED_AT)


def unsealed(record: Record, printer: Printer) -> bytes:
    """The page, with the Open Badge inside."""
    badge = attached_badge(as_bytes(OURS.badge(record)), SIGNED_AT)
    return printer.render(document_of(record, FONTS, attachments=(badge,), logos=LOGOS))


def make_files(folder: Path) -> None:
    """The specimen, every certificate, sealed, and one with each planted fault that breaks a standard."""
    prebuild_fonts()
    write_sample("lv", folder / SPECIMEN, FONTS)
    for language, pdf in issued_by_template(folder / "installation").items():
        (folder / f"{BY_TEMPLATE[language]}.pdf").write_bytes(pdf)
    printer, provided = Printer(), provider()
    pages = {name: unsealed(record, printer) for name, record in CERTIFICATES.items()}
    printer.close()
    for name, pdf in pages.items():
        (folder / f"{name}.pdf").write_bytes(sealed(pdf, provided.sealer))
    (folder / "root.pem").write_bytes(provided.root)
    (folder / "authorities").mkdir()
    with authorities(folder / "authorities") as found:
        sealer, root = found.sealer, found.chain[-1]
        stated = seal(
            pages["plain"],
            sealer,
            reason="Issued",
            location="Norrvik",
            moment=clock.now(),
            authority=found.time,
        )
    (folder / f"{TIME_STATED}.pdf").write_bytes(stated)
    (folder / f"{TIME_STATED}.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "unsealed.bin").write_bytes(pages["plain"])
    (folder / "saved anew.pdf").write_bytes(changed(pages["plain"], nothing))
    for name, (spoil, _) in STANDARDS.items():
        (folder / f"{name}.pdf").write_bytes(changed(pages["plain"], spoil))
    (folder / "cut short.bin").write_bytes(cut_short(pages["plain"]))
