"""How two tests draw from one bank without taking from each other what they need.

The final test may want a number of items of one type. Whatever the test before it takes, of this type or of
the others, must leave the final test able to have exactly as many.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from lms.content.items import HAND_GRADED_TYPES, UNGRADED_TYPES, ItemType

Taken = Mapping[str, int]
"""Outcome → items of the type that the first test takes."""


class Drawable(Protocol):
    """What of an item decides whether it can be drawn; read or compiled."""

    @property
    def type(self) -> ItemType:
        """Its type."""

    @property
    def learning_outcome(self) -> str | None:
        """The outcome it tests."""


def is_graded_at_once(item: Drawable) -> bool:
    """Nobody has to wait for its points."""
    return item.type not in HAND_GRADED_TYPES and item.type not in UNGRADED_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the bank has for one outcome, of the type and of others, and what both tests draw."""

    before: int
    final: int
    own: int
    others: int
    usable_others: int
    """Those that the first test can take as well."""

    @property
    def fewest(self) -> int:
        """Items of the type that the first test takes at least."""
        return max(0, self.before - self.usable_others)

    @property
    def most(self) -> int:
        """Items of the type that the first test can take."""
        return min(self.before, self.own)

    def most_left(self, taken: int) -> int:
        """Items of the type that the final test can have after so many were taken."""
        return min(self.final, max(0, self.own - taken))

    def fewest_left(self, taken: int) -> int:
        """Items of the type that the final test must have, because the others do not reach."""
        others = max(0, self.others - (self.before - taken))
        return self.final - min(self.final, others)


def shares_of(
    kind: ItemType, before: Mapping[str, int], final: Mapping[str, int], bank: Iterable[Drawable]
) -> dict[str, Share]:
    """Every outcome of the final test with what the bank has for it."""
    items = list(bank)
    own = Counter(item.learning_outcome for item in items if item.type is kind)
    others = Counter(item.learning_outcome for item in items if item.type is not kind)
    usable = Counter(
        item.learning_outcome for item in items if item.type is not kind and is_graded_at_once(item)
    )
    return {
        outcome: Share(
            before=before.get(outcome, 0),
            final=count,
            own=own[outcome],
            others=others[outcome],
            usable_others=usable[outcome],
        )
        for outcome, count in final.items()
    }


def leaves_enough(taken: Taken, shares: Mapping[str, Share], wanted: int) -> bool:
    """After this the final test can have exactly as many items of the type as it wants."""
    least = sum(share.fewest_left(taken[outcome]) for outcome, share in shares.items())
    return least <= wanted <= sum(share.most_left(taken[outcome]) for outcome, share in shares.items())


def fitting(shares: Mapping[str, Share], wanted: int) -> Taken | None:
    """The fewest items of the type with which the first test leaves enough; None where it never does.

    Each step takes one more where that spares the others, first where it costs the final test nothing.
    """
    taken = {outcome: share.fewest for outcome, share in shares.items()}
    while sum(share.fewest_left(taken[outcome]) for outcome, share in shares.items()) > wanted:
        steps = [outcome for outcome, share in shares.items() if _spares_others(share, taken[outcome])]
        if not steps:
            return None
        taken[min(steps, key=lambda outcome: _cost(shares[outcome], taken[outcome]))] += 1
    return taken if leaves_enough(taken, shares, wanted) else None


def _spares_others(share: Share, taken: int) -> bool:
    return taken < share.most and share.fewest_left(taken + 1) < share.fewest_left(taken)


def _cost(share: Share, taken: int) -> int:
    return share.most_left(taken) - share.most_left(taken + 1)
