"""Stand-ins for what makes the files of certificates: no layout, no keys."""

import hashlib
from collections.abc import Callable
from datetime import datetime

import pytest

from lms.core import pdf
from lms.core.pdf import Document, Printer
from lms.credentials.records import Record
from lms.credentials.services import printing
from lms.credentials.services.making import Made


def stand_in(monkeypatch: pytest.MonkeyPatch, pdf_of: Callable[[Record], bytes]) -> None:
    """Certificates are what `pdf_of` gives; badges name no more than the code."""

    def sealed_page(record: Record, language: str, badge: bytes, badge_made_at: datetime) -> Made:
        page = pdf_of(record)
        return Made(data=page, unsealed=page, key_id=None)

    def signed_badge(record: Record) -> Made:
        return Made(data=record.code.encode(), unsealed=b"", key_id=None)

    monkeypatch.setattr(printing, "sealed_page", sealed_page)
    monkeypatch.setattr(printing, "signed_badge", signed_badge)


PATIENCE = 300.0
"""Seconds that a busy machine may take for a document."""
_laid_out: dict[str, bytes] = {}
_lay_out = Printer._ask


def lay_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The very same document is laid out once for all tests; what differs in a byte is laid out anew."""
    monkeypatch.setattr(Printer, "_ask", _remembered)
    monkeypatch.setattr(pdf._printer, "_wall_seconds", PATIENCE)


def _remembered(printer: Printer, document: Document, kind: int) -> bytes:
    whole = (
        document.html,
        document.style.digest,
        document.identifier,
        sorted(document.assets.items()),
        tuple(document.attachments),
        document.is_xml,
        kind,
    )
    known_as = hashlib.sha256(repr(whole).encode()).hexdigest()
    if known_as not in _laid_out:
        _laid_out[known_as] = _lay_out(printer, document, kind)
    return _laid_out[known_as]
