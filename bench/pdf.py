"""What laying out a certificate costs in processor time: our way and with less care."""

import importlib.resources
import json
import logging
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import weasyprint
from flask import Flask
from sqlalchemy import select
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from lms.core.db import db, reading
from lms.core.pdf import Document
from lms.core.pdf_worker import ATTACHED, VARIANT, Press
from lms.core.settings import settings
from lms.credentials import queries
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.keys import KeyPair, Purpose
from lms.credentials.formats.proofs import add_proof
from lms.credentials.models import CredentialRecord
from lms.credentials.printing.rendering import document_of, logos_of
from lms.credentials.records import Record, record_from
from lms.credentials.sealing.seal import seal
from lms.credentials.sealing.sealers import Sealer
from lms.credentials.services import keys

RUNS = 12
logging.getLogger("weasyprint").setLevel(logging.ERROR)
CARELESS = Path(__file__).with_name("careless.css")
WHOLE_FONTS = {
    "sans-regular.ttf": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-semibold.ttf": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "serif-regular.ttf": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "serif-semibold.ttf": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate that was issued, and what a first file of it needs."""

    record: Record
    document: Document
    issuer: IssuerAddress
    key: KeyPair
    sealer: Sealer
    draft: Callable[[], Document]
    """Makes the document anew: its texts, their sizes, the QR code."""


def certificate_of(app: Flask, fonts: Path) -> Certificate:
    """Some certificate that was issued."""
    with app.app_context(), reading():
        row = db.session.scalars(select(CredentialRecord).limit(1)).one()
        record = record_from(queries.text_of(row))
        draft = partial(document_of, record, fonts, logos=logos_of(record))
        certificate = Certificate(
            record=record,
            document=draft(),
            draft=draft,
            issuer=IssuerAddress(settings().base_url),
            key=keys.active(Purpose.BADGE),
            sealer=keys.active_sealer(),
        )
    return certificate


def steps_ms(certificate: Certificate) -> tuple[float, float, float]:
    """Median processor time of the steps to a first file: badge with proof, page with it inside, seal."""
    press = press_of(certificate.document)
    badge = _badge(certificate)
    pdf = press(badge)
    steps: tuple[Callable[[], object], ...] = (
        lambda: _badge(certificate),
        lambda: (certificate.draft(), press(badge)),
        lambda: _sealed(certificate, pdf),
    )
    runs = [[_cpu_ms(step) for step in steps] for _run in range(RUNS + 1)][1:]
    first, second, third = (statistics.median(times) for times in zip(*runs, strict=True))
    return first, second, third


def _badge(certificate: Certificate) -> bytes:
    badge = badge_of(certificate.record, certificate.issuer)
    return json.dumps(add_proof(badge, certificate.key, datetime.now(UTC))).encode()


def _sealed(certificate: Certificate, pdf: bytes) -> bytes:
    return seal(pdf, certificate.sealer, reason="Measured", location="", moment=datetime.now(UTC))


def costs_ms(document: Document) -> tuple[float, float, float]:
    """Median processor time in milliseconds, measured in turn so that all see the same noise, of three ways.

    The product's: warm, one style sheet, subset fonts. WeasyPrint on the same HTML and CSS, to the same kind
    of PDF, with whole fonts, and fonts and style sheet loaded anew each time; the layout is ours, which is
    cheap. The same, laid out as most would: flex containers around flex and grid containers.
    """
    css = document.style.css
    careless = css + CARELESS.read_text(encoding="utf-8")
    ways = (press_of(document), lambda: plain_pdf(document, css), lambda: plain_pdf(document, careless))
    runs = [[_cpu_ms(way) for way in ways] for _run in range(RUNS + 1)][1:]
    ours, uncached, most = (statistics.median(times) for times in zip(*runs, strict=True))
    return ours, uncached, most


def press_of(document: Document) -> Callable[..., bytes]:
    """Our way to lay the document out, with or without a badge inside."""
    press = Press()
    style = document.style
    names = {f"asset:{name}": (asset.body, asset.media_type) for name, asset in style.assets.items()}
    press.keep_style({"css": style.css, "style": style.digest}, names)
    own = {f"asset:{name}": (asset.body, asset.media_type) for name, asset in document.assets.items()}
    head = {
        "style": style.digest,
        "html": document.html,
        "is_xml": document.is_xml,
        "identifier": document.identifier.hex(),
    }
    attached = {
        "name": "credential.json",
        "description": "Open Badge",
        "relationship": "Data",
        "made_at": "2026-01-01T00:00:00+00:00",
    }

    def render(badge: bytes | None = None) -> bytes:
        if badge is None:
            return press.render({**head, "attachments": []}, own)
        file = {f"asset:{ATTACHED}credential.json": (badge, "application/json")}
        return press.render({**head, "attachments": [attached]}, {**own, **file})

    return render


def plain_pdf(document: Document, style: str) -> bytes:
    """What WeasyPrint makes of the HTML with a style sheet, without any of our care."""
    assets = {**document.style.assets, **document.assets}
    whole = _whole_fonts()

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            name = url.removeprefix("asset:")
            body = whole.get(name) or assets[name].body
            kind = "font/ttf" if name in whole else assets[name].media_type
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    fonts = FontConfiguration()
    css = weasyprint.CSS(string=style, font_config=fonts, url_fetcher=Fetcher())
    page = weasyprint.HTML(string=document.html, url_fetcher=Fetcher())
    pdf: bytes = page.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT, pdf_tags=True)
    return pdf


@cache
def _whole_fonts() -> dict[str, bytes]:
    return {name: _whole_font(*place) for name, place in WHOLE_FONTS.items()}


def _whole_font(package: str, name: str) -> bytes:
    return (importlib.resources.files(package) / "files" / name).read_bytes()


def _cpu_ms(render: Callable[[], object]) -> float:
    began = time.process_time()
    render()
    return (time.process_time() - began) * 1000
