"""What the report on many certificates says, in the languages of certificates."""

from flask_babel import lazy_gettext as _

from lms.credentials.rules.enquiries import LineAnswer

ANSWER_TEXTS = {
    LineAnswer.ALTERED: _("Not as we issued it"),
    LineAnswer.REVOKED: _("Withdrawn"),
    LineAnswer.UNKNOWN: _("Not issued by us"),
    LineAnswer.MALFORMED: _("Not a code"),
    LineAnswer.TRIAL: _("A trial or a specimen, proves nothing"),
    LineAnswer.SUPERSEDED: _("Genuine, but replaced"),
    LineAnswer.EXPIRED: _("Genuine, but expired"),
    LineAnswer.UNCHECKED: _("Could not be checked"),
    LineAnswer.VALID: _("Genuine and valid"),
}

TITLE = _("Report: certificates verified")
LEAD_CODES = _("Each code was looked up in the issuer’s register.")
LEAD_FILES = _(
    "Of each file, the seal, the credential inside and the entry in the issuer’s register were checked."
)
NAMES = _(
    "This report names nobody: compare the name on each certificate yourself. In a file that is genuine, the "
    "name is genuine too."
)
QUOTED = _(
    "What stands between quotation marks was written by whoever asked for this report, not by us: the name "
    "of a file says nothing about what is in it."
)
SEALED = _(
    "This report is sealed like a certificate. The attached table report.csv holds every line with the "
    "SHA-256 of each file."
)
TOTAL = _("All together")
CHECKED = _("Checked at %(address)s on %(moment)s (UTC)")
ISSUED = _("issued %(day)s")
EXPIRED = _("valid until %(day)s")
REVOKED = _("withdrawn %(day)s")
REPLACED = _("replaced by %(code)s")
ERASED = _("holder’s data erased")

COLUMNS = (
    _("Number"),
    _("Given"),
    _("Answer"),
    _("Code"),
    _("Title"),
    _("Awarding body"),
    _("Completed"),
    _("Date of issue"),
    _("Valid until"),
    _("Withdrawn on"),
    _("Reason"),
    _("Replaced by"),
    _("What was found"),
    _("SHA-256 of the file"),
)
