"""Inviting people: planned, sent all or none, sent again, withdrawn, accepted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, exists, select

from lms.core import audit, clock
from lms.core.access import may_grant
from lms.core.db import db, reading
from lms.core.ids import digest_of, new_id, new_token
from lms.core.mail import OutboxMail
from lms.core.scopes import UNLIMITED, Reach, Scope, ScopeKind, Whereabouts
from lms.people import mails, passwords, queries
from lms.people.errors import AlreadyHereError, LinkClosedError
from lms.people.models import Invitation, Organisation, User
from lms.people.queries.invitations import (
    addresses_invited,
    addresses_with_account,
    open_invitation,
    organisations_called,
)
from lms.people.rules import Device, Occupation
from lms.people.rules.finding import organisation_key
from lms.people.rules.invitations import INVITATION_LIFETIME, Guest, Problem, ProblemKind
from lms.people.rules.offers import offered_from
from lms.people.services.affiliations import propose_invited
from lms.people.services.names import require_name
from lms.people.services.organisation_merging import lead_on
from lms.people.services.roles import grant_role
from lms.people.services.sign_ins import begin_sign_in
from lms.people.services.strength import require_strong

MAIL = "invitation"
AcceptedHandler = Callable[[str, Sequence[str]], None]
_accepted_handlers: list[AcceptedHandler] = []


def on_accepted(handler: AcceptedHandler) -> None:
    """Have `handler` called with the person's id and the modules to join. Filled in by `app`."""
    if handler not in _accepted_handlers:
        _accepted_handlers.append(handler)


class Outcome(StrEnum):
    """What inviting somebody would do."""

    NEW = "new"
    HERE = "here"
    """Has an account: no mail."""
    INVITED = "invited"
    """An invitation waits: no further mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Somebody of the list, and what inviting them would do."""

    guest: Guest
    outcome: Outcome
    organisation: Organisation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole list, looked at before anything is done."""

    lines: tuple[Planned, ...]
    problems: tuple[Problem, ...]

    @property
    def new_count(self) -> int:
        """How many mails would go."""
        return sum(line.outcome is Outcome.NEW for line in self.lines)


def plan_invitations(guests: Sequence[Guest], reach: Reach) -> Plan:
    """What inviting these would do; nothing is written. Whoever lies out of reach is a problem of the list,
    and so is an organisation that is closed.

    An account or an invitation outside of the reach is not given away: such a guest counts as new. The link
    tells whoever has an account; whoever was invited already gets no second mail.
    """
    emails = {guest.email for guest in guests}
    invited, here = addresses_invited(emails, reach), addresses_with_account(emails, reach)
    known = organisations_called({organisation_key(one.organisation) for one in guests if one.organisation})
    lines = tuple(
        Planned(
            guest=guest,
            outcome=_outcome(guest.email, here, invited),
            organisation=_organisation_of(guest, known),
        )
        for guest in guests
    )
    return Plan(lines=lines, problems=(*_outside(lines, reach), *_closed(lines)))


def _outcome(email: str, here: frozenset[str], invited: frozenset[str]) -> Outcome:
    if email in here:
        return Outcome.HERE
    return Outcome.INVITED if email in invited else Outcome.NEW


def _organisation_of(guest: Guest, known: Sequence[Organisation]) -> Organisation | None:
    """The one that is meant: of the guest's country where it has one of that name, and rather an open one."""
    key = organisation_key(guest.organisation or "")
    called = [one for one in known if key and one.name_key == key]
    found = [one for one in called if one.country == guest.country] or called
    found = [one for one in found if one.closed_at is None] or found
    return found[0] if len(found) == 1 else None


def _outside(lines: Sequence[Planned], reach: Reach) -> Iterator[Problem]:
    for line in lines:
        if not reach.covers_person(_whereabouts(line)):
            yield Problem(kind=ProblemKind.OUTSIDE, line=line.guest.line, value=line.guest.email)


def _closed(lines: Sequence[Planned]) -> Iterator[Problem]:
    """Whoever wrote the list believes that these people would be asked to be members."""
    for line in lines:
        if line.organisation is not None and line.organisation.closed_at is not None:
            yield Problem(kind=ProblemKind.CLOSED, line=line.guest.line, value=line.organisation.name)


def _whereabouts(line: Planned) -> Whereabouts:
    one = line.organisation
    return Whereabouts(
        country=line.guest.country,
        organisations=frozenset({one.id} if one else ()),
        regions=frozenset({one.region} if one and one.region else ()),
    )


def invite(plan: Plan, *, by: str) -> int:
    """Send what was planned; gives how many mails went. Does nothing where the plan has a problem."""
    if plan.problems:
        return 0
    new = [line for line in plan.lines if line.outcome is Outcome.NEW]
    invited = addresses_invited({line.guest.email for line in new}, UNLIMITED)
    for line in new:
        if line.guest.email not in invited:
            _invite_one(line, by)
    audit.record("people.invited", actor_id=by, subject="list:invitations", detail={"count": len(new)})
    db.session.flush()
    return len(new)


def _invite_one(line: Planned, by: str) -> None:
    guest, moment = line.guest, clock.now()
    # One that has run out gives way to the new one.
    db.session.execute(delete(Invitation).where(Invitation.email == guest.email))
    invitation = Invitation(
        id=new_id(),
        email=guest.email,
        certificate_name=guest.name,
        country=guest.country,
        organisation=guest.organisation,
        organisation_id=line.organisation.id if line.organisation else None,
        occupation=guest.occupation,
        language=guest.language,
        module_slugs=list(guest.modules),
        grants=[one.as_json() for one in guest.roles],
        invited_by=by,
        created_at=moment,
    )
    _send(invitation)
    db.session.add(invitation)


