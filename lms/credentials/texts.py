"""How reasons, problems and missing elements are said in the reader's language."""

from flask_babel import lazy_gettext as _

from lms.credentials.codes import CodeProblem
from lms.credentials.rules import RevocationReason

REASON_TEXTS = {
    RevocationReason.ISSUED_IN_ERROR: _("It was issued in error."),
    RevocationReason.ASSESSMENT_NOT_VALID: _("The assessment was found not to be valid."),
    RevocationReason.DETAILS_WRONG: _("Something stated on it is wrong."),
    RevocationReason.REQUEST_OF_HOLDER: _("The holder asked for it."),
    RevocationReason.PART_WITHDRAWN: _("A certificate that it is made up of was withdrawn."),
}


CODE_TEXTS = {
    CodeProblem.LENGTH: _("A code has 20 characters, in five groups of four. Look whether one is missing."),
    CodeProblem.SYMBOL: _(
        "A code has only digits and the letters A to Z without U. Look for a character that does not belong."
    ),
    CodeProblem.CHECK: _(
        "There is a typing mistake in the code: two characters may be swapped, or one is wrong. "
        "Compare it group by group."
    ),
}
