"""Which figures are shown: small groups are not, unless everybody in them has agreed to be seen. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

FEWEST = 5
"""A group of fewer is small."""

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many completions there are, and how many by people who agreed that officials see them by name."""

    count: int = 0
    agreed: int = 0
    people: int | None = None
    """How many different people they are of, at least; None: each of another one."""

    @property
    def different(self) -> int:
        """How many different people there are at least."""
        return self.count if self.people is None else self.people

    @property
    def is_open(self) -> bool:
        """The number tells nothing about a single person who has not agreed."""
        return self.count == 0 or self.different >= FEWEST or self.agreed >= self.count

    @property
    def needs_people(self) -> bool:
        """It is hidden for what is known, and may be open once the different people are counted."""
        return not self.is_open and self.count >= FEWEST

    @property
    def shown(self) -> int | None:
        """The number, or None where it must not be shown."""
        return self.count if self.is_open else None


def joined(parts: Iterable[tuple[str, Tally]]) -> Tally:
    """Tallies of modules taken together. In one module people are counted once, in several perhaps again."""
    modules: Counter[str] = Counter()
    count = agreed = 0
    for module, tally in parts:
        modules[module] += tally.count
        count, agreed = count + tally.count, agreed + tally.agreed
    return Tally(count, agreed, max(modules.values(), default=0))


def total(tallies: Iterable[Tally]) -> Tally:
    """All together, of other people each."""
    kept = list(tallies)
    return Tally(
        sum(one.count for one in kept), sum(one.agreed for one in kept), sum(one.different for one in kept)
    )


def shown(cells: Mapping[Name, Tally]) -> dict[Name, int | None]:
    """The parts of a whole; None where one is not shown.

    Beside a whole that is shown, what is hidden must not follow from the rest: then the smallest of the
    others are hidden as well, until at least two parts and as many people as a group needs are.
    """
    hidden = {name for name, tally in cells.items() if not tally.is_open}
    if hidden and total(cells.values()).is_open:
        others = sorted((tally.count, str(name), name) for name, tally in cells.items() if name not in hidden)
        for count, _text, name in others:
            if len(hidden) > 1 and sum(cells[one].count for one in hidden) >= FEWEST:
                break
            if count:
                hidden.add(name)
    return {name: None if name in hidden else tally.count for name, tally in cells.items()}


def summed(parts: Iterable[int | None]) -> int | None:
    """The sum of parts as they are shown; not shown where one of them is not."""
    known = list(parts)
    return None if None in known else sum(one for one in known if one is not None)
