"""What can stand in the way of learning, as errors that a page turns into sentences."""

from flask_babel import lazy_gettext as _

from lms.core.errors import NotFoundError, RefusedError
from lms.learning.rules import PrerequisiteCheck, RecognitionProblem


class ModuleNotOpenError(RefusedError):
    """The module is announced, but cannot be joined yet."""


class AlreadyEnrolledError(RefusedError):
    """The person is in the module."""

    def __init__(self) -> None:
        super().__init__(_("The person is in this module already."))


class PrerequisitesMissingError(RefusedError):
    """Something that should come first is missing; `missing` says what."""

    def __init__(self, missing: tuple[PrerequisiteCheck, ...]) -> None:
        super().__init__()
        self.missing = missing


class NotEnrolledError(NotFoundError):
    """The person has not joined the module."""


class RecognitionRefusedError(RefusedError):
    """A part cannot count by decision; `problem` says why."""

    def __init__(self, problem: RecognitionProblem) -> None:
        super().__init__(_PROBLEMS[problem])
        self.problem = problem


class RecognitionUsedError(RefusedError):
    """The module was completed with the decision: it can no longer be taken back."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The module has been completed with this decision, so it can no longer be taken back. "
                "A certificate that should not have been issued can be withdrawn."
            )
        )


_PROBLEMS = {
    RecognitionProblem.NOT_REQUIRED: _("This module does not ask for that part."),
    RecognitionProblem.ASSESSMENT_WAIVED: _(
        "A test, an assignment or a whole module can be recognised as prior learning, but not merely waived: "
        "the certificate says that the person has shown what they can do."
    ),
    RecognitionProblem.OWN: _("Nobody can decide about their own learning. Ask a colleague."),
    RecognitionProblem.COMPLETED: _("The person has completed this module already."),
    RecognitionProblem.ALREADY: _("This part counts by decision already."),
}
