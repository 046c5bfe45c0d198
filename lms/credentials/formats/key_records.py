"""A published key with its dates as JSON, and back: for archives, and for another process. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lms.credentials.formats.keys import PublishedKey, Purpose, Standing


def record_of(key: PublishedKey) -> dict[str, Any]:
    """All that is published of a key."""
    moments = {"created": key.created_at, "retired": key.retired_at, "compromised": key.compromised_at}
    return {
        "kid": key.kid,
        "purpose": key.purpose.value,
        "algorithm": key.algorithm,
        "standing": key.standing.value,
        "jwk": dict(key.jwk),
        "multibase": key.multibase,
        "certificates": list(key.certificates),
        **{name: moment and moment.isoformat() for name, moment in moments.items()},
    }


def key_from(record: Mapping[str, Any]) -> PublishedKey:
    """The key again; raises KeyError, TypeError or ValueError where the record is damaged."""
    return PublishedKey(
        kid=record["kid"],
        purpose=Purpose(record["purpose"]),
        algorithm=record["algorithm"],
        jwk=record["jwk"],
        multibase=record["multibase"],
        certificates=tuple(record["certificates"]),
        standing=Standing(record["standing"]),
        created_at=datetime.fromisoformat(record["created"]),
        retired_at=_moment(record["retired"]),
        compromised_at=_moment(record["compromised"]),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
