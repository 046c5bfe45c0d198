"""Two accounts of one person become one: what stands in the way, and what counts of both. Pure."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from lms.people.rules.accounts import ConsentKind, NameShown

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The account that stays, and the one that is joined with it; ids."""

    kept_id: str
    other_id: str


class Obstacle(StrEnum):
    """Why two accounts cannot be joined now."""

    SAME = "same"
    KEPT_CLOSED = "kept-closed"
    KEPT_UNCONFIRMED = "kept-unconfirmed"
    """The address may be a stranger's: whoever confirms it would get the data of both."""
    ERASURE_ASKED = "erasure-asked"
    """The person wants the data of one of them gone."""
    INVENTED = "invented"
    """One is an invented person of a demonstration, the other is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What counts of an account before it is joined with another."""

    id: str
    is_closed: bool
    is_confirmed: bool
    wants_erasure: bool
    is_example: bool


def obstacles(kept: Side, other: Side) -> list[Obstacle]:
    """Everything that stands in the way."""
    found = {
        Obstacle.SAME: kept.id == other.id,
        Obstacle.KEPT_CLOSED: kept.is_closed,
        Obstacle.KEPT_UNCONFIRMED: not kept.is_confirmed,
        Obstacle.ERASURE_ASKED: kept.wants_erasure or other.wants_erasure,
        Obstacle.INVENTED: kept.is_example != other.is_example,
    }
    return [obstacle for obstacle, stands in found.items() if stands]


def consents_that_end(kept: AbstractSet[ConsentKind], other: AbstractSet[ConsentKind]) -> set[ConsentKind]:
    """Agreements of one account alone end: for what the other one holds nobody has agreed."""
    return set(kept ^ other)


_STRICTER = (NameShown.HIDDEN, NameShown.MASKED, NameShown.FULL)


def stricter(one: NameShown, other: NameShown) -> NameShown:
    """The choice that shows less of a name."""
    return min(one, other, key=_STRICTER.index)


def first_given(kept: Value | None, other: Value | None) -> Value | None:
    """What the account that stays says; where it says nothing, what the other one does."""
    return kept or other
