"""Where learners of a module stop: what may be shown of it, and how it is worked out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from lms.content.outline import Module

LEAST = 5
"""Smaller groups are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """When somebody joined, and when they did each lesson."""

    joined_at: datetime
    done: Mapping[str, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """How many people have handed in what comes after the lessons."""

    final_test: int
    assignment: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A heading of a lesson, counted from 0; -1 is the beginning, before the first heading."""

    lesson: str
    heading: int


def shown_counts(total: int, counts: Sequence[int]) -> tuple[int | None, ...]:
    """The counts of people out of `total` that may be shown; None for those that may not.

    A count is left out where it, or its difference from another one that is shown, tells of fewer than
    five people. Nothing is shown of fewer than five people in all.
    """
    if total < LEAST:
        return tuple(None for _ in counts)
    known = [0, total]
    shown: list[int | None] = []
    for count in counts:
        is_safe = all(count == one or abs(count - one) >= LEAST for one in known)
        shown.append(count if is_safe else None)
        known += [count] if is_safe else []
    return tuple(shown)


def shown_spots(counts: Mapping[Spot, int]) -> tuple[tuple[Spot, int], ...]:
    """Where most are, most first; small groups are left out, also where the rest would tell of one."""
    by_size = sorted(counts.items(), key=lambda one: (-one[1], one[0].lesson, one[0].heading))
    shown = [one for one in by_size if one[1] >= LEAST]
    hidden = sum(counts.values()) - sum(count for _spot, count in shown)
    if shown and 0 < hidden < LEAST:
        shown.pop()
    return tuple(shown)


def spot_of(module: Module, lesson: str, anchor: str) -> Spot | None:
    """Where an anchor is, in whichever language it was saved; None where the edition no longer has it."""
    if module.lesson(lesson) is None:
        return None
    if not anchor:
        return Spot(lesson, -1)
    for text in module.texts.values():
        sections = text.lessons[lesson].sections if lesson in text.lessons else ()
        anchors = [section.anchor for section in sections]
        if anchor in anchors:
            return Spot(lesson, anchors.index(anchor))
    return None


def largest_drop(counts: Sequence[int | None]) -> int | None:
    """The place at which the largest number of people is missing that was there before."""
    pairs = [
        (one - two, place)
        for place, (one, two) in enumerate(pairwise(counts), start=1)
        if one is not None and two is not None and one > two
    ]
    return max(pairs, key=lambda pair: (pair[0], -pair[1]))[1] if pairs else None


def median_gaps(paces: Iterable[Pace], lessons: Sequence[str]) -> tuple[timedelta | None, ...]:
    """For each lesson, the median time from the step before it: from joining, then from lesson to lesson.

    Only who did both counts, in this order; None for fewer than five of them.
    """
    gaps: list[list[float]] = [[] for _ in lessons]
    for pace in paces:
        before: datetime | None = pace.joined_at
        for place, lesson in enumerate(lessons):
            done_at = pace.done.get(lesson)
            if before is not None and done_at is not None and done_at >= before:
                gaps[place].append((done_at - before).total_seconds())
            before = done_at
    return tuple(timedelta(seconds=median(one)) if len(one) >= LEAST else None for one in gaps)
