"""The published status lists, signed. Nothing is kept: the same revocations give the same bytes."""

from datetime import datetime
from functools import lru_cache

from lms.core.errors import NotFoundError
from lms.credentials import queries
from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.badge import as_bytes
from lms.credentials.formats.keys import KeyPair, Purpose
from lms.credentials.formats.proofs import add_proof
from lms.credentials.formats.status_list import status_list_of
from lms.credentials.services import keys


def status_list(number: int, address: str) -> bytes:
    """The list of that number as it is served below an address. Raises NotFoundError, KeyUnusableError."""
    if not 1 <= number <= queries.list_count():
        raise NotFoundError
    listed, key = queries.listed_status(number), keys.active(Purpose.BADGE)
    # Never before the key was there, and only as new as the last change: every process says the same.
    moment = max(filter(None, (listed.changed_at, key.published.created_at)))
    signed = _Signed(number, address, listed.places, moment, key)
    return _signed(signed)


class _Signed:
    """What a signed list follows from; compared without the key's secret."""

    def __init__(
        self, number: int, base_url: str, places: frozenset[int], moment: datetime, key: KeyPair
    ) -> None:
        self.known_by = (number, base_url, places, moment, key.kid)
        self.key = key

    def __hash__(self) -> int:
        return hash(self.known_by)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Signed) and other.known_by == self.known_by


@lru_cache(maxsize=16)
def _signed(wanted: _Signed) -> bytes:
    number, base_url, places, moment, _kid = wanted.known_by
    document = status_list_of(IssuerAddress(base_url), number, places, moment)
    return as_bytes(add_proof(document, wanted.key, moment))
