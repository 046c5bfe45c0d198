"""Making a transcript: laid out on demand, given out, and only its fingerprint kept."""

import hashlib
import logging
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from lms.content.programme import Issuer, Programme
from lms.core import audit, clock
from lms.core.addresses import public_address
from lms.core.db import db, reading
from lms.core.errors import NotFoundError
from lms.core.pdf import render_pdf
from lms.core.settings import settings
from lms.credentials import codes, queries
from lms.credentials.errors import KeyUnusableError
from lms.credentials.models import Transcript
from lms.credentials.printing.transcripts import Line, TranscriptPage, transcript_document
from lms.credentials.queries import Held
from lms.credentials.rules import CredentialKind, Standing
from lms.credentials.sealing.sealers import SealerError
from lms.credentials.sealing.timestamps import TimestampError
from lms.credentials.services.keys import active_sealer
from lms.credentials.services.sealing import seal_pdf

PLACES = {CredentialKind.MODULE: 0, CredentialKind.COURSE: 1, CredentialKind.DIPLOMA: 2}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTranscript:
    """A transcript that was laid out and is not registered yet."""

    page: TranscriptPage
    data: bytes


def lay_out_transcript(user_id: str, programme: Programme, language: str) -> MadeTranscript:
    """The transcript as a PDF, made outside any transaction. Raises NotFoundError, PdfError."""
    try:
        return _sealed(_laid_out(user_id, programme, language, is_sealed=True), programme.issuer)
    except (KeyUnusableError, SealerError, TimestampError) as problem:
        # Nobody waits for a transcript until a key or the time comes back: its code tells it from others too.
        log.warning("a transcript was made without a seal: %s", problem)
        return _laid_out(user_id, programme, language, is_sealed=False)


def _laid_out(user_id: str, programme: Programme, language: str, *, is_sealed: bool) -> MadeTranscript:
    with reading():
        page = _page_of(user_id, programme, language, is_sealed=is_sealed)
    return MadeTranscript(
        page=page, data=render_pdf(transcript_document(page, settings().data / "build" / "fonts"))
    )


def _sealed(made: MadeTranscript, issuer: Issuer) -> MadeTranscript:
    with reading():
        sealer = active_sealer()
    place = ", ".join(part for part in (issuer.region, issuer.country) if part)
    data = seal_pdf(made.data, sealer, reason=f"Transcript {made.page.code}", location=place)
    return replace(made, data=data)


def _page_of(user_id: str, programme: Programme, language: str, *, is_sealed: bool) -> TranscriptPage:
    now = clock.now()
    held = [one for one in queries.held_by(user_id) if not one.is_replaced]
    if not held:
        raise NotFoundError
    code = codes.new_code(secrets.token_bytes(codes.RANDOM_BYTES))
    return TranscriptPage(
        code=code,
        language=language,
        holder_name=queries.name_step(user_id).present or held[0].record.holder_name,
        issuer_name=programme.issuer.name,
        made_on=now.date(),
        lines=tuple(_lines(held, language, now)),
        hours=f"{_valid_hours(held, now).normalize():f}",
        address=f"{public_address()}/transcripts/{code}",
        is_trial=settings().is_trial or any(one.credential.is_trial for one in held),
        is_sealed=is_sealed,
    )


def _lines(held: list[Held], language: str, now: datetime) -> Iterator[Line]:
    for one in sorted(held, key=_place):
        wording = one.record.wording_in(language)
        yield Line(
            title=wording.title,
            language=wording.language,
            kind=one.credential.kind,
            hours=one.record.hours,
            level=one.record.level,
            completed_on=one.record.completed_day,
            standing=queries.standing_of(one.credential, now),
            code=one.credential.code,
        )


def _place(one: Held) -> tuple[int, str, datetime]:
    """Modules in the order in which they were completed, then what they add up to."""
    return (PLACES[one.credential.kind], one.record.completed_on, one.credential.issued_at)


def _valid_hours(held: list[Held], now: datetime) -> Decimal:
    modules = (one for one in held if one.credential.kind is CredentialKind.MODULE)
    valid = (one for one in modules if queries.standing_of(one.credential, now) is Standing.VALID)
    return sum((Decimal(one.record.hours) for one in valid), Decimal(0))


def register_transcript(made: MadeTranscript, *, by: str) -> None:
    """Keep what tells this file from others; nothing of the person."""
    db.session.add(
        Transcript(
            code=made.page.code,
            made_at=clock.now(),
            sha256=hashlib.sha256(made.data).hexdigest(),
            credential_count=len(made.page.lines),
            hours=made.page.hours,
        )
    )
    audit.record("transcript.made", actor_id=by, subject=f"user:{by}")
    db.session.flush()
