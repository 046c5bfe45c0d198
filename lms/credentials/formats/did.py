"""The issuer's public keys as others look them up: `did:web`, JWK and a set of JWKs. Pure."""

from collections.abc import Sequence
from typing import Any

from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.formats.keys import PublishedKey, Purpose

DID_CONTEXTS = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
)


def did_document(issuer: IssuerAddress, published: Sequence[PublishedKey]) -> dict[str, Any]:
    """All keys that ever signed badges and tokens: without an old one, what it signed is no proof."""
    methods = [_method(issuer, key) for key in published if key.purpose in {Purpose.BADGE, Purpose.TOKEN}]
    return {
        "@context": list(DID_CONTEXTS),
        "id": issuer.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _method(issuer: IssuerAddress, key: PublishedKey) -> dict[str, Any]:
    method = {"id": issuer.verification_method(key.kid), "controller": issuer.did}
    if key.multibase:
        return {**method, "type": "Multikey", "publicKeyMultibase": key.multibase}
    return {**method, "type": "JsonWebKey", "publicKeyJwk": dict(key.jwk)}


def jwk_set(published: Sequence[PublishedKey]) -> dict[str, Any]:
    """All keys that were ever published."""
    return {"keys": [dict(key.jwk) for key in published]}
