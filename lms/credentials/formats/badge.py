"""The certificate as an Open Badge 3.0, which is a Verifiable Credential 2.0. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from lms.credentials.formats.addresses import IssuerAddress
from lms.credentials.records import Record


def badge_of(record: Record, issuer: IssuerAddress) -> dict[str, Any]:
    """The credential, without a proof; the same record gives the same."""
    raise NotImplementedError


def as_bytes(document: Mapping[str, Any]) -> bytes:
    """The document as it is stored, attached and served: the same document gives the same bytes."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
