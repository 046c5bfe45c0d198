"""The pages of certificates, by noun; importing this package attaches them all to `bp`."""

from lms.credentials.routes import (
    achievements,
    credentials,
    download,
    enquiries,
    issuer,
    log,
    mine,
    name,
    revocation,
    verification,
    verification_api,
)
from lms.credentials.routes.blueprint import bp

__all__ = [
    "achievements",
    "bp",
    "credentials",
    "download",
    "enquiries",
    "issuer",
    "log",
    "mine",
    "name",
    "revocation",
    "verification",
    "verification_api",
]
