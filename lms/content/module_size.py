"""How much a module holds, and how long it takes to go through it: what an author compares with the claim."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lms.content.items import UNGRADED_TYPES
from lms.content.outline import Component, ModuleState
from lms.content.reading import figures_of, words_of
from lms.content.sources import ModuleSource

WORDS_PER_MINUTE = 200
"""Slow reading, in a second language and with pauses to think."""
MINUTES_PER_SELF_CHECK = 2
MINUTES_PER_TOOL = 60
"""Filling in a tool once, with figures of one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleSize:
    """The numbers of one module in its source language."""

    module: str
    id: str
    state: ModuleState
    words: tuple[int, ...]
    """Of each lesson, in order."""
    figures: int
    self_checks: int
    opinions: int
    """Scales, polls and reflections, which nobody grades."""
    tools: int
    drawn: Mapping[str, int]
    """Outcome → items drawn in one attempt."""
    bank: Mapping[str, int]
    """Outcome → items."""
    types: Mapping[str, int]
    """Type of item → items of the bank."""
    lesson_minutes: int
    """What the heads of the lessons say, together."""
    claimed_hours: Decimal
    """Workload of lessons, self-checks and reading."""

    @property
    def minutes(self) -> int:
        """Reading all lessons once, answering what they ask and filling in the tool."""
        reading = sum(self.words) / WORDS_PER_MINUTE
        answering = (self.self_checks + self.opinions) * MINUTES_PER_SELF_CHECK
        return round(reading + answering + self.tools * MINUTES_PER_TOOL)


def size_of(module: ModuleSource) -> ModuleSize:
    """Count a module."""
    structure, source = module.structure, module.source
    bank = source.final_test.items if source.final_test else ()
    asked = [item for lesson in source.lessons for item in lesson.items]
    opinions = sum(item.type in UNGRADED_TYPES for item in asked)
    counted = (Component.LESSONS, Component.SELF_CHECKS, Component.READING)
    return ModuleSize(
        module=module.slug,
        id=structure.id,
        state=structure.state,
        words=tuple(words_of(lesson) for lesson in source.lessons),
        figures=sum(figures_of(lesson) for lesson in source.lessons),
        self_checks=len(asked) - opinions,
        opinions=opinions,
        tools=1 if module.tool else 0,
        drawn=structure.final_test.draw if structure.final_test else {},
        bank=dict(sorted(Counter(item.learning_outcome or "no outcome" for item in bank).items())),
        types=dict(Counter(item.type.value for item in bank).most_common()),
        lesson_minutes=sum(lesson.minutes for lesson in source.lessons),
        claimed_hours=sum((structure.workload.get(part, Decimal(0)) for part in counted), Decimal(0)),
    )
