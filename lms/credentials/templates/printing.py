"""How a record becomes a page by a template of the programme: head, language and title are always ours."""

import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

from lms.content.print_templates.model import PrintTemplate
from lms.content.print_templates.sandbox import SandboxError, Value, filled
from lms.core.pdf import Asset, Attachment, Document, PdfError, Style
from lms.credentials.printing.faces import faces_of
from lms.credentials.printing.rendering import FACES, SVG, qr_code
from lms.credentials.records import Record
from lms.credentials.templates.values import values_of
from lms.credentials.wording.phrases import speaker

BASE = 'html{font-family:"Campus Sans"}body{margin:0}'
"""No other letters are there, whatever a template leaves open."""
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="author" content="{author}">
<meta name="description" content="{description}">
<meta name="generator" content="Cluster Campus">
<meta name="dcterms.created" content="{day}T00:00:00Z">
<meta name="dcterms.modified" content="{day}T00:00:00Z">
</head>
<body>
{body}
</body>
</html>"""


def templated_document(
    record: Record,
    template: PrintTemplate,
    fonts: Path,
    *,
    language: str | None = None,
    attachments: Sequence[Attachment] = (),
    logos: Mapping[str, bytes] | None = None,
) -> Document:
    """What is laid out for a record by a template; raises PdfError where it cannot be filled."""
    spoken = speaker(language or record.language).language
    pictures = {
        one.sha256: Asset(body=(logos or {})[one.sha256], media_type=one.media_type) for one in record.logos
    }
    return Document(
        html=html_by(record, template, spoken),
        style=_style_of(template.css, fonts),
        identifier=uuid.UUID(record.id).bytes,
        assets={"qr.svg": Asset(body=qr_code(record.verification_url), media_type=SVG), **pictures},
        attachments=tuple(attachments),
    )


def html_by(record: Record, template: PrintTemplate, language: str) -> str:
    """The whole page as HTML; raises PdfError."""
    values = values_of(record, language)
    try:
        body = filled(template, values)
    except SandboxError as problem:
        raise PdfError(f"the template {template.name}: {problem}") from None
    return PAGE.format(body=body, **{name: escape(text) for name, text in _head(record, values).items()})


def _head(record: Record, values: Mapping[str, Value]) -> Mapping[str, str]:
    language = str(values["language"])
    describe = speaker(language).gettext("Verify at %(address)s", address=record.verification_url)
    return {
        "language": language,
        "title": f"{values['kind']}: {values['title']} – {record.holder_name}",
        "author": record.issuer.name,
        "description": describe,
        "day": record.issued_on,
    }


@lru_cache(maxsize=8)
def _style_of(css: str, fonts: Path) -> Style:
    faces, files = faces_of(FACES, fonts)
    return Style(css=faces + BASE + css, assets=files)
