"""What scopes, states of accounts and occupations are called, for those who look after people."""

from flask_babel import lazy_gettext as _

from lms.core.scopes import ScopeKind
from lms.people.queries.people import AccountState, LastSeen
from lms.people.rules import ClosingReason, Occupation
from lms.people.rules.erasures import WayOfAsking

SCOPE_KINDS = {
    ScopeKind.PROGRAMME: _("The whole programme"),
    ScopeKind.COURSE: _("Courses"),
    ScopeKind.MODULE: _("Modules"),
    ScopeKind.COUNTRY: _("Countries"),
    ScopeKind.REGION: _("Regions"),
    ScopeKind.ORGANISATION: _("Organisations"),
}

OCCUPATION_NAMES = {
    Occupation.CLUSTER_MANAGER: _("Cluster organisation"),
    Occupation.BUSINESS_SUPPORT: _("Business support"),
    Occupation.OFFICIAL_LOCAL: _("Public official, local"),
    Occupation.OFFICIAL_REGIONAL: _("Public official, regional"),
    Occupation.OFFICIAL_NATIONAL: _("Public official, national"),
    Occupation.TRAINER: _("Trains others"),
    Occupation.OTHER: _("Something else"),
}

STATE_NAMES = {
    AccountState.OPEN: _("In use"),
    AccountState.UNCONFIRMED: _("Address not confirmed"),
    AccountState.CLOSED: _("Closed"),
}
STATE_TAGS = {AccountState.OPEN: "done", AccountState.UNCONFIRMED: "warn", AccountState.CLOSED: "error"}

SEEN_NAMES = {
    LastSeen.WEEK: _("In the last 7 days"),
    LastSeen.MONTH: _("In the last 30 days"),
    LastSeen.LONGER_AGO: _("Not for 30 days, or never"),
}

ASKING_NAMES = {
    WayOfAsking.MAIL: _("By mail from the address of the account"),
    WayOfAsking.LETTER: _("By letter"),
    WayOfAsking.IN_PERSON: _("In person, and I know who they are"),
}

CLOSING_NAMES = {
    ClosingReason.ASKED: _("The person asked for it"),
    ClosingReason.LEFT: _("The person has left the programme or the organisation"),
    ClosingReason.DOUBLE: _("The person has another account"),
    ClosingReason.MISUSE: _("The account was misused"),
    ClosingReason.OTHER: _("Another reason"),
}
