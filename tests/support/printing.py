"""Stand-ins for what makes the files of certificates: no layout, no keys."""

from collections.abc import Callable
from datetime import datetime

import pytest

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
