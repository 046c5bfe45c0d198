"""The pages of certificates, by noun; importing this package attaches them all to `bp`."""

from lms.credentials.routes import download, mine, name, revocation, verification
from lms.credentials.routes.blueprint import bp

__all__ = ["bp", "download", "mine", "name", "revocation", "verification"]
