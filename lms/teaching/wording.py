"""Where participants stand, in words."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from lms.credentials.rules import Standing as CertificateStanding
from lms.learning.rules import EnrolmentState, RecognisedPart
from lms.learning.wording import STATES

STANDINGS = {
    state: STATES[state]
    for state in (
        EnrolmentState.STUCK,
        EnrolmentState.UNDER_WAY,
        EnrolmentState.WAITS_FOR_GRADING,
        EnrolmentState.COMPLETED,
    )
}
"""Of those who are in a module at present, those first who need somebody."""
STANDINGS_SHORT = {**STANDINGS, EnrolmentState.STUCK: _("Stuck")}
CERTIFICATES = {
    CertificateStanding.VALID: _("valid"),
    CertificateStanding.EXPIRED: _("expired"),
    CertificateStanding.SUPERSEDED: _("replaced"),
    CertificateStanding.REVOKED: _("withdrawn"),
}
PARTS = {
    RecognisedPart.MODULE: _("The whole module"),
    RecognisedPart.LESSONS: _("The lessons"),
    RecognisedPart.SELF_CHECKS: _("The self-checks"),
    RecognisedPart.FINAL_TEST: _("The final test"),
    RecognisedPart.ASSIGNMENT: _("The assignment"),
}
"""What can count by decision."""


def country_name(code: str | None) -> str:
    """A country in the language of the page; empty where none is known."""
    locale = get_locale()
    return str(locale.territories.get(code, code)) if code and locale else code or ""
