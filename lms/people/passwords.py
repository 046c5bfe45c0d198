"""Is a password good enough, how is it hashed, and does one match? Knows no database.

Hashing is slow on purpose: call it outside of any transaction. Argon2id with 19 MiB and two passes is
the least that OWASP asks for; it lets two cores take about 30 sign-ins a second.
"""

import os
import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
MAX_LENGTH = 128

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
# More hashes at once than there are cores would only take memory and make each of them slower.
_room = threading.BoundedSemaphore(os.cpu_count() or 1)

DUMMY_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$JLjwVGuKEcAtI7dahrzcIA$R3HrRfK3s3TPnorhi68zjzYaM4kqKysGMgUci8TdX9E"
)
"""Compared with in place of a hash that does not exist, so that an unknown address takes just as long."""

_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NO_LETTER = re.compile(r"[\W\d_]+")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjkl",
)
_SHORT_REPEAT = re.compile(r"(.{1,4}?)\1+.{0,3}", re.DOTALL)
_WORD_REPEAT = re.compile(r"(.{5,}?)\1+", re.DOTALL)
_LEET = str.maketrans("013457@$!", "oieastasi")


class Weakness(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    COMMON = "common"
    ABOUT_YOU = "about-you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The outcome of a comparison."""

    is_right: bool
    newer_hash: str | None = None
    """The password hashed anew, where the kept hash was made with older settings."""


def composed(password: str) -> str:
    """The same password, however the keyboard put its accents together."""
    return unicodedata.normalize("NFC", password)


def hash_of(password: str) -> str:
    """A hash to keep."""
    with _room:
        return _hasher.hash(composed(password))


def compare(password: str, kept: str | None) -> Match:
    """Compare with a kept hash; takes as long where there is none."""
    text = composed(password)[: MAX_LENGTH * 2]
    with _room:
        try:
            is_right: bool = _hasher.verify(kept or DUMMY_HASH, text)
            is_right = is_right and kept is not None
        except (VerificationError, InvalidHashError):
            return Match(is_right=False)
    needs_newer = is_right and kept is not None and _hasher.check_needs_rehash(kept)
    return Match(is_right=is_right, newer_hash=hash_of(text) if needs_newer else None)


def weakness_of(password: str, about_you: Iterable[str] = ()) -> Weakness | None:
    """Why a password is refused, or None. `about_you` holds the address and the name of its owner."""
    text = composed(password)
    if len(text) < MIN_LENGTH:
        return Weakness.TOO_SHORT
    if len(text) > MAX_LENGTH:
        return Weakness.TOO_LONG
    folded = text.casefold()
    if is_common(folded, common_passwords()):
        return Weakness.COMMON
    return Weakness.ABOUT_YOU if _says_little_beside(folded, about_you) else None


def is_common(folded: str, common: frozenset[str]) -> bool:
    """Somebody who guesses would try it early.

    That is: one or two words of the list with decoration, a run of keys, or a repetition.
    """
    packed = re.sub(r"[\s_.\-]+", "", folded)
    core = _EDGES.sub("", packed)
    candidates = {packed, core, packed.translate(_LEET), core.translate(_LEET), _NO_LETTER.sub("", packed)}
    candidates |= {_WORD_REPEAT.sub(r"\1", candidate) for candidate in candidates}
    return any(_is_made_of(candidate, common) for candidate in candidates) or _is_pattern(packed)


def _is_made_of(text: str, words: frozenset[str]) -> bool:
    return text in words or any(text[:cut] in words and text[cut:] in words for cut in range(1, len(text)))


def _is_pattern(text: str) -> bool:
    lines = [*_RUNS, *(line[::-1] for line in _RUNS)]
    is_run = any(text in line * 3 for line in lines)
    return is_run or _SHORT_REPEAT.fullmatch(text) is not None


def _says_little_beside(folded: str, about_you: Iterable[str]) -> bool:
    parts = {
        part for text in about_you for part in re.split(r"[\s@.+_\-]+", text.casefold()) if len(part) > 3
    }
    rest = folded
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, "")
    return len(_EDGES.sub("", rest)) < 4 and rest != folded


@cache
def common_passwords() -> frozenset[str]:
    """The words and patterns of `common_passwords.txt`, folded and without separators."""
    text = files("lms.people").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
