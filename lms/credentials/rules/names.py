"""Whose certificate is it: names as strangers see them, compared, and settled by their holders."""

import unicodedata
from dataclasses import dataclass

from lms.people.rules import NameShown

HIDDEN = "•"
_SEPARATORS = frozenset(" -")


def masked(name: str) -> str:
    """A name as a stranger sees it: the first letter of each part, and how long the part is."""
    shown: list[str] = []
    for place, letter in enumerate(name):
        is_first = place == 0 or name[place - 1] in _SEPARATORS
        shown.append(letter if is_first or letter in _SEPARATORS else HIDDEN)
        ends_here = place + 1 == len(name) or name[place + 1] in _SEPARATORS
        if is_first and ends_here and letter not in _SEPARATORS:
            shown.append(HIDDEN)  # a part of one letter would be given away whole
    return "".join(shown)


def as_shown(name: str, shown: NameShown) -> str | None:
    """A name as far as its holder shows it; None where that is not at all."""
    return {NameShown.FULL: name, NameShown.MASKED: masked(name), NameShown.HIDDEN: None}[shown]


_ONE_SIGN = str.maketrans({"’": "'", "ʼ": "'", "´": "'", "`": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-"})


def same_name(printed: str, typed: str) -> bool:
    """Whether the name on a certificate is the one in the record.

    Case, spaces and the kind of apostrophe or hyphen do not matter; letters and their accents do,
    because they tell people apart.
    """
    return _comparable(printed) == _comparable(typed)


def _comparable(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).translate(_ONE_SIGN).casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStep:
    """Whether the holder has said how the name is to be printed."""

    confirmed: str | None
    """The name as it was confirmed."""
    present: str
    """The name in the person's account."""

    @property
    def is_settled(self) -> bool:
        """Confirmed, and not changed since."""
        return self.confirmed is not None and self.confirmed == self.present
