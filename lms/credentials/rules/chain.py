"""The log of events as a chain: the digest of each covers the one before, so no change goes unseen."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

BEGINNING = "0" * 64
"""What the first event names as the digest before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One event as its digest covers it."""

    previous: str
    sequence: int
    happened_at: datetime
    kind: str
    credential_id: str
    detail: Mapping[str, str]


def digest_of_link(link: Link) -> str:
    """SHA-256 over the event as canonical JSON (sorted keys, no spaces, Unicode as it is), hexadecimal."""
    text = json.dumps(
        {
            "previous": link.previous,
            "sequence": link.sequence,
            "moment": link.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": link.kind,
            "credential": link.credential_id,
            "detail": dict(link.detail),
        },
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()
