"""What laying out a certificate costs in processor time: our way and with less care."""

import importlib.resources
import logging
import statistics
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import weasyprint
from flask import Flask
from sqlalchemy import select
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from lms.core.db import db, reading
from lms.core.pdf import Document
from lms.core.pdf_worker import VARIANT, Press
from lms.credentials import queries
from lms.credentials.models import CredentialRecord
from lms.credentials.records import record_from
from lms.credentials.rendering import document_of

RUNS = 12
logging.getLogger("weasyprint").setLevel(logging.ERROR)
CARELESS = Path(__file__).with_name("careless.css")
WHOLE_FONTS = {
    "sans-regular.ttf": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-semibold.ttf": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "serif-regular.ttf": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "serif-semibold.ttf": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
}


def certificate_document(app: Flask, fonts: Path) -> Document:
    """The document of some certificate that was issued."""
    with app.app_context(), reading():
        text = queries.text_of(db.session.scalars(select(CredentialRecord).limit(1)).one())
        document = document_of(record_from(text), fonts)
    return document


def costs_ms(document: Document) -> tuple[float, float, float]:
    """Median processor time in milliseconds, measured in turn so that all see the same noise, of three ways.

    The product's: warm, one style sheet, subset fonts. WeasyPrint on the same HTML and CSS, to the same kind
    of PDF, with whole fonts, and fonts and style sheet loaded anew each time; the layout is ours, which is
    cheap. The same, laid out as most would: flex containers around flex and grid containers.
    """
    css = document.style.css
    careless = css + CARELESS.read_text(encoding="utf-8")
    ways = (_press_of(document), lambda: plain_pdf(document, css), lambda: plain_pdf(document, careless))
    runs = [[_cpu_ms(way) for way in ways] for _run in range(RUNS + 1)][1:]
    ours, uncached, most = (statistics.median(times) for times in zip(*runs, strict=True))
    return ours, uncached, most


def _press_of(document: Document) -> Callable[[], bytes]:
    press = Press()
    style = document.style
    names = {f"asset:{name}": (asset.body, asset.media_type) for name, asset in style.assets.items()}
    press.keep_style({"css": style.css, "style": style.digest}, names)
    own = {f"asset:{name}": (asset.body, asset.media_type) for name, asset in document.assets.items()}
    head = {"style": style.digest, "html": document.html, "identifier": document.identifier.hex()}
    return lambda: press.render(head, own)


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


def _cpu_ms(render: Callable[[], bytes]) -> float:
    began = time.process_time()
    render()
    return (time.process_time() - began) * 1000
