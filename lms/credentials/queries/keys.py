"""Reading keys."""

import re

from sqlalchemy import select

from lms.core.db import db
from lms.credentials.formats.keys import PublishedKey, Purpose
from lms.credentials.models.keys import SigningKey

_CERTIFICATE = re.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n?", re.DOTALL)


def active_key(purpose: Purpose) -> SigningKey | None:
    """The key that is used for a purpose now."""
    query = select(SigningKey).where(SigningKey.purpose == purpose, SigningKey.retired_at.is_(None))
    return db.session.scalar(query)


def key_called(kid: str) -> SigningKey | None:
    """The key of that name."""
    return db.session.get(SigningKey, kid)


def published_keys() -> tuple[PublishedKey, ...]:
    """Every key that was ever used, the newest first."""
    rows = db.session.scalars(select(SigningKey).order_by(SigningKey.created_at.desc(), SigningKey.kid))
    return tuple(published_key(row) for row in rows)


def published_key(row: SigningKey) -> PublishedKey:
    """What is published of a row: all of it but who holds the private half."""
    return PublishedKey(
        kid=row.kid,
        purpose=row.purpose,
        algorithm=row.algorithm,
        jwk=row.jwk,
        multibase=row.multibase,
        certificates=tuple(_CERTIFICATE.findall(row.certificates)),
        standing=row.standing,
        created_at=row.created_at,
        retired_at=row.retired_at,
        compromised_at=row.compromised_at,
    )
