"""Keys that sign in tests: always the same, so that what they sign is too."""

from datetime import UTC, datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lms.credentials.formats.keys import KeyPair, PrivateKey, Purpose, published

MADE_AT = datetime(2025, 11, 1, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def _pair(private: PrivateKey, purpose: Purpose) -> KeyPair:
    return KeyPair(published=published(private.public_key(), purpose, MADE_AT), private=private)


@cache
def badge_key(seed: int = 1) -> KeyPair:
    """A key for proofs."""
    return _pair(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32), Purpose.BADGE)


@cache
def token_key(_number: int = 1) -> KeyPair:
    """A key for tokens, another for each number; made anew in each run."""
    return _pair(generate_private_key(65537, 2048), Purpose.TOKEN)


def pem_of(pair: KeyPair) -> bytes:
    """The public half, as other people's verifiers want it."""
    return pair.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
