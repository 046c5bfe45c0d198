"""What the audit log says: a sentence for every action that is ever recorded.

`who` did it, `whom` it concerns, `what` it is about; the rest comes from the entry's detail.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

_PLACE = re.compile(r"%\(\w+\)s")


class ActionGroup(StrEnum):
    """What an action is about."""

    ACCOUNTS = "accounts"
    SIGN_INS = "sign-ins"
    ROLES = "roles"
    LEARNING = "learning"
    TESTS = "tests"
    CERTIFICATES = "certificates"
    KEYS = "keys"
    MAIL = "mail"
    INSTALLATION = "installation"


GROUPS: Mapping[ActionGroup, LazyString] = {
    ActionGroup.ACCOUNTS: _("Accounts"),
    ActionGroup.SIGN_INS: _("Signing in"),
    ActionGroup.ROLES: _("Roles and access"),
    ActionGroup.LEARNING: _("Learning"),
    ActionGroup.TESTS: _("Tests and assignments"),
    ActionGroup.CERTIFICATES: _("Certificates"),
    ActionGroup.KEYS: _("Keys of certificates"),
    ActionGroup.MAIL: _("Mail"),
    ActionGroup.INSTALLATION: _("Installation, settings and lists"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """How an action is said, and where it belongs."""

    group: ActionGroup
    sentence: LazyString


_ACCOUNTS: Mapping[str, LazyString] = {
    "person.registered": _("%(whom)s made an account."),
    "person.registered-again": _("Somebody tried to make an account with the address of %(whom)s."),
    "person.email-confirmed": _("%(whom)s confirmed the e-mail address."),
    "person.never-confirmed": _("An account that was never confirmed was removed."),
    "person.name-changed": _("%(whom)s changed the name on certificates."),
    "person.new-email-asked": _("%(whom)s asked for another e-mail address."),
    "person.move-asked": _("%(who)s asked that the account of %(whom)s move to another e-mail address."),
    "person.email-changed": _("%(whom)s confirmed another e-mail address."),
    "person.merged": _("%(who)s joined two accounts of %(whom)s."),
    "consent.given": _("%(whom)s agreed to a text: %(kind)s."),
    "consent.withdrawn": _("%(whom)s withdrew an agreement: %(kind)s."),
    "membership.proposed": _("%(who)s proposed %(whom)s as a member of “%(part)s”."),
    "membership.agreed": _("%(whom)s agreed to be a member of “%(part)s”."),
    "membership.ended": _("%(whom)s declined to be a member of “%(part)s”, or left it."),
    "people.invited": _("%(who)s invited people: %(count)s."),
    "invitation.sent-again": _("%(who)s sent an invitation again."),
    "invitation.withdrawn": _("%(who)s withdrew an invitation."),
    "invitation.accepted": _("%(whom)s accepted an invitation."),
    "data-export.asked": _("%(whom)s asked for a copy of all own data."),
    "data-export.made": _("The copy of the data of %(whom)s was made."),
    "data-export.downloaded": _("%(whom)s downloaded the copy of the own data."),
    "data-export.removed": _("%(whom)s removed the copy of the own data."),
    "erasure.asked": _("%(whom)s asked to be erased."),
    "erasure.asked-for": _("%(who)s began to erase the account of %(whom)s, who had asked for it."),
    "erasure.taken-back": _("%(whom)s took back the wish to be erased."),
    "mail.unsubscribed": _("%(whom)s unsubscribed from mails."),
    "erasure.inactive": _("%(whom)s has not signed in for long and will be erased."),
    "erasure.closed": _("The account of %(whom)s has been closed for long and will be erased."),
    "person.erased": _("The data of %(whom)s were erased."),
}
_SIGN_INS: Mapping[str, LazyString] = {
    "sign-in.begun": _("%(who)s signed in."),
    "sign-in.ended": _("%(who)s ended a sign-in."),
    "sign-in.all-ended": _("%(who)s ended all sign-ins of %(whom)s."),
    "sign-in.others-ended": _("%(who)s ended all other sign-ins: %(count)s."),
    "sign-in.refused": _("Signing in as %(whom)s was refused."),
    "person.reset-asked": _("A link for a new password was asked for, for %(whom)s."),
    "person.password-changed": _("%(whom)s set a new password."),
}
_ROLES: Mapping[str, LazyString] = {
    "person.first-administrator": _("%(whom)s became the first administrator."),
    "role.granted": _("%(who)s gave %(whom)s the role “%(role)s” %(scope)s."),
    "role.moved": _("%(who)s merged organisations: the role “%(role)s” of %(whom)s is now %(scope)s."),
    "role.withdrawn": _("%(who)s took the role “%(role)s” %(scope)s from %(whom)s."),
    "person.disabled": _("%(who)s closed the account of %(whom)s."),
    "person.enabled": _("%(who)s opened the account of %(whom)s again."),
}
_LEARNING: Mapping[str, LazyString] = {
    "enrolment.made": _("%(who)s joined “%(what)s”."),
    "enrolment.made-for": _("%(who)s enrolled %(whom)s in “%(what)s”."),
    "enrolment.withdrawn": _("%(who)s left “%(what)s”."),
    "enrolment.moved": _("%(who)s went over to the present edition of “%(what)s”."),
    "note.sent": _("%(who)s wrote a note to %(whom)s."),
    "renewal.begun": _("%(who)s began to renew “%(what)s”."),
    "module.completed": _("%(whom)s completed “%(what)s”."),
    "recognition.decided": _("%(who)s decided that something counts for %(whom)s in “%(what)s”."),
    "recognition.withdrawn": _("%(who)s took back that something counts for %(whom)s in “%(what)s”."),
    "tool_sheet.deleted": _("%(who)s deleted a sheet of “%(what)s”."),
}
_TESTS: Mapping[str, LazyString] = {
    "attempt.started": _("%(whom)s began try %(number)s of a test in “%(what)s”."),
    "attempt.submitted": _("%(whom)s handed in a test in “%(what)s”."),
    "attempt.regraded": _("A test of %(whom)s in “%(what)s” was judged anew."),
    "regrade.decided": _("%(who)s decided to judge tests in “%(what)s” anew: %(attempts)s."),
    "attempt.extended": _("%(who)s gave %(whom)s more time for a test in “%(what)s”."),
    "extra-try.granted": _("%(who)s gave %(whom)s another try of a test in “%(what)s”."),
    "extra-time.granted": _("%(who)s gave %(whom)s extra time."),
    "extra-time.withdrawn": _("%(who)s took extra time back from %(whom)s."),
    "submission.handed-in": _("%(whom)s handed in an assignment in “%(what)s”."),
    "submission.withdrawn": _("%(whom)s took back an assignment in “%(what)s”."),
    "submission.review-asked": _("%(whom)s asked for a review of an assignment in “%(what)s”."),
    "submission.graded": _("The assignment of %(whom)s in “%(what)s” was graded."),
    "marking.taken": _("%(who)s took the assignment of %(whom)s in “%(what)s” to mark it."),
    "marking.given-back": _("%(who)s gave the assignment of %(whom)s in “%(what)s” back unmarked."),
    "marking.finished": _("%(who)s marked the assignment of %(whom)s in “%(what)s”."),
}
_CERTIFICATES: Mapping[str, LazyString] = {
    "credential.issued": _("%(whom)s got a certificate for “%(what)s”."),
    "credential.superseded": _("%(who)s replaced the certificate of %(whom)s for “%(what)s”."),
    "credential.revoked": _("%(who)s withdrew the certificate of %(whom)s for “%(what)s”."),
    "credential.not-issued": _("A certificate for %(whom)s in “%(what)s” could not be issued."),
    "credentials.issued-in-batch": _("%(who)s issued certificates together: %(count)s."),
    "credential-files.tried-again": _("%(who)s had files of certificates made again: %(count)s."),
    "credential-files.taken": _("%(who)s took files of certificates along for “%(what)s”."),
    "certificate-name.reminded": _("%(who)s reminded %(whom)s to confirm a name."),
    "cohort.started": _("%(who)s issued certificates for a cohort of “%(what)s”."),
    "cohort.tried-again": _("%(who)s tried again what failed for a cohort of “%(what)s”."),
    "cohort.list-taken": _("%(who)s took the list of a cohort of “%(what)s” along."),
    "share-link.made": _("%(who)s made a link to share certificates."),
    "share-link.ended": _("%(who)s ended a link to share certificates."),
    "transcript.made": _("%(who)s made a transcript."),
}
_KEYS: Mapping[str, LazyString] = {
    "signing-key.renewed": _("A key of certificates was renewed: %(what)s."),
    "signing-key.taken-up": _("A key of certificates was taken up: %(what)s."),
    "signing-key.retired": _("A key of certificates was retired: %(what)s."),
    "signing-key.reported-lost": _("A key of certificates was reported lost: %(what)s."),
}
_MAIL: Mapping[str, LazyString] = {
    "mail.held": _("%(who)s held a mail: %(what)s."),
    "mail.released": _("%(who)s released a mail that was held: %(what)s."),
    "mail.tried-again": _("%(who)s had a mail tried again that was given up: %(what)s."),
    "mail.all-tried-again": _("%(who)s had mails tried again that were given up: %(count)s."),
}
_INSTALLATION: Mapping[str, LazyString] = {
    "organisation.made": _("%(who)s added the organisation “%(what)s”."),
    "organisation.changed": _("%(who)s changed what is known of the organisation “%(what)s”."),
    "organisation.closed": _("%(who)s closed the organisation “%(what)s”."),
    "organisation.opened": _("%(who)s opened the organisation “%(what)s” again."),
    "organisation.merged": _("%(who)s merged the organisation “%(what)s” into “%(part)s”."),
    "setting.changed": _("%(who)s changed the setting “%(what)s”."),
    "list.exported": _("%(who)s took the list “%(what)s” along: %(as)s."),
    "installation.restored": _("The installation was restored from the backup of %(what)s."),
}

ACTIONS: Mapping[str, Action] = {
    name: Action(group, sentence)
    for group, sentences in (
        (ActionGroup.ACCOUNTS, _ACCOUNTS),
        (ActionGroup.SIGN_INS, _SIGN_INS),
        (ActionGroup.ROLES, _ROLES),
        (ActionGroup.LEARNING, _LEARNING),
        (ActionGroup.TESTS, _TESTS),
        (ActionGroup.CERTIFICATES, _CERTIFICATES),
        (ActionGroup.KEYS, _KEYS),
        (ActionGroup.MAIL, _MAIL),
        (ActionGroup.INSTALLATION, _INSTALLATION),
    )
    for name, sentence in sentences.items()
}


def group_of(action: str) -> ActionGroup | None:
    """Where an action belongs; None for one that is not known."""
    return ACTIONS[action].group if action in ACTIONS else None


def actions_of(group: str) -> list[str]:
    """The names of all actions of a group."""
    return [name for name, action in ACTIONS.items() if action.group == group]


def own_words_of(action: str) -> str:
    """Its name and the words of its sentence, in the language that is spoken, without what is filled in."""
    return f"{action} {_PLACE.sub('', str(ACTIONS[action].sentence))}"


class _Values(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        return "–"  # an older entry may lack what is noted today


def sentence_of(action: str, values: Mapping[str, str]) -> str:
    """An entry in words; one whose action is not known any more by its name."""
    known = ACTIONS.get(action)
    if known is None:
        return str(gettext("%(who)s: %(action)s", who=values.get("who", "–"), action=action))
    return str(known.sentence) % _Values(values)
