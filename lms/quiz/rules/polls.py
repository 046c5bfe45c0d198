"""What a poll shows of the answers of all: from a least number of people on, so that nobody is told apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.content.items import PollItem

LEAST_PEOPLE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PollLine:
    """One answer with how many people chose it."""

    html: str
    count: int
    percent: int
    """Of all who answered; where several answers can be chosen, the sum is above 100."""
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What all have answered; without lines while they are too few."""

    people: int
    lines: tuple[PollLine, ...]
    least: int = LEAST_PEOPLE


def result_of(item: PollItem, counts: Mapping[str, int], people: int, own: frozenset[str]) -> PollResult:
    """The answers of all, in the author's order."""
    if people < LEAST_PEOPLE:
        return PollResult(people=people, lines=())
    lines = tuple(
        PollLine(
            html=option.html,
            count=counts.get(option.id, 0),
            percent=round(100 * counts.get(option.id, 0) / people),
            is_own=option.id in own,
        )
        for option in item.options
    )
    return PollResult(people=people, lines=lines)


def counted(counts: Mapping[str, int], before: frozenset[str], after: frozenset[str]) -> dict[str, int]:
    """The counts once somebody has answered, or has changed an answer."""
    changed = dict(counts)
    for option in before - after:
        changed[option] = max(0, changed.get(option, 0) - 1)
    for option in after - before:
        changed[option] = changed.get(option, 0) + 1
    return changed
