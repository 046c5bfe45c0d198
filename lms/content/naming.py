"""How things are called in files: ids, slugs, and the nearest known name to a mistyped one."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ITEM_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OUTCOME_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
LESSON_FILE = re.compile(r"(?P<number>\d{2})-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.md")
ASSET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9][A-Za-z0-9_-]*)+")

MAX_ID = 64

RESERVED_SLUGS = frozenset(
    {"assignment", "continue", "edition", "facilitator", "final-test", "progress", "tool"}
)
"""Pages that every module has beside its lessons; no lesson can take their addresses."""


def slug_of(text: str) -> str:
    """A name for addresses: lower case, ASCII, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean “…”?` for the nearest known word, or nothing."""
    matches = get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return f" Did you mean “{matches[0]}”?" if matches else ""


def listed(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *first, last = list(words) or ["nothing"]
    return f"{', '.join(first)} or {last}" if first else last
