"""Names for things that nobody can guess."""

import hashlib
import secrets


def new_id() -> str:
    """A random public id of 128 bits, 22 characters that are safe in a URL. It names, it opens nothing."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """A secret of 256 bits, 43 characters that are safe in a URL."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """SHA-256 of a token, hexadecimal: what the database keeps in the token's place."""
    return hashlib.sha256(token.encode()).hexdigest()
