"""How a record becomes the HTML of a certificate, and that a PDF."""

import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms.content.catalogue import UnknownAssetError
from lms.core.pdf import Asset, Attachment, Document, PdfError, Style, render_pdf
from lms.core.settings import settings
from lms.credentials.codes import grouped
from lms.credentials.formats.pdf_attachments import NAME
from lms.credentials.printing.content import content_of
from lms.credentials.printing.fitting import (
    NAME_ROOM_MM,
    NAME_SIZES,
    Fonts,
    left_step,
    right_step,
    signed_step,
)
from lms.credentials.printing.typesetting import Metrics
from lms.credentials.records import Record
from lms.credentials.wording.phrases import speaker
from lms.web.catalogue import current_catalogue
from lms.web.fonts import build_pdf_fonts

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "pdf"
ICONS = Path(__file__).parent.parent.parent / "static" / "icons"
SVG = "image/svg+xml"
PICTURES = {
    "constellation.svg": ICONS / "constellation.svg",
    "mark.svg": ICONS / "mark-line.svg",
    "dot.svg": TEMPLATES / "dot.svg",
}
BADGE_INSIDE = "This certificate as an Open Badge 3.0, for machines"
FACES = ("sans-regular", "sans-semibold", "serif-regular", "serif-semibold")

Logos = Mapping[str, bytes]
"""SHA-256 of a logo → its bytes."""


def pdf_of(record: Record, language: str | None = None, attachments: Sequence[Attachment] = ()) -> bytes:
    """The certificate in a language; the same record gives the same bytes. Raises PdfError."""
    fonts = settings().data / "build" / "fonts"
    return render_pdf(
        document_of(record, fonts, language=language, attachments=attachments, logos=logos_of(record))
    )


def attached_badge(badge: bytes, made_at: datetime) -> Attachment:
    """The badge of a certificate, to travel inside its page: all that machines need, and nothing twice."""
    return Attachment(
        name=NAME,
        body=badge,
        media_type="application/json",
        description=BADGE_INSIDE,
        relationship="Data",
        made_at=made_at,
    )


def logos_of(record: Record) -> Logos:
    """The bytes of the record's logos, kept with the editions of the programme. Raises PdfError."""
    try:
        return {logo.sha256: current_catalogue().asset_bytes(logo.sha256) for logo in record.logos}
    except UnknownAssetError as missing:
        raise PdfError(f"the logo {missing} is not kept any more") from None


def document_of(
    record: Record,
    fonts: Path,
    *,
    language: str | None = None,
    attachments: Sequence[Attachment] = (),
    logos: Logos | None = None,
) -> Document:
    """What is laid out for a record, in the language of issue or another, with fonts built into a folder."""
    pictures = {
        logo.sha256: Asset(body=logos[logo.sha256], media_type=logo.media_type)
        for logo in record.logos
        if logos is not None
    }
    return Document(
        html=html_of(record, fonts, language),
        style=style_of(fonts),
        identifier=uuid.UUID(record.id).bytes,
        assets={"qr.svg": Asset(body=qr_code(record.verification_url), media_type=SVG), **pictures},
        attachments=tuple(attachments),
        is_xml=True,
    )


def html_of(record: Record, fonts: Path, language: str | None = None) -> str:
    """The certificate as HTML, labelled in that language and in English."""
    spoken = speaker(language or record.language).language
    content = content_of(record, spoken)
    faces = _faces(fonts)
    return (
        _environment(spoken)
        .get_template("certificate.html")
        .render(
            **content,
            left=left_step(
                content["wording"].title,
                content["english_title"],
                content["wording"].learning_outcomes,
                faces,
            ),
            right=right_step([one.value for one in content["facts"]], faces),
            signed=signed_step(_below_names(content), faces),
            logo_count=sum(len(group) for _label, group in content["logos"]),
            name_points=faces.serif_semibold.largest_points(record.holder_name, NAME_ROOM_MM, NAME_SIZES),
            code=grouped(record.code),
            short_address=record.verification_url.partition("://")[2],
        )
    )


def _below_names(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    said = content["labels"]["invented"]
    invented = f" ({said.local} · {said.english or ''})"
    return [(one.name, one.role + invented * one.is_invented) for one in content["signatories"]]


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        speaker(language).translations, newstyle=True
    )
    return environment


@cache
def _faces(fonts: Path) -> Fonts:
    built = build_pdf_fonts(fonts)
    return Fonts(
        sans=Metrics(built["sans-regular"]),
        serif=Metrics(built["serif-regular"]),
        serif_semibold=Metrics(built["serif-semibold"]),
    )


@cache
def style_of(fonts: Path) -> Style:
    """The certificate's style sheet with its fonts and pictures."""
    built = build_pdf_fonts(fonts)
    assets = {f"{name}.ttf": Asset(body=built[name].read_bytes(), media_type="font/ttf") for name in FACES}
    assets |= {name: Asset(body=path.read_bytes(), media_type=SVG) for name, path in PICTURES.items()}
    faces = "".join(_font_face(name) for name in FACES)
    sizes = "".join(f".points-{points}{{font-size:{points}pt}}" for points in NAME_SIZES)
    css = (TEMPLATES / "certificate.css").read_text(encoding="utf-8")
    return Style(css=faces + css + sizes, assets=assets)


def _font_face(name: str) -> str:
    family, cut = name.split("-")
    weight = {"regular": 400, "semibold": 600}[cut]
    return (
        f'@font-face{{font-family:"Campus {family.title()}";font-weight:{weight};src:url(asset:{name}.ttf)}}'
    )


def qr_code(address: str) -> bytes:
    """The address as a QR code: one path, without a margin of its own."""
    buffer = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(buffer, kind="svg", border=0, xmldecl=False, svgns=True, dark="#14212b", omitsize=True)
    return buffer.getvalue()
