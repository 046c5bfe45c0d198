"""Keys of tests: made once for a process, because making one takes long."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from lms.core.db import db
from lms.credentials.formats import keys
from lms.credentials.formats.keys import KeyPair, PrivateKey, PublishedKey, Purpose
from lms.credentials.queries import keys as queries
from lms.credentials.rules.keys import KeyHolder
from lms.credentials.sealing.certificates import self_issued
from lms.credentials.sealing.sealers import KeySealer
from lms.credentials.services import key_changes
from lms.credentials.services.key_files import key_files

MADE_AT = datetime(2026, 11, 1, tzinfo=UTC)
ORGANISATION = "Baltic Cluster Academy"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKey:
    """A key that seals, and what is published of it."""

    sealer: KeySealer
    published: PublishedKey
    private: ec.EllipticCurvePrivateKey


def seal_key(name: str = "first", organisation: str = ORGANISATION) -> SealKey:
    """A key for seals; another name gives another key."""
    return _seal_key(name, organisation)


@cache
def _seal_key(_name: str, organisation: str) -> SealKey:
    private = ec.generate_private_key(ec.SECP256R1())
    certificate = self_issued(private, organisation=organisation, country="SE", moment=MADE_AT)
    published = keys.published(private.public_key(), Purpose.SEAL, MADE_AT, certificates=(certificate,))
    sealer = KeySealer(published.kid, private, (certificate,))
    return SealKey(sealer=sealer, published=published, private=private)


@cache
def key_pair(purpose: Purpose) -> KeyPair:
    """A key for badges or tokens."""
    private: PrivateKey = (
        Ed25519PrivateKey.generate()
        if purpose is Purpose.BADGE
        else rsa.generate_private_key(65537, key_changes.RSA_BITS)
    )
    published = keys.published(private.public_key(), purpose, MADE_AT)
    return KeyPair(published=published, private=private)


def give_keys(app: Flask) -> None:
    """The application has a key for each purpose, as after its first start."""
    with app.app_context():
        for purpose in Purpose:
            if queries.active_key(purpose) is None:
                _give(purpose)
        db.session.commit()


def _give(purpose: Purpose) -> None:
    certificates: tuple[x509.Certificate, ...] = ()
    if purpose is Purpose.SEAL:
        published: PublishedKey = seal_key().published
        private: PrivateKey = seal_key().private
        certificates = seal_key().sealer.certificates
    else:
        published, private = key_pair(purpose).published, key_pair(purpose).private
    if not key_files().path(purpose, published.kid).exists():
        key_files().keep(purpose, published.kid, private, certificates)
    key_changes.install(published, KeyHolder.FILE)
