"""Open Badges made by our own code, what a verifier would fetch for them, and planted faults."""

import base64
import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from openbadgeslib.ob3.contexts import load_context

from lms.credentials.formats.addresses import IssuerAddress, address_of
from lms.credentials.formats.badge import badge_of
from lms.credentials.formats.contexts import PINNED
from lms.credentials.formats.did import did_document, public_jwk
from lms.credentials.formats.keys import KeyPair, PublishedKey
from lms.credentials.formats.proofs import add_proof
from lms.credentials.formats.status_list import LIST_LENGTH, status_list_of
from lms.credentials.formats.tokens import token_of
from lms.credentials.records import Record
from tests.conformance.records import BASE, CERTIFICATES
from tests.factories.signing import badge_key, token_key

SIGNED_AT = datetime(2025, 11, 21, 9, 30, tzinfo=UTC)
"""In the past: verifiers go by their own clocks."""
REVOKED_PLACE = 4
STRANGERS_LIST, OTHER_PURPOSE, NO_LIST = 2, 3, 4
"""Numbers of lists that are not in order."""

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Issuer:
    """An installation at the address under which the certificates were issued, with keys of its own."""

    number: int

    @property
    def address(self) -> IssuerAddress:
        return address_of(BASE)

    def key_pairs(self) -> tuple[KeyPair, KeyPair]:
        """That of its badges, and that of its tokens."""
        return badge_key(self.number), token_key(self.number)

    def badge(self, record: Record) -> Document:
        """The Open Badge with its proof."""
        return self.proved(badge_of(record, self.address))

    def proved(self, document: Document) -> Document:
        return add_proof(document, self.key_pairs()[0], SIGNED_AT)

    def token(self, record: Record) -> str:
        """The second form of it."""
        return token_of(badge_of(record, self.address), self.key_pairs()[1], self.address)

    @property
    def token_kid(self) -> str:
        """Where the key of its tokens is served."""
        return self.address.key(self.key_pairs()[1].kid)


OURS, STRANGER, RETIRED, LOST = Issuer(1), Issuer(2), Issuer(3), Issuer(4)
"""All say that they are the same installation; the keys of the second were never published."""
ROTATED_AT, EXPIRED_ON = SIGNED_AT + timedelta(days=30), "2025-12-31"


def at_place(status_index: int) -> Record:
    """The certificate with another place in the status lists."""
    return replace(BASE, status_index=status_index)


def published_keys() -> list[PublishedKey]:
    """Those in use, those that were replaced after they had signed, and those that were reported lost."""
    in_use, retired, lost = (
        [one.published for one in issuer.key_pairs()] for issuer in (OURS, RETIRED, LOST)
    )
    retired = [replace(one, retired_at=ROTATED_AT) for one in retired]
    return [
        *in_use,
        *retired,
        *(replace(one, retired_at=ROTATED_AT, compromised_at=ROTATED_AT) for one in lost),
    ]


@cache
def documents() -> Document:
    """What is to be had under which address; the contexts are copies that others pinned."""
    address, keys = OURS.address, published_keys()
    ours, strangers, other = (status_list_of(address, one, (REVOKED_PLACE,), SIGNED_AT) for one in (1, 2, 3))
    other["credentialSubject"]["statusPurpose"] = "suspension"
    return {
        **{name: load_context(name) for name in PINNED},
        f"{address.base_url}/.well-known/did.json": did_document(address, keys),
        **{address.key(one.kid): public_jwk(one) for one in keys},
        address.status_list(1): OURS.proved(ours),
        address.status_list(STRANGERS_LIST): STRANGER.proved(strangers),
        address.status_list(OTHER_PURPOSE): OURS.proved(other),
    }


@cache
def genuine_badges() -> dict[str, Document]:
    made = {name: OURS.badge(record) for name, record in CERTIFICATES.items()}
    return {**made, "key since retired": RETIRED.badge(BASE)}


GENUINE = (*CERTIFICATES, "key since retired")


@cache
def faulty_badges() -> dict[str, Document]:
    """Each with one fault."""
    changed, forged, unproved = (deepcopy(OURS.badge(BASE)) for _ in range(3))
    changed["credentialSubject"]["identifier"][0]["identityHash"] = "Anna Bērziņš"
    forged["proof"][0]["proofValue"] = STRANGER.badge(BASE)["proof"][0]["proofValue"]
    del unproved["proof"]
    return {
        "revoked": OURS.badge(at_place(REVOKED_PLACE)),
        "expired": OURS.badge(replace(BASE, expires_on=EXPIRED_ON)),
        "name changed": changed,
        "unknown term": {**OURS.badge(BASE), "favouriteColour": "blue"},
        "key never published": STRANGER.badge(BASE),
        "signed by a stranger": forged,
        "no proof": unproved,
        "list of a stranger": OURS.badge(at_place((STRANGERS_LIST - 1) * LIST_LENGTH)),
        "list of another purpose": OURS.badge(at_place((OTHER_PURPOSE - 1) * LIST_LENGTH)),
        "no such list": OURS.badge(at_place((NO_LIST - 1) * LIST_LENGTH)),
    }


@cache
def faulty_tokens() -> dict[str, str]:
    """Each with one fault."""
    head, body, signature = OURS.token(BASE).split(".")
    renamed = {**_opened(body), "name": "Another achievement"}
    return {
        "changed": ".".join((head, _closed(renamed), signature)),
        "expired": OURS.token(replace(BASE, expires_on=EXPIRED_ON)),
        "signed by a stranger": ".".join((head, *STRANGER.token(BASE).split(".")[1:])),
        "unsigned": ".".join((_closed({**_opened(head), "alg": "none"}), body, "")),
    }


def _opened(part: str) -> Document:
    opened: Document = json.loads(base64.urlsafe_b64decode(part + "=="))
    return opened


def _closed(content: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
