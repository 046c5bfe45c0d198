"""How a transcript is printed: all of a person's credentials on a dated page."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.numbers import format_decimal
from flask_babel import format_date, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lms.core.pdf import Asset, Document, Style
from lms.credentials.codes import grouped
from lms.credentials.printing.rendering import SVG, TEMPLATES, qr_code
from lms.credentials.rules import CredentialKind, Standing
from lms.credentials.wording.refusals import KIND_TEXTS, STANDING_TEXTS
from lms.web.filters import show_day
from lms.web.fonts import build_pdf_fonts
from lms.web.i18n import SOURCE_LANGUAGE, language, speaking

FONTS = ("sans-regular", "sans-semibold", "serif-semibold")


def _short_day(day: date) -> str:
    return str(format_date(day, "d MMM yyyy" if language() == SOURCE_LANGUAGE else "medium"))


_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
_environment.filters |= {"day": show_day, "short_day": _short_day, "grouped": grouped}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One credential on a transcript."""

    title: str
    language: str
    kind: CredentialKind
    hours: str
    level: str
    completed_on: date
    standing: Standing
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptPage:
    """What a transcript says."""

    code: str
    language: str
    holder_name: str
    issuer_name: str
    made_on: date
    lines: Sequence[Line]
    hours: str
    """Of the modules that are valid: courses and the diploma are made up of them."""
    address: str
    """Where it can be checked."""
    is_trial: bool
    is_sealed: bool


def transcript_document(page: TranscriptPage, fonts: Path) -> Document:
    """What is laid out, with fonts built into that folder."""
    with speaking(page.language):
        html = _environment.get_template("transcript.html").render(
            page=page,
            kinds={kind: str(words) for kind, words in KIND_TEXTS.items()},
            standings={standing: str(words) for standing, words in STANDING_TEXTS.items()},
            hours=lambda text: format_decimal(Decimal(text), locale=page.language),
            short_address=page.address.partition("://")[2],
        )
    return Document(
        html=html,
        style=_style_of(fonts),
        identifier=hashlib.sha256(page.code.encode()).digest()[:16],
        assets={"qr.svg": Asset(body=qr_code(page.address), media_type=SVG)},
    )


@cache
def _style_of(fonts: Path) -> Style:
    built = build_pdf_fonts(fonts)
    assets = {f"{name}.ttf": Asset(body=built[name].read_bytes(), media_type="font/ttf") for name in FONTS}
    css = (TEMPLATES / "transcript.css").read_text(encoding="utf-8")
    return Style(css="".join(_face(name) for name in FONTS) + css, assets=assets)


def _face(name: str) -> str:
    family, cut = name.split("-")
    weight = {"regular": 400, "semibold": 600}[cut]
    source = f'font-family:"Campus {family.title()}";font-weight:{weight};src:url(asset:{name}.ttf)'
    return f"@font-face{{{source}}}"
