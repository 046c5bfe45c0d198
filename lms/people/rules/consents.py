"""How a text that people agree to is known. Pure."""

import hashlib

from lms.people.rules.accounts import ConsentKind


def consent_digest(kind: ConsentKind, language: str, text: str) -> str:
    """SHA-256 of kind, language and text: its version."""
    return hashlib.sha256("\0".join((kind.value, language, text)).encode()).hexdigest()
