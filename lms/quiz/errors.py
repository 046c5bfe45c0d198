"""What the quiz refuses, in words for the person."""

from flask_babel import lazy_gettext as _

from lms.core.errors import NotFoundError, RefusedError
from lms.quiz.rules.attempts import StartCheck


class NoSuchQuizError(NotFoundError):
    """The module has no quiz of this kind."""


class StartRefusedError(RefusedError):
    """A test can't be started now; `check` says why and when it can."""

    def __init__(self, check: StartCheck) -> None:
        super().__init__(_("You cannot start the final test now."))
        self.check = check


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


class AnsweredElsewhereError(RefusedError):
    """Another page has saved a newer answer, which the page that sent this one does not know."""

    def __init__(self) -> None:
        super().__init__(_("A newer answer was saved in another window."))


class NothingAnsweredError(RefusedError):
    """A self-check was sent without an answer."""

    def __init__(self) -> None:
        super().__init__(_("Please answer first."))
