"""Decisions about certificates: may one be issued, does it stand, whose name is it. Pure."""

from lms.credentials.rules.elements import Element, missing_elements
from lms.credentials.rules.events import EventKind
from lms.credentials.rules.files import BadgeForm, FileForm
from lms.credentials.rules.kinds import CredentialKind
from lms.credentials.rules.names import HIDDEN, NameStep, as_shown, masked, same_name
from lms.credentials.rules.retrying import FAILURES_BEFORE_GIVING_UP, pause_after, wait_after
from lms.credentials.rules.standings import RevocationReason, Standing, may_be_revoked, standing
from lms.credentials.rules.status import LIST_LENGTH, status_index

__all__ = [
    "FAILURES_BEFORE_GIVING_UP",
    "HIDDEN",
    "LIST_LENGTH",
    "BadgeForm",
    "CredentialKind",
    "Element",
    "EventKind",
    "FileForm",
    "NameStep",
    "RevocationReason",
    "Standing",
    "as_shown",
    "masked",
    "may_be_revoked",
    "missing_elements",
    "pause_after",
    "same_name",
    "standing",
    "status_index",
    "wait_after",
]
