"""A certificate, laid out once, and sealed once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lms.core.pdf import Printer
from lms.credentials.printing.rendering import document_of
from lms.credentials.sealing.seal import seal
from tests.factories.credentials import make_record
from tests.support.keys import seal_key

SEALED_AT = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def put_seal_on(pdf: bytes, key: str = "first", moment: datetime = SEALED_AT, **named: str) -> bytes:
    return seal(pdf, seal_key(key, **named).sealer, reason="Certificate", location="SE", moment=moment)


@pytest.fixture(scope="session")
def plain(pdf_fonts: Path) -> bytes:
    """A certificate without its seal."""
    printer = Printer()
    pdf = printer.render(document_of(make_record(), pdf_fonts))
    printer.close()
    return pdf


@pytest.fixture(scope="session")
def sealed(plain: bytes) -> bytes:
    """A certificate as its holder gets it."""
    return put_seal_on(plain)
