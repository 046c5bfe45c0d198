"""The words for how somebody stands in a module."""

from flask_babel import lazy_gettext as _

from lms.learning.rules import EnrolmentState

STATES = {
    EnrolmentState.UNDER_WAY: _("Under way"),
    EnrolmentState.STUCK: _("Stuck: no step for 14 days"),
    EnrolmentState.WAITS_FOR_GRADING: _("Waits for grading"),
    EnrolmentState.COMPLETED: _("Completed"),
    EnrolmentState.WITHDRAWN: _("Withdrawn"),
}
STATE_TAGS = {
    EnrolmentState.UNDER_WAY: "now",
    EnrolmentState.STUCK: "warn",
    EnrolmentState.WAITS_FOR_GRADING: "plain",
    EnrolmentState.COMPLETED: "done",
    EnrolmentState.WITHDRAWN: "plain",
}
"""Shape and tone of each."""
