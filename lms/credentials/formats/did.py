"""The issuer's public keys as others look them up: `did:web`, JWK and a set of JWKs. Pure."""

from collections.abc import Sequence
from typing import Any

from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.keys import PublishedKey, Purpose
from lms.credentials.formats.proofs import written

DID_CONTEXTS = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
)


def did_document(issuer: IssuerAddress, published: Sequence[PublishedKey]) -> dict[str, Any]:
    """All keys that ever signed badges and tokens: without an old one, what it signed is no proof.

    One that others may have is still described, with the moment it was reported, but vouches for nothing.
    """
    methods = [_method(issuer, key) for key in published if key.purpose in {Purpose.BADGE, Purpose.TOKEN}]
    return {
        "@context": list(DID_CONTEXTS),
        "id": issuer.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods if "revoked" not in method],
    }


def _method(issuer: IssuerAddress, key: PublishedKey) -> dict[str, Any]:
    method: dict[str, Any] = {"id": issuer.verification_method(key.kid), "controller": issuer.did}
    if key.compromised_at is not None:
        method["revoked"] = written(key.compromised_at)
    if key.multibase:
        return {**method, "type": "Multikey", "publicKeyMultibase": key.multibase}
    return {**method, "type": "JsonWebKey", "publicKeyJwk": dict(key.jwk)}


def jwk_set(published: Sequence[PublishedKey]) -> dict[str, Any]:
    """All keys that were ever published."""
    return {"keys": [public_jwk(key) for key in published]}


def public_jwk(key: PublishedKey) -> dict[str, Any]:
    """A key as a JWK with its history, in the members that OpenID Federation 1.0 (8.7) has for it."""
    history: dict[str, Any] = {"iat": int(key.created_at.timestamp())}
    if key.retired_at is not None:
        history["exp"] = int(key.retired_at.timestamp())
    if key.compromised_at is not None:
        history["revoked"] = {"revoked_at": int(key.compromised_at.timestamp()), "reason": "compromised"}
    return {**key.jwk, **history}
