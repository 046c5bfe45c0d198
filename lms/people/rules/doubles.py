"""When two names may be those of one organisation. Pure."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from lms.core.folding import fold

ALIKE = 0.86
"""From this share of common signs on, words that were spelt in two ways count as one name."""
MOST_COMPARED = 60

_LEGAL = frozenset(
    [
        "ab",
        "as",
        "aps",
        "asa",
        "amba",
        "fmba",
        "gmbh",
        "ggmbh",
        "eg",
        "ev",
        "kg",
        "ltd",
        "llc",
        "plc",
        "nv",
        "bv",
        "oy",
        "oyj",
        "ry",
        "rf",
        "ek",
        "ou",
        "mtu",
        "sa",
        "sia",
        "vsia",
        "ab",
        "uab",
        "vsi",
        "asociacija",
        "biedriba",
        "nodibinajums",
        "sihtasutus",
        "foreningen",
        "forening",
        "forbund",
        "stiftelsen",
        "stiftelse",
        "verein",
        "stowarzyszenie",
        "fundacja",
        "sp",
        "zoo",
        "spolka",
        "i",
        "e",
        "o",
        "z",
        "v",
        "s",
        "a",
        "the",
        "and",
        "och",
        "og",
        "ja",
        "und",
        "un",
        "ir",
        "oraz",
        "of",
        "for",
    ]
)
"""Legal forms and small words, folded; they do not tell organisations apart."""
_CLUSTER = frozenset(
    [
        "cluster",
        "clusters",
        "kluster",
        "klustret",
        "klusteri",
        "klaster",
        "klastra",
        "klasteris",
        "klasteri",
        "klastris",
        "klynge",
        "klyngen",
    ]
)
_CALLED_CLUSTER = "cluster"


def name_words(name: str) -> frozenset[str]:
    """`SIA „Norrvikas klasteris”` → `norrvikas`, `cluster`: what is left of a name without its legal form."""
    found = re.findall(r"[^\W_]+", fold(name))
    return frozenset(_CALLED_CLUSTER if one in _CLUSTER else one for one in found if one not in _LEGAL)


def may_be_one(name: str, other: str) -> bool:
    """The names have the same words, one has all words of the other, or they are spelt nearly alike."""
    first, second = name_words(name), name_words(other)
    if not first - {_CALLED_CLUSTER} or not second - {_CALLED_CLUSTER}:
        return fold(name) == fold(other)
    if first <= second or second <= first:
        return True
    spelt = SequenceMatcher(None, _spelt(first), _spelt(second))
    # The quick ones say no for nearly all pairs and cost little.
    return all(ratio() >= ALIKE for ratio in (spelt.real_quick_ratio, spelt.quick_ratio, spelt.ratio))


def _spelt(words: Iterable[str]) -> str:
    return " ".join(sorted(words))[:MOST_COMPARED]
