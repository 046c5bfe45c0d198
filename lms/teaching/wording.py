"""Where participants stand, in words."""

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from lms.credentials.rules import Standing as CertificateStanding
from lms.learning.rules import EnrolmentState, RecognisedPart

STANDINGS = {
    EnrolmentState.STUCK: _l("Stuck: no step for 14 days"),
    EnrolmentState.UNDER_WAY: _l("Under way"),
    EnrolmentState.WAITS_FOR_GRADING: _l("Waiting for grading"),
    EnrolmentState.COMPLETED: _l("Finished"),
}
STANDINGS_SHORT = {**STANDINGS, EnrolmentState.STUCK: _l("Stuck")}
TAGS = {
    EnrolmentState.STUCK: "warn",
    EnrolmentState.UNDER_WAY: "plain",
    EnrolmentState.WAITS_FOR_GRADING: "now",
    EnrolmentState.COMPLETED: "done",
}
"""How each is marked beside its word."""


CERTIFICATES = {
    CertificateStanding.VALID: _l("valid"),
    CertificateStanding.EXPIRED: _l("expired"),
    CertificateStanding.SUPERSEDED: _l("replaced"),
    CertificateStanding.REVOKED: _l("withdrawn"),
}
PARTS = {
    RecognisedPart.MODULE: _l("The whole module"),
    RecognisedPart.LESSONS: _l("The lessons"),
    RecognisedPart.SELF_CHECKS: _l("The self-checks"),
    RecognisedPart.FINAL_TEST: _l("The final test"),
    RecognisedPart.ASSIGNMENT: _l("The assignment"),
}
"""What can count by decision."""


def country_name(code: str | None) -> str:
    """A country in the language of the page; empty where none is known."""
    locale = get_locale()
    return str(locale.territories.get(code, code)) if code and locale else code or ""
