"""How kinds, standings, reasons and problems are said in the reader's language."""

from flask_babel import lazy_gettext as _

from lms.credentials.codes import CodeProblem
from lms.credentials.rules import CredentialKind, RevocationReason, Standing

REASON_TEXTS = {
    RevocationReason.ISSUED_IN_ERROR: _("It was issued in error."),
    RevocationReason.ASSESSMENT_NOT_VALID: _("The assessment was found not to be valid."),
    RevocationReason.DETAILS_WRONG: _("Something stated on it is wrong."),
    RevocationReason.REQUEST_OF_HOLDER: _("The holder asked for it."),
    RevocationReason.PART_WITHDRAWN: _("A certificate that it is made up of was withdrawn."),
}

KIND_TEXTS = {
    CredentialKind.MODULE: _("Module"),
    CredentialKind.COURSE: _("Course certificate"),
    CredentialKind.DIPLOMA: _("Programme diploma"),
}

STANDING_TEXTS = {
    Standing.VALID: _("Valid"),
    Standing.EXPIRED: _("Expired"),
    Standing.SUPERSEDED: _("Replaced"),
    Standing.REVOKED: _("Withdrawn"),
}

LINK_ENDED = _("This link was ended by the person who made it, or it never was one.")
NO_TRANSCRIPT = _("We have made no transcript with this code.")

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
