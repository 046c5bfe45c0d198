"""The outbox in words: states, kinds of mails, what went wrong; and invented values for previews."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from lms.core.mail_control import MailState

STATES: Mapping[MailState, LazyString] = {
    MailState.WAITING: _("waiting"),
    MailState.HELD: _("held"),
    MailState.SENT: _("sent"),
    MailState.FAILED: _("given up"),
}
TAGS: Mapping[MailState, str] = {
    MailState.WAITING: "now",
    MailState.HELD: "warn",
    MailState.SENT: "done",
    MailState.FAILED: "error",
}
"""How each state's tag looks."""

KINDS: Mapping[str, LazyString] = {
    "account-erased": _("The account was erased"),
    "accounts-joined": _("Two accounts were joined"),
    "accounts-joined-reminder": _("A link was asked for at the address of an account that was joined"),
    "already-registered": _("Somebody registers who has an account already"),
    "assignment-graded": _("An assignment was graded"),
    "certificate-expires": _("A certificate expires soon"),
    "certificate-reissued": _("A certificate was issued again"),
    "certificate-revoked": _("A certificate was withdrawn"),
    "change-email": _("Confirm a new address"),
    "confirm-certificate-name": _("Confirm the name on certificates"),
    "confirm-email": _("Confirm the address of a new account"),
    "data-export-ready": _("The copy of all own data is ready"),
    "erasure-comes": _("The account will be erased tomorrow"),
    "erasure-waits": _("The account will be erased"),
    "email-changed": _("The address was changed"),
    "email-moving": _("Somebody asked to move the account to another address"),
    "invitation": _("An invitation"),
    "membership-proposed": _("Somebody is asked to be a member of an organisation"),
    "move-email": _("Confirm the address that an account moves to"),
    "password-changed": _("The password was changed"),
    "enrolled": _("Somebody was enrolled in a module"),
    "reset-password": _("Set a new password"),
    "note-from-trainer": _("A trainer writes a note"),
    "result-improved": _("A result became better when tests were judged anew"),
}

EXAMPLE: Mapping[str, object] = {
    "title": "A module’s title",
    "reason": "The reason that was given.",
    "text": "You are nearly there.",
    "address": "trainer@example.org",
    "name": "Terese Example",
    "organisation": "Norrvik Harbour Cluster",
    "kept": "terese@example.org",
    "old": "t.example@example.net",
    "day": date(2027, 6, 1),
    "days": 14,
    "is_review": False,
    "was_asked": True,
    "was_closed": False,
    "url": "https://campus.example/link",
    "sign_in_url": "https://campus.example/sign-in",
    "reset_url": "https://campus.example/reset",
}
"""Invented, for previews: no preview is ever made from what a real person was sent."""

_UNREACHED = _("The mail server could not be reached.")
_ENCRYPTION = _("The connection to the mail server could not be encrypted.")
_BROKEN_OFF = _("The mail server broke off the conversation.")
_UNWRITABLE = _("The mail could not be written: something in its address or text cannot be sent.")
FAILURES: Mapping[str, LazyString] = {
    "ConnectionRefusedError": _UNREACHED,
    "TimeoutError": _UNREACHED,
    "gaierror": _("The mail server’s name is not known: look at CAMPUS_MAIL_SERVER."),
    "OSError": _UNREACHED,
    "SSLError": _ENCRYPTION,
    "SSLCertVerificationError": _ENCRYPTION,
    "SMTPNotSupportedError": _ENCRYPTION,
    "SMTPAuthenticationError": _("The mail server refused our sign-in: look at the user and the password."),
    "SMTPRecipientsRefused": _("The mail server refused the address: it may be wrong, or closed."),
    "SMTPSenderRefused": _("The mail server refused our own address: look at CAMPUS_MAIL_FROM."),
    "SMTPDataError": _("The mail server refused the mail itself."),
    "SMTPConnectError": _BROKEN_OFF,
    "SMTPServerDisconnected": _BROKEN_OFF,
    "SMTPHeloError": _BROKEN_OFF,
    "ValueError": _UNWRITABLE,
    "HeaderParseError": _UNWRITABLE,
    "UnicodeEncodeError": _UNWRITABLE,
}
"""Name of the exception that a failure began with → what it means."""
_OTHER = _("It could not be sent.")


def kind_in_words(kind: str) -> str:
    """What a kind of mail is for; one that is not known any more by its name."""
    return str(KINDS.get(kind, kind))


def failure_in_words(problem: str | None) -> str:
    """What went wrong, in plain words; nothing where nothing did."""
    return "" if problem is None else str(FAILURES.get(problem.partition(":")[0], _OTHER))
