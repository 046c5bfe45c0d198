"""Assignments as data: what passes, and the rubric by which a person judges what was handed in."""

from dataclasses import dataclass

from lms.content.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRule:
    """How an assignment is handed in and judged: the same in every language."""

    pass_points: int
    """Points of the rubric that are enough."""
    none_at_zero: bool = True
    """Nobody passes with a criterion at 0, whatever the sum."""
    submissions: int = 2
    """How often one person may hand in: after work that did not pass, again."""
    blind: bool = True
    """Markers see no names."""
    second_marker_percent: int = 0
    """Share of what is handed in that two people mark, each without seeing the other's points."""
    words: int = 3000
    """The longest text that can be handed in."""
    files: int = 3
    """The most files that can be handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How well a criterion may be met."""

    points: int
    label: str
    """What the level is called: “sound”."""
    html: str
    """What is seen in work at this level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that is looked at."""

    id: str
    """`c1`, `c2` … by its place; points are kept under it."""
    title_html: str
    levels: tuple[Level, ...]
    """From the lowest."""

    @property
    def max_points(self) -> int:
        """Points of the highest level."""
        return max(level.points for level in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Criteria and levels: the table that work is judged by."""

    criteria: tuple[Criterion, ...]

    @property
    def max_points(self) -> int:
        """What can be reached at most."""
        return sum(criterion.max_points for criterion in self.criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentText:
    """Task and rubric of a module's assignment."""

    title: str
    html: str
    items: tuple[Item, ...] = ()
    """What is to be handed in: essays and uploads."""
    rubric: Rubric | None = None
