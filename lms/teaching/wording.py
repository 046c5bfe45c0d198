"""Where participants stand, in words."""

from flask_babel import get_locale, lazy_gettext

from lms.credentials.rules import Standing as CertificateStanding
from lms.learning.rules import EnrolmentState, RecognisedPart

STANDINGS = {
    EnrolmentState.STUCK: lazy_gettext("Stuck: no step for 14 days"),
    EnrolmentState.UNDER_WAY: lazy_gettext("Under way"),
    EnrolmentState.WAITS_FOR_GRADING: lazy_gettext("Waiting for grading"),
    EnrolmentState.COMPLETED: lazy_gettext("Finished"),
}
STANDINGS_SHORT = {**STANDINGS, EnrolmentState.STUCK: lazy_gettext("Stuck")}
TAGS = {
    EnrolmentState.STUCK: "warn",
    EnrolmentState.UNDER_WAY: "plain",
    EnrolmentState.WAITS_FOR_GRADING: "now",
    EnrolmentState.COMPLETED: "done",
}
"""How each is marked beside its word."""


CERTIFICATES = {
    CertificateStanding.VALID: lazy_gettext("valid"),
    CertificateStanding.EXPIRED: lazy_gettext("expired"),
    CertificateStanding.SUPERSEDED: lazy_gettext("replaced"),
    CertificateStanding.REVOKED: lazy_gettext("withdrawn"),
}
PARTS = {
    RecognisedPart.MODULE: lazy_gettext("The whole module"),
    RecognisedPart.LESSONS: lazy_gettext("The lessons"),
    RecognisedPart.SELF_CHECKS: lazy_gettext("The self-checks"),
    RecognisedPart.FINAL_TEST: lazy_gettext("The final test"),
    RecognisedPart.ASSIGNMENT: lazy_gettext("The assignment"),
}
"""What can count by decision."""


def country_name(code: str | None) -> str:
    """A country in the language of the page; empty where none is known."""
    locale = get_locale()
    return str(locale.territories.get(code, code)) if code and locale else code or ""
