"""Sealing here: with the time where an authority is set, and what to do while that is silent."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509

from lms.core import clock
from lms.core.settings import settings
from lms.credentials.errors import KeyUnusableError
from lms.credentials.sealing.seal import seal
from lms.credentials.sealing.sealers import Sealer
from lms.credentials.sealing.timestamps import Authority, TimestampError

log = logging.getLogger(__name__)

PATIENCE = timedelta(hours=24)
"""So long certificates wait for an authority that does not answer; then they are sealed without the time."""


@dataclass(slots=True)
class Outage:
    """Since when the authority has not answered this process."""

    began_at: datetime | None = None

    def is_over(self) -> None:
        """It answered."""
        self.began_at = None

    def has_lasted(self, moment: datetime) -> timedelta:
        """How long it has been silent; it was just now."""
        self.began_at = self.began_at or moment
        return moment - self.began_at


_outage = Outage()


def seal_pdf(pdf: bytes, sealer: Sealer, *, reason: str, location: str) -> bytes:
    """The PDF with its seal. To be called outside any transaction: it may ask a device or the network.

    Raises SealerError, KeyUnusableError, and TimestampError where the authority does not answer: the file is
    then to stay due. An outage longer than `PATIENCE` is not waited for.
    """
    authority, moment = time_authority(), clock.now()
    try:
        sealed = seal(pdf, sealer, reason=reason, location=location, moment=moment, authority=authority)
    except TimestampError as problem:
        if _outage.has_lasted(moment) < PATIENCE:
            log.warning("the authority of time does not answer; certificates wait: %s", problem.message)
            raise
        log.error("the authority of time is silent; sealing without a timestamp: %s", problem.message)
        return seal(pdf, sealer, reason=reason, location=location, moment=moment)
    _outage.is_over()
    return sealed


def time_authority() -> Authority | None:
    """Who states the time, where one is set. Raises KeyUnusableError."""
    given = settings().seal
    if given.timestamp_url is None or given.timestamp_roots is None:
        return None
    return Authority(url=given.timestamp_url, roots=_certificates(given.timestamp_roots))


@lru_cache(maxsize=1)
def _certificates(file: Path) -> tuple[x509.Certificate, ...]:
    try:
        return tuple(x509.load_pem_x509_certificates(file.read_bytes()))
    except (OSError, ValueError) as problem:
        raise KeyUnusableError(
            f"CAMPUS_TIMESTAMP_ROOTS, {file}: no certificates there ({problem})."
        ) from None
