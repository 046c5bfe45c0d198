"""Which figures are shown: none from which anything follows about few people who have not agreed. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

FEWEST = 5
"""A group of fewer is small."""

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many completions there are, and whose.

    Whoever may see figures may also see by name who agreed to it, and so subtract them: what is to be
    protected are the others alone, however many completions they have.
    """

    count: int = 0
    agreed: int = 0
    """Of these by people who agreed that officials see them by name."""
    others: frozenset[str] | None = frozenset()
    """Who else they are of; None where these are as many as a group needs, or more."""

    @classmethod
    def of(cls, count: int, agreed: int, others: Collection[str]) -> Self:
        """So many completions, by these people and by those who agreed."""
        few = frozenset(others)
        return cls(count, agreed, few if len(few) < FEWEST else None)

    @property
    def is_open(self) -> bool:
        """The number tells nothing about few people who have not agreed."""
        return not self.others

    @property
    def is_of_few(self) -> bool:
        """Fewer people than a group needs, agreed or not, have completed it all."""
        return self.others is not None and len(self.others) + self.agreed < FEWEST

    def leaves(self, rest: Self) -> bool:
        """Beside a wider number that may be shown, this one would tell of few people, the rest."""
        return not rest.is_open and joined((self, rest)).is_open


def joined(tallies: Iterable[Tally]) -> Tally:
    """All together; whoever is in several of them is one person."""
    count = agreed = 0
    others: set[str] | None = set()
    for one in tallies:
        count, agreed = count + one.count, agreed + one.agreed
        others = None if others is None or one.others is None else others | one.others
    return Tally(count, agreed, None) if others is None else Tally.of(count, agreed, others)


def shown(
    cells: Mapping[Name, Tally], closed: Collection[Name] = (), rests: Sequence[Mapping[Name, Tally]] = ()
) -> dict[Name, int | None]:
    """The parts of a whole; None where one is not shown. `closed` are not, whatever is in them.

    Beside a whole that is shown, what is hidden must not follow from the rest: then the smallest of the
    others are hidden as well, until at least two parts and as many people as a group needs are. Where each
    part is shown with a `rest` elsewhere, so must these rests be of enough people together.
    """
    hidden = {name for name, tally in cells.items() if name in closed or not tally.is_open}
    if hidden and joined(cells.values()).is_open:
        others = sorted((tally.count, str(name), name) for name, tally in cells.items() if name not in hidden)
        for _count, _text, name in others:
            if _is_enough(cells, hidden) and all(_together(rest, hidden).is_open for rest in rests):
                break
            # Where all agreed, the list by name says how many: that would hide nothing.
            if any(layer.get(name, Tally()).others != frozenset() for layer in (cells, *rests)):
                hidden.add(name)
    return {name: None if name in hidden else tally.count for name, tally in cells.items()}


def _is_enough(cells: Mapping[Name, Tally], hidden: Collection[Name]) -> bool:
    """Nothing about few people follows from all of these together."""
    of_others = [name for name in hidden if cells[name].others != frozenset()]
    return not of_others or (len(of_others) > 1 and _together(cells, of_others).is_open)


def _together(cells: Mapping[Name, Tally], names: Iterable[Name]) -> Tally:
    return joined(cells[name] for name in names if name in cells)


def summed(parts: Iterable[int | None]) -> int | None:
    """The sum of parts as they are shown; not shown where one of them is not."""
    known = list(parts)
    return None if None in known else sum(one for one in known if one is not None)
