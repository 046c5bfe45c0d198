"""What counts as progress, completion and a good next step. Pure: facts in, decisions out.

Progress is computed from facts, never kept as a number. Facts are only ever added; so progress never
falls, except by withdrawal, by the learner's own move to a newer edition, or where a decision that a part
counts is taken back before the module is completed.
"""

from lms.learning.rules.facts import (
    ASSIGNMENT,
    FINAL_TEST,
    Facts,
    LessonFact,
    PlaceFact,
    ResultFact,
    self_check_activity,
)
from lms.learning.rules.prerequisites import (
    PrerequisiteCheck,
    PrerequisiteState,
    check_prerequisites,
    standing_in_the_way,
)
from lms.learning.rules.progress import (
    Progress,
    Requirement,
    RequirementKind,
    completed_on,
    progress,
)
from lms.learning.rules.recognition import (
    RecognisedPart,
    RecognitionFact,
    RecognitionKind,
    RecognitionProblem,
)
from lms.learning.rules.states import EnrolmentState, state_of, stuck_before
from lms.learning.rules.steps import NextStep, StepKind, minutes_left, next_step

__all__ = [
    "ASSIGNMENT",
    "FINAL_TEST",
    "EnrolmentState",
    "Facts",
    "LessonFact",
    "NextStep",
    "PlaceFact",
    "PrerequisiteCheck",
    "PrerequisiteState",
    "Progress",
    "RecognisedPart",
    "RecognitionFact",
    "RecognitionKind",
    "RecognitionProblem",
    "Requirement",
    "RequirementKind",
    "ResultFact",
    "StepKind",
    "check_prerequisites",
    "completed_on",
    "minutes_left",
    "next_step",
    "progress",
    "self_check_activity",
    "standing_in_the_way",
    "state_of",
    "stuck_before",
]
