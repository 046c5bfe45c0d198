"""What the quiz refuses, in words for the person."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from lms.core.errors import NotFoundError, RefusedError
from lms.quiz.rules.attempts import StartCheck
from lms.quiz.rules.submissions import Problem, ReviewCheck


class NoSuchQuizError(NotFoundError):
    """The module has no quiz of this kind."""


class StartRefusedError(RefusedError):
    """A test can't be started now; `check` says why and when it can."""

    def __init__(self, check: StartCheck) -> None:
        super().__init__(_("You cannot start the final test now."))
        self.check = check


class TriesLeftError(RefusedError):
    """Somebody who still has tries needs no other one."""

    def __init__(self) -> None:
        super().__init__(_("Another try is for somebody who has used all of them; this person has not."))


class TestNotRunningError(RefusedError):
    """There is no test under way whose time could be longer."""

    def __init__(self) -> None:
        super().__init__(_("No test with a time limit is under way now, so there is nothing to extend."))


class OwnTestError(RefusedError):
    """Nobody makes exceptions for themselves."""

    def __init__(self) -> None:
        super().__init__(_("Nobody can decide about their own learning. Ask a colleague."))


class PreparationRefusedError(RefusedError):
    """The preparation test can't be started any more."""

    def __init__(self) -> None:
        super().__init__(_("The preparation test can be taken once, and only before the first final test."))


class AnswerRefusedError(RefusedError):
    """An answer is no longer taken."""


class TimeOverError(AnswerRefusedError):
    """The answer came after the deadline and its grace."""

    def __init__(self) -> None:
        super().__init__(_("The time is over. This answer came too late and does not count."))


class AlreadySubmittedError(AnswerRefusedError):
    """The answer came after the test was handed in."""

    def __init__(self) -> None:
        super().__init__(_("The test has already been handed in. This answer does not count."))


class ModuleLeftError(AnswerRefusedError):
    """The answer came after the person left the module."""

    def __init__(self) -> None:
        super().__init__(_("You have left this module. This answer does not count."))


class CheckedError(AnswerRefusedError):
    """The answer came after the person had asked whether the one before is right."""

    def __init__(self) -> None:
        super().__init__(_("You have had your answer to this question checked. It cannot be changed now."))


class AnsweredElsewhereError(RefusedError):
    """Another page has saved a newer answer, which the page that sent this one does not know."""

    def __init__(self) -> None:
        super().__init__(_("A newer answer was saved in another window."))


class NothingAnsweredError(RefusedError):
    """A self-check was sent without an answer."""

    def __init__(self) -> None:
        super().__init__(_("Please answer first."))


class NoAssignmentError(NotFoundError):
    """The module has no assignment that could be handed in."""


class NoDraftError(RefusedError):
    """Nothing can be written now: something is with the markers, or nothing may be handed in any more."""

    def __init__(self) -> None:
        super().__init__(
            _("What you handed in can no longer be changed. The assignment’s page says where it stands.")
        )


class CannotHandInError(RefusedError):
    """Something is missing or too long; `problems` says what, by part."""

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__(_("This cannot be handed in yet."))
        self.problems = problems


class AlreadyMarkedError(RefusedError):
    """A marker has begun."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has begun to read your work, so you cannot take it back any more."))


class ReviewRefusedError(RefusedError):
    """A review can't be asked for; `check` says why."""

    def __init__(self, check: ReviewCheck) -> None:
        super().__init__(_("You cannot ask for a review of this work."))
        self.check = check


class NotToTakeError(RefusedError):
    """Somebody else is at it, or this person has marked it already, or wrote it."""

    def __init__(self) -> None:
        super().__init__(_("You cannot take this work: somebody else has it, or you have marked it already."))


class AlreadyFinishedError(RefusedError):
    """The marking is final."""

    def __init__(self) -> None:
        super().__init__(_("You have finished this marking; it can no longer be changed."))


class UnmarkedError(RefusedError):
    """Criteria without points; `missing` says which."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(_("Choose a level for every criterion before you finish."))
        self.missing = missing


class RegradeRefusedError(RefusedError):
    """A regrade can't be decided as it was sent."""


class NoReasonError(RegradeRefusedError):
    """Nobody should have to ask why."""

    def __init__(self) -> None:
        super().__init__(_("Say why: everybody whose result gets better reads it."))


class RegradeUnseenError(RegradeRefusedError):
    """What would come of it is not what was looked at."""

    def __init__(self) -> None:
        super().__init__(
            _("Something has changed meanwhile. Look at what would come of it now, then decide.")
        )


class RegradeUnderWayError(RegradeRefusedError):
    """Another regrade of the module is not finished."""

    def __init__(self) -> None:
        super().__init__(_("A regrade of this module is under way. Wait until it is finished."))
