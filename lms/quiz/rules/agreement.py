"""How far two markers agree: per cent of exact agreement, and Cohen's kappa with linear weights.

Kappa compares the agreement seen with the one that chance would give, if both kept to their own habits of
giving points: κ = 1 - Σ wᵢⱼ oᵢⱼ / Σ wᵢⱼ eᵢⱼ, where oᵢⱼ is the share of pairs of points i and j, eᵢⱼ the
product of the two markers' shares, and wᵢⱼ the distance of i and j (J. Cohen, "Weighted kappa",
Psychological Bulletin 70 (1968), 213-220). 1 is full agreement, 0 what chance gives.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lms.quiz.rules.marking import Points

Pair = tuple[int, int]
"""The points of the first and of the second marker."""

LEAST_PAIRS = 10
"""Works marked by two, below which kappa says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far markers agree on one criterion, or on all."""

    pairs: int
    exact: Fraction
    """Share of pairs with the same points."""
    kappa: Fraction | None
    """None where chance alone would agree always."""


def agreement_of(pairs: Sequence[Pair]) -> Agreement:
    """The agreement over pairs of points; there must be one at least."""
    same = sum(first == second for first, second in pairs)
    return Agreement(pairs=len(pairs), exact=Fraction(same, len(pairs)), kappa=weighted_kappa(pairs))


def weighted_kappa(pairs: Sequence[Pair]) -> Fraction | None:
    """Cohen's kappa with linear weights; None where both markers always gave one and the same level."""
    count = len(pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    seen = Fraction(sum(abs(first - second) for first, second in pairs), count)
    by_chance = Fraction(
        sum(abs(one - two) * n * m for one, n in firsts.items() for two, m in seconds.items()), count * count
    )
    return 1 - seen / by_chance if by_chance else None


def by_criterion(markings: Sequence[tuple[Points, Points]]) -> dict[str, list[Pair]]:
    """Criterion → pairs, of works that two people have marked."""
    pairs: dict[str, list[Pair]] = {}
    for first, second in markings:
        for key in first.keys() & second.keys():
            pairs.setdefault(key, []).append((first[key], second[key]))
    return pairs
