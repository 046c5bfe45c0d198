"""What is said of the people of a cohort: before it is started, and afterwards."""

from flask_babel import lazy_gettext as _

from lms.credentials.rules.cohorts import Choice, Outlook, State

CHOICE_TEXTS = {
    Choice.EVERYONE: _("Everybody who has completed the module"),
    Choice.DATES: _("Those who completed it between two days"),
    Choice.ADDRESSES: _("Those on a list of addresses"),
}

OUTLOOK_TEXTS = {
    Outlook.NEW: _("gets a certificate"),
    Outlook.THERE: _("has a certificate already"),
    Outlook.NAME_OPEN: _("gets one by itself once the name is confirmed"),
    Outlook.REVOKED: _("not possible: the certificate was withdrawn"),
    Outlook.CLOSED: _("not possible: the account is closed"),
    Outlook.EDITION_LOST: _("not possible: the edition is not kept any more"),
    Outlook.UNFINISHED: _("not possible: the module is not completed yet"),
    Outlook.NOT_HERE: _("not possible: nobody with this address is in this module"),
    Outlook.MALFORMED: _("not possible: this is no e-mail address"),
    Outlook.REPEATED: _("stands in the list a second time"),
}

OUTLOOK_TAGS = {
    Outlook.NEW: "now",
    Outlook.THERE: "done",
    Outlook.NAME_OPEN: "plain",
    Outlook.REPEATED: "plain",
}
"""The shape of each; the others are warnings."""

STATE_TEXTS = {
    State.ISSUED: _("issued"),
    State.REVOKED: _("withdrawn"),
    State.NAME_OPEN: _("waits for a confirmed name"),
    State.DUE: _("is being issued"),
    State.FAILED: _("could not be issued"),
}

STATE_TAGS = {
    State.ISSUED: "done",
    State.REVOKED: "warn",
    State.NAME_OPEN: "plain",
    State.DUE: "now",
    State.FAILED: "error",
}
