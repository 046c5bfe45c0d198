"""The words for what becomes of work that is handed in."""

from flask_babel import lazy_gettext as _

from lms.quiz.rules.files import FileProblem
from lms.quiz.rules.marking import MarkerRole
from lms.quiz.rules.submissions import Problem, SubmissionState

FILE_PROBLEMS = {
    FileProblem.EMPTY: _("The file is empty."),
    FileProblem.TOO_LARGE: _("The file is larger than is taken here."),
    FileProblem.KIND: _("Its kind is not taken here, or its content is not what its name says."),
    FileProblem.DAMAGED: _("The file is damaged, or no office program wrote it. Save it anew and try again."),
    FileProblem.BOMB: _("The file would become far too large when it is opened."),
    FileProblem.MACROS: _("The file holds macros. Save it without them."),
    FileProblem.ENCRYPTED: _("The file has a password. Save it without one."),
    FileProblem.TOO_MANY: _("There are as many files as can be handed in. Remove one first."),
    FileProblem.QUOTA: _(
        "Your files take up all the room that one person has. Remove some from your drafts."
    ),
}

PROBLEMS = {
    Problem.NOTHING: _("Write a text or add a file before you hand in."),
    Problem.TOO_SHORT: _("The text is shorter than is asked for."),
    Problem.TOO_LONG: _("The text is longer than is asked for."),
    Problem.NO_FILE: _("Add a file before you hand in."),
}

STATES = {
    SubmissionState.DRAFT: _("Draft"),
    SubmissionState.WAITING: _("Handed in"),
    SubmissionState.MARKING: _("Being graded"),
    SubmissionState.GRADED: _("Graded"),
}

ROLES = {
    MarkerRole.FIRST: _("First marker"),
    MarkerRole.SECOND: _("Second marker"),
    MarkerRole.THIRD: _("Third marker"),
    MarkerRole.REVIEW: _("Review"),
}
