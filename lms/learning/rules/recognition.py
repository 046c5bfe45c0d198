"""What counts by decision: prior learning that is recognised, and parts that are waived. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms.content.outline import Component, Module


class RecognitionKind(StrEnum):
    """On what ground a part counts that was not done here."""

    PRIOR_LEARNING = "prior-learning"
    """The person can do it already, and has shown that."""
    WAIVER = "waiver"
    """The person need not do it, for a reason that lies with them or with us."""


class RecognisedPart(StrEnum):
    """What a decision is about: the whole module, or one component that completion may require."""

    MODULE = "module"
    LESSONS = "lessons"
    SELF_CHECKS = "self-checks"
    FINAL_TEST = "final-test"
    ASSIGNMENT = "assignment"

    @property
    def component(self) -> Component | None:
        """The component; None for the whole module."""
        return None if self is RecognisedPart.MODULE else Component(self.value)


_PARTICIPATION = frozenset({RecognisedPart.LESSONS, RecognisedPart.SELF_CHECKS})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionFact:
    """A part counts by decision."""

    part: RecognisedPart
    kind: RecognitionKind
    decided_at: datetime

    def covers(self, component: Component) -> bool:
        """The decision is about this component."""
        return self.part is RecognisedPart.MODULE or self.part.component is component


class RecognitionProblem(StrEnum):
    """Why a decision cannot be made."""

    NOT_REQUIRED = "not-required"
    """The module's completion does not ask for this part."""
    ASSESSMENT_WAIVED = "assessment-waived"
    """What shows that somebody can do it may be recognised, never merely waived."""
    OWN = "own"
    """Nobody decides about their own learning."""
    COMPLETED = "completed"
    """The module is completed: nothing is left to recognise."""
    ALREADY = "already"
    """The part counts by decision already."""


def parts_of(module: Module) -> tuple[RecognisedPart, ...]:
    """What can be recognised in a module: all of it, or one of the components that it requires."""
    required = module.completion.components
    return tuple(one for one in RecognisedPart if one.component is None or one.component in required)


def problem_with(
    module: Module, part: RecognisedPart, kind: RecognitionKind, *, is_own: bool, is_completed: bool
) -> RecognitionProblem | None:
    """What speaks against the decision; None where nothing does."""
    if is_own:
        return RecognitionProblem.OWN
    if is_completed:
        return RecognitionProblem.COMPLETED
    if part not in parts_of(module):
        return RecognitionProblem.NOT_REQUIRED
    if kind is RecognitionKind.WAIVER and part not in _PARTICIPATION:
        return RecognitionProblem.ASSESSMENT_WAIVED
    return None
