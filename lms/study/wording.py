"""The words for what the curriculum only names: audiences, levels of delivery, components."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from lms.content.outline import Audience, Component, Delivery
from lms.content.quoted_facts import CheckedAgainst, QuotedFact
from lms.learning.rules import RecognisedPart, RecognitionKind
from lms.web.filters import show_day
from lms.web.language_names import language_name as language_name

AUDIENCES = {
    Audience.CLUSTER_MANAGERS: _("Cluster managers"),
    Audience.BUSINESS_SUPPORT: _("Business support organisations"),
    Audience.PUBLIC_OFFICIALS: _("Public officials"),
}

DELIVERIES = {
    Delivery.REGIONAL: _("regional"),
    Delivery.NATIONAL: _("national"),
    Delivery.TRANSNATIONAL: _("transnational"),
}

COMPONENTS = {
    Component.LESSONS: _("Lessons"),
    Component.SELF_CHECKS: _("Self-checks"),
    Component.READING: _("Reading"),
    Component.DISCUSSION: _("Online discussion"),
    Component.MEETING: _("Meeting"),
    Component.ASSIGNMENT: _("Assignment"),
    Component.FINAL_TEST: _("Final test"),
}

RECOGNISED_PARTS = {
    RecognisedPart.MODULE: _("The whole module"),
    RecognisedPart.LESSONS: _("The lessons"),
    RecognisedPart.SELF_CHECKS: _("The self-checks"),
    RecognisedPart.FINAL_TEST: _("The final test"),
    RecognisedPart.ASSIGNMENT: _("The assignment"),
}
"""What can count by decision."""

RECOGNITION_KINDS = {
    RecognitionKind.PRIOR_LEARNING: _("Prior learning: the person can do it already and has shown that"),
    RecognitionKind.WAIVER: _("Waived: the person need not do it"),
}


def checked_words(fact: QuotedFact) -> str:
    """When a figure was last compared, and with what: never more than was truly done."""
    day = show_day(fact.checked)
    match fact.checked_against:
        case CheckedAgainst.ACT:
            return str(gettext("Compared with the wording of the act on %(day)s.", day=day))
        case CheckedAgainst.SUMMARY:
            return str(gettext("Compared with the official summary of the act on %(day)s.", day=day))
        case CheckedAgainst.ARCHIVED_PAGE:
            return str(gettext("Compared with an archived copy of the page on %(day)s.", day=day))
        case CheckedAgainst.BRIEF:
            return str(gettext("Compared with the programme’s own register of facts on %(day)s.", day=day))