def _send(invitation: Invitation) -> None:
    token, moment = new_token(), clock.now()
    invitation.token_digest = digest_of(token)
    invitation.sent_at, invitation.expires_at = moment, moment + INVITATION_LIFETIME
    url = mails.url_of(f"/invitation/{token}")
    days = INVITATION_LIFETIME.days
    mails.send(MAIL, to=invitation.email, language=invitation.language, url=url, days=days)


def send_again(invitation: Invitation, *, by: str) -> None:
    """A new link by mail; the one before stops working."""
    _forget_unsent(invitation.email)
    _send(invitation)
    audit.record("invitation.sent-again", actor_id=by, subject=f"invitation:{invitation.id}")
    db.session.flush()


def withdraw_invitation(invitation: Invitation, *, by: str) -> None:
    """The link stops working; a mail that has not gone yet does not go."""
    _forget_mails(invitation.email)
    audit.record("invitation.withdrawn", actor_id=by, subject=f"invitation:{invitation.id}")
    db.session.delete(invitation)
    db.session.flush()


def _forget_unsent(email: str) -> None:
    unsent = (OutboxMail.recipient == email, OutboxMail.kind == MAIL, OutboxMail.sent_at.is_(None))
    db.session.execute(delete(OutboxMail).where(*unsent))


def forget_invitation(invitation_id: str) -> bool:
    """Remove one that has run out, with its mails; False where it was sent again or accepted meanwhile."""
    query = select(Invitation).where(Invitation.id == invitation_id, Invitation.expires_at < clock.now())
    invitation = db.session.scalar(query.with_for_update())
    if invitation is None:
        return False
    _forget_mails(invitation.email)
    db.session.delete(invitation)
    db.session.flush()
    return True


def _forget_mails(email: str) -> None:
    """Nobody came: a stranger's address has no business here. Mail to somebody with an account stays."""
    invited = (OutboxMail.recipient == email, OutboxMail.kind == MAIL, OutboxMail.person_id.is_(None))
    is_here = exists().where(User.email == email)
    db.session.execute(delete(OutboxMail).where(*invited, ~is_here))
    _forget_unsent(email)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody who was invited says on the page that the link leads to."""

    name: str
    password: str
    country: str | None
    organisation: str | None
    occupation: Occupation | None
    joins_modules: bool


def accept_invitation(token: str, answer: Answer, device: Device) -> str:
    """Make the account and sign in; gives the token for the cookie. The link proves the address.

    Raises LinkClosedError, AlreadyHereError, WeakPasswordError and InvalidNameError.
    """
    with reading():
        invitation = open_invitation(token)
        email = invitation.email if invitation else ""
    if not email:
        raise LinkClosedError
    require_strong(answer.password, email, answer.name)
    name = require_name(answer.name)
    password_hash = passwords.hash_of(answer.password)
    invitation = open_invitation(token, lock=True)
    if invitation is None:
        raise LinkClosedError
    user = _account_for(invitation)
    user.password_hash, user.certificate_name = password_hash, name
    user.country, user.organisation = answer.country, answer.organisation
    user.occupation, user.language = answer.occupation, invitation.language
    db.session.flush()
    return _welcome(user, invitation, answer, device)


def _account_for(invitation: Invitation) -> User:
    """A new account, or one under this address that nobody has confirmed."""
    user, moment = queries.user_with_email(invitation.email), clock.now()
    if user is not None and (user.email_confirmed_at or user.disabled_at):
        raise AlreadyHereError
    if user is None:
        user = User(id=new_id(), email=invitation.email, created_at=moment)
        db.session.add(user)
    user.email_confirmed_at = moment
    return user


def _welcome(user: User, invitation: Invitation, answer: Answer, device: Device) -> str:
    lead_on(invitation)
    if invitation.organisation_id is not None:
        propose_invited(user, invitation.organisation_id, by=invitation.invited_by)
    _give_roles(user.id, invitation)
    modules = list(invitation.module_slugs) if answer.joins_modules else []
    detail = {"invitation": invitation.id}
    audit.record("invitation.accepted", actor_id=user.id, subject=f"person:{user.id}", detail=detail)
    db.session.delete(invitation)
    db.session.flush()
    for handler in _accepted_handlers:
        handler(user.id, modules)
    return begin_sign_in(user.id, device)


def _is_over_closed(scope: Scope) -> bool:
    """An organisation that has closed since: no further role is given over it."""
    is_one = scope.kind is ScopeKind.ORGANISATION
    found = db.session.get(Organisation, scope.id) if is_one else None
    return found is not None and found.closed_at is not None


def _give_roles(user_id: str, invitation: Invitation) -> None:
    """Only what whoever invited may give at this moment: they may have lost a role since."""
    by = invitation.invited_by
    if by is None or not invitation.grants or queries.account(by).is_disabled:
        return
    held = queries.grants_of(by)
    for offered in map(offered_from, invitation.grants):
        if may_grant(held, offered.grant, within=offered.within) and not _is_over_closed(offered.grant.scope):
            grant_role(user_id, offered.grant, by=by)
