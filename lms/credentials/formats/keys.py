"""Keys that prove where a credential comes from: what of them is published, and how they are named.

Names are JWK thumbprints (RFC 7638): whoever has the key can work out its name, and no two keys share one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lms.credentials.formats.multibase import base58, base64url

PublicKey = EllipticCurvePublicKey | Ed25519PublicKey | RSAPublicKey
PrivateKey = EllipticCurvePrivateKey | Ed25519PrivateKey | RSAPrivateKey

CURVES = {"secp256r1": ("P-256", "ES256"), "secp384r1": ("P-384", "ES384"), "secp521r1": ("P-521", "ES512")}
"""Curve → its name in a JWK, and the algorithm that signs with it (RFC 7518)."""
SMALLEST_RSA = 2048

MULTICODECS = {"Ed25519": b"\xed\x01", "P-256": b"\x80\x24", "P-384": b"\x81\x24"}
"""What a Multikey begins with (W3C Controlled Identifiers 1.0)."""


class Purpose(StrEnum):
    """What a key is used for; each has one of its own."""

    SEAL = "seal"
    """PDF files (PAdES). Has a certificate."""
    BADGE = "badge"
    """Open Badges, with a Data Integrity proof (eddsa-rdfc-2022)."""
    TOKEN = "token"
    """Open Badges as a token (VC-JWT, RS256)."""


class Standing(StrEnum):
    """What stands behind a seal's certificate. Set by the operator; nothing here can find it out."""

    SELF_ISSUED = "self-issued"
    """Made by this installation: shows that nothing was changed; nobody else vouches for the name in it."""
    ADVANCED = "advanced"
    """Issued by a provider that checked who the organisation is."""
    QUALIFIED = "qualified"
    """A qualified certificate for electronic seals (eIDAS, Annex III), by a provider on a trusted list."""


class UnsuitableKeyError(ValueError):
    """The key is of a kind that is not used here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedKey:
    """A key as the whole world may know it. Keys that were ever used stay published."""

    kid: str
    """Its JWK thumbprint."""
    purpose: Purpose
    algorithm: str
    """As JOSE names it: ES256, Ed25519, RS256."""
    jwk: Mapping[str, str]
    multibase: str | None
    """As a Multikey, where that has a form for such keys (`z6Mk…`)."""
    certificates: tuple[str, ...] = ()
    """PEM; first that of this key, then those that lead to its root."""
    standing: Standing = Standing.SELF_ISSUED
    created_at: datetime
    retired_at: datetime | None = None
    """From then on nothing is signed with it; what was signed before goes on being genuine."""
    compromised_at: datetime | None = None
    """Reported lost or stolen: from then on its signature alone proves nothing, whatever date it states."""

    @property
    def is_active(self) -> bool:
        """New credentials are signed with it."""
        return self.retired_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A key that signs here and now."""

    published: PublishedKey
    private: PrivateKey

    @property
    def kid(self) -> str:
        """Its name."""
        return self.published.kid


def published(
    public: PublicKey,
    purpose: Purpose,
    created_at: datetime,
    *,
    certificates: Iterable[x509.Certificate] = (),
    standing: Standing = Standing.SELF_ISSUED,
) -> PublishedKey:
    """What is published of a new key; raises UnsuitableKeyError."""
    jwk = jwk_of(public)
    return PublishedKey(
        kid=jwk["kid"],
        purpose=purpose,
        algorithm=jwk["alg"],
        jwk=jwk,
        multibase=multibase_of(public),
        certificates=tuple(one.public_bytes(Encoding.PEM).decode() for one in certificates),
        standing=standing,
        created_at=created_at,
    )


def jwk_of(public: PublicKey) -> dict[str, str]:
    """The key as a JWK (RFC 7517, 8037) with `kid`, `alg` and `use`; raises UnsuitableKeyError."""
    members, algorithm = _members(public)
    return {**members, "kid": _thumbprint(members), "alg": algorithm, "use": "sig"}


def thumbprint(public: PublicKey) -> str:
    """The key's name: base64url of SHA-256 over its JWK (RFC 7638); raises UnsuitableKeyError."""
    return _thumbprint(_members(public)[0])


def _thumbprint(members: Mapping[str, str]) -> str:
    text = json.dumps(members, sort_keys=True, separators=(",", ":"))
    return base64url(hashlib.sha256(text.encode()).digest())


def _members(public: PublicKey) -> tuple[dict[str, str], str]:
    """The members that make the key, and the algorithm that it signs with."""
    if isinstance(public, Ed25519PublicKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": base64url(public.public_bytes_raw())}, "Ed25519"
    if isinstance(public, RSAPublicKey):
        return _rsa_members(public), "RS256"
    if public.curve.name in CURVES:
        return _curve_members(public)
    raise UnsuitableKeyError("only RSA, Ed25519 and the curves P-256, P-384 and P-521 are used")


def _rsa_members(public: RSAPublicKey) -> dict[str, str]:
    if public.key_size < SMALLEST_RSA:
        raise UnsuitableKeyError(f"an RSA key has at least {SMALLEST_RSA} bits, this one {public.key_size}")
    numbers = public.public_numbers()
    return {"kty": "RSA", "n": base64url(_bytes_of(numbers.n)), "e": base64url(_bytes_of(numbers.e))}


def _curve_members(public: EllipticCurvePublicKey) -> tuple[dict[str, str], str]:
    name, algorithm = CURVES[public.curve.name]
    size = (public.curve.key_size + 7) // 8
    numbers = public.public_numbers()
    x, y = (base64url(number.to_bytes(size, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": name, "x": x, "y": y}, algorithm


def multibase_of(public: PublicKey) -> str | None:
    """The key as a Multikey's `publicKeyMultibase`, or None where there is no such form."""
    if isinstance(public, Ed25519PublicKey):
        return base58(MULTICODECS["Ed25519"] + public.public_bytes_raw())
    name, _algorithm = CURVES.get(getattr(getattr(public, "curve", None), "name", ""), ("", ""))
    if name not in MULTICODECS:
        return None
    point = public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return base58(MULTICODECS[name] + point)


def _bytes_of(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")
