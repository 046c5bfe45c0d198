"""What should come before a module, and how that stands for one person. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lms.content.outline import Module, Prerequisite


class PrerequisiteState(StrEnum):
    """How a prerequisite stands for one person."""

    MET = "met"
    DECLARABLE = "declarable"
    """Not completed here; a self-declaration is accepted instead."""
    MISSING = "missing"
    RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrerequisiteCheck:
    """One prerequisite and how it stands."""

    prerequisite: Prerequisite
    state: PrerequisiteState


def check_prerequisites(
    module: Module, *, completed: frozenset[str], lessons_done: Mapping[str, int]
) -> tuple[PrerequisiteCheck, ...]:
    """How each prerequisite stands, given completed modules and the count of lessons done per module."""
    return tuple(
        PrerequisiteCheck(prerequisite=one, state=_state_of(one, completed, lessons_done))
        for one in module.prerequisites
    )


def _state_of(one: Prerequisite, completed: frozenset[str], lessons: Mapping[str, int]) -> PrerequisiteState:
    if one.module in completed:
        return PrerequisiteState.MET
    if one.module and one.lessons is not None and lessons.get(one.module, 0) >= one.lessons:
        return PrerequisiteState.MET
    if one.is_recommended:
        return PrerequisiteState.RECOMMENDED
    return PrerequisiteState.DECLARABLE if one.or_declaration else PrerequisiteState.MISSING


def standing_in_the_way(
    checks: tuple[PrerequisiteCheck, ...], declared: frozenset[str]
) -> tuple[PrerequisiteCheck, ...]:
    """What stands in the way of joining: empty when nothing does."""
    return tuple(
        check
        for check in checks
        if check.state is PrerequisiteState.MISSING
        or (check.state is PrerequisiteState.DECLARABLE and check.prerequisite.or_declaration not in declared)
    )
