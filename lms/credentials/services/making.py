"""How a record becomes the files that its holder gets: each step in one place, outside any transaction."""

from dataclasses import dataclass
from datetime import datetime

from lms.core import clock
from lms.core.db import reading
from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import as_bytes, badge_of
from lms.credentials.formats.keys import Purpose
from lms.credentials.formats.proofs import add_proof
from lms.credentials.formats.tokens import token_of
from lms.credentials.printing.making import pdf_of
from lms.credentials.printing.rendering import attached_badge
from lms.credentials.records import Record
from lms.credentials.services.keys import active, active_sealer
from lms.credentials.services.sealing import seal_pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file as a holder gets it, with what it was before it was sealed or signed."""

    data: bytes
    unsealed: bytes
    key_id: str | None


def signed_badge(record: Record) -> Made:
    """The Open Badge with its proof. Raises KeyUnusableError."""
    with reading():
        key = active(Purpose.BADGE)
    document = badge_of(record, address_of(record))
    signed = as_bytes(add_proof(document, key, clock.now()))
    return Made(data=signed, unsealed=as_bytes(document), key_id=key.kid)


def signed_token(record: Record) -> Made:
    """The same credential as a token. Raises KeyUnusableError."""
    with reading():
        key = active(Purpose.TOKEN)
    issuer = address_of(record)
    document = badge_of(record, issuer)
    return Made(data=token_of(document, key, issuer).encode(), unsealed=as_bytes(document), key_id=key.kid)


def sealed_page(record: Record, language: str, badge: bytes, badge_made_at: datetime) -> Made:
    """The page in a language with the badge inside, sealed as a whole.

    Raises PdfError, SealerError, TimestampError, KeyUnusableError.
    """
    page = pdf_of(record, language, (attached_badge(badge, badge_made_at),))
    with reading():
        sealer = active_sealer()
    issuer = record.issuer
    location = ", ".join(part for part in (issuer.region, issuer.country) if part)
    sealed = seal_pdf(page, sealer, reason=f"Issued by {issuer.name}: {record.code}", location=location)
    return Made(data=sealed, unsealed=page, key_id=sealer.kid)
