"""A credential as a signed token: VC-JWT with RS256, the second form of an Open Badge. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from lms.credentials.formats.addresses import IssuerAddress, address_in
from lms.credentials.formats.json_text import read_json
from lms.credentials.formats.keys import KeyPair, PublishedKey, UnsuitableKeyError
from lms.credentials.formats.multibase import MultibaseError, base64url, from_base64url
from lms.credentials.formats.proofs import read_moment

ALGORITHM = "RS256"
MAX_TOKEN = 400_000
HEADER_NAMES = frozenset({"alg", "kid", "typ"})
REGISTERED = ("iss", "jti", "sub", "nbf", "exp")


class TokenState(StrEnum):
    """What a token's signature says."""

    INTACT = "intact"
    """A published key made it for exactly these claims."""
    ALTERED = "altered"
    """A published key is named, but the claims are not those it signed."""
    COMPROMISED_KEY = "compromised-key"
    """In order by itself, but anybody might have made it: the key was reported lost or stolen."""
    FOREIGN_KEY = "foreign-key"
    """The key that is named was never published here."""
    UNREADABLE = "unreadable"
    """Not a token as we write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFinding:
    """What was found out about a token."""

    state: TokenState
    key_id: str | None = None
    document: Mapping[str, Any] | None = None
    """The credential in it, whoever signed it; None where it cannot be read."""

    @property
    def is_intact(self) -> bool:
        """It is as a published key signed it."""
        return self.state is TokenState.INTACT


def token_of(document: Mapping[str, Any], key: KeyPair, issuer: IssuerAddress) -> str:
    """The credential (without its proof) as a token; the same credential and key give the same text."""
    header = {"alg": ALGORITHM, "kid": issuer.key(key.kid), "typ": "JWT"}
    claims = {name: value for name, value in document.items() if name != "proof"}
    signed = f"{_part(header)}.{_part({**claims, **_registered(claims)})}"
    return f"{signed}.{base64url(_signature(signed.encode(), key))}"


def _signature(data: bytes, key: KeyPair) -> bytes:
    if not isinstance(key.private, RSAPrivateKey):
        raise UnsuitableKeyError("tokens are signed by an RSA key")
    return key.private.sign(data, PKCS1v15(), SHA256())


def _part(content: Mapping[str, Any]) -> str:
    return base64url(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def _registered(claims: Mapping[str, Any]) -> dict[str, Any]:
    """What tokens say in names of their own, taken from the credential."""
    found: dict[str, Any] = {
        "iss": claims["issuer"]["id"],
        "jti": claims["id"],
        "sub": claims["credentialSubject"]["id"],
        "nbf": _seconds(claims["validFrom"]),
    }
    if "validUntil" in claims:
        found["exp"] = _seconds(claims["validUntil"])
    return found


def _seconds(text: object) -> int:
    moment = read_moment(text)
    if moment is None:
        raise ValueError(f"not a moment: {text!r}")
    return int(moment.timestamp())


def check_token(token: str, published: Sequence[PublishedKey]) -> TokenFinding:
    """Whether a published key signed this token; never raises, whatever the text is.

    The key is named below the address that the credential was issued under.
    """
    header, claims = _opened(token)
    if header is None or claims is None or not _is_ours(header, claims):
        return TokenFinding(state=TokenState.UNREADABLE)
    document = {name: value for name, value in claims.items() if name not in REGISTERED}
    issuer = address_in(str(claims["id"]))
    key = next((one for one in published if issuer.key(one.kid) == header["kid"]), None)
    if key is None or key.algorithm != ALGORITHM:
        return TokenFinding(state=TokenState.FOREIGN_KEY, document=document)
    return TokenFinding(state=_state_of(token, key), key_id=key.kid, document=document)


def _state_of(token: str, key: PublishedKey) -> TokenState:
    if not _verifies(token, key):
        return TokenState.ALTERED
    return TokenState.COMPROMISED_KEY if key.compromised_at else TokenState.INTACT


def document_in(token: str) -> Mapping[str, Any] | None:
    """The credential that a token carries, unchecked; None where there is none."""
    _, claims = _opened(token)
    if claims is None:
        return None
    return {name: value for name, value in claims.items() if name not in REGISTERED}


def _opened(token: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    parts = token.split(".")
    if len(parts) != 3 or len(token) > MAX_TOKEN:
        return None, None
    return _object(parts[0]), _object(parts[1])


def _object(part: str) -> dict[str, Any] | None:
    try:
        return read_json(from_base64url(part).decode())
    except (MultibaseError, UnicodeDecodeError):
        return None


def _is_ours(header: Mapping[str, Any], claims: Mapping[str, Any]) -> bool:
    """Exactly our header, and claims that say the same as the credential does."""
    if set(header) != HEADER_NAMES or header["alg"] != ALGORITHM or header["typ"] != "JWT":
        return False
    try:
        expected = _registered(claims)
    except (KeyError, TypeError, ValueError):
        return False
    return all(claims.get(name) == expected.get(name) for name in REGISTERED)


def _verifies(token: str, key: PublishedKey) -> bool:
    try:
        jws.deserialize_compact(token, RSAKey.import_key(dict(key.jwk)), algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        return False
    return True
