"""How a text that people agree to is known, and what is seen without it. Pure."""

import hashlib

from lms.content.programme import Programme
from lms.people.rules.accounts import ConsentKind


def consent_digest(kind: ConsentKind, language: str, text: str) -> str:
    """SHA-256 of kind, language and text: its version."""
    return hashlib.sha256("\0".join((kind.value, language, text)).encode()).hexdigest()


def seen_in_any_case(programme: Programme) -> frozenset[ConsentKind]:
    """What others see by name whether somebody agrees or not: the programme tells so on another ground."""
    shows_paths = programme.shows_path(has_agreed=False)
    return frozenset({ConsentKind.PATH_TO_TRAINERS} if shows_paths else ())
