"""What an Open Badge costs in processor time: from the record to the document with its proof."""

import statistics
import time
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lms.credentials.formats.addresses import address_of
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.keys import KeyPair, Purpose, published
from lms.credentials.formats.proofs import add_proof
from lms.credentials.printing.specimen import specimen_record

RUNS = 20


def cost_ms() -> float:
    """Median processor time in milliseconds, after a first run that fills the caches."""
    private, moment = Ed25519PrivateKey.generate(), datetime.now(UTC)
    key = KeyPair(published=published(private.public_key(), Purpose.BADGE, moment), private=private)
    return statistics.median([_once_ms(key, moment) for _run in range(RUNS + 1)][1:])


def _once_ms(key: KeyPair, moment: datetime) -> float:
    record = specimen_record("en")
    began = time.process_time()
    add_proof(badge_of(record, address_of(record)), key, moment)
    return (time.process_time() - began) * 1000
