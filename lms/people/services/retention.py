"""What is kept of people, for how long and why: one declaration for each kind of row."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, exists, or_, select

from lms.core import audit, clock
from lms.core.audit import AuditEntry
from lms.core.db import db
from lms.core.mail import OutboxMail
from lms.core.retention import Category, declare
from lms.people import queries
from lms.people.models import (
    ErasureRequest,
    Invitation,
    Look,
    OneTimeToken,
    RoleGrant,
    SignIn,
    User,
)
from lms.people.privacy import ERASED_DOMAIN
from lms.people.rules import PARTICIPANT_LIMITS, UNCONFIRMED_KEPT
from lms.people.rules.erasures import ErasureCause
from lms.people.rules.retention import INACTIVE_WAIT, KEPT, LEAST
from lms.people.services.data_exports import discard_files
from lms.people.services.erasing import remove_unused
from lms.people.services.erasure_requests import begin_waiting
from lms.people.services.inviting import forget_invitation


def _is_over(before: datetime) -> ColumnElement[bool]:
    too_old = SignIn.created_at < before - PARTICIPANT_LIMITS.absolute
    return or_(SignIn.ended_at < before, too_old)


def _is_forgotten(before: datetime) -> ColumnElement[bool]:
    """Made by typing an address that nobody ever confirmed; no link to it, nor an invitation, is open."""
    has_open_link = exists().where(
        OneTimeToken.user_id == User.id,
        OneTimeToken.used_at.is_(None),
        OneTimeToken.expires_at > clock.now(),
    )
    is_invited = exists().where(Invitation.email == User.email, Invitation.expires_at > clock.now())
    return (
        User.email_confirmed_at.is_(None)
        & User.disabled_at.is_(None)
        & (User.created_at < before)
        & ~has_open_link
        & ~is_invited
    )


def _remove_account(user_id: str) -> int:
    # Asked once more, in the transaction that removes: the link may have been used since.
    before = clock.now() - UNCONFIRMED_KEPT
    condition = _is_forgotten(before)
    is_due = db.session.scalar(select(User.id).where(User.id == user_id, condition).with_for_update())
    if is_due is None:
        db.session.rollback()
        return 0
    files = queries.export_files(user_id)
    remove_unused(user_id)
    audit.record("person.never-confirmed", actor_id=None, subject=f"person:{user_id}")
    db.session.commit()
    discard_files(files)
    return 1


def _remove_invitation(invitation_id: str) -> int:
    is_gone = forget_invitation(invitation_id)
    db.session.commit()
    return int(is_gone)


def _is_inactive(before: datetime) -> ColumnElement[bool]:
    """Somebody without a role who has not signed in since, and whom nothing waits for yet."""
    return (
        (User.last_sign_in_at < before)
        & User.disabled_at.is_(None)
        & ~exists().where(RoleGrant.user_id == User.id)
        & ~exists().where(ErasureRequest.user_id == User.id)
    )


def _is_long_closed(before: datetime) -> ColumnElement[bool]:
    """Closed since, whatever its roles; nobody has asked to keep it, and nothing waits for it yet."""
    return (
        (User.disabled_at < before)
        & or_(User.last_sign_in_at.is_(None), User.last_sign_in_at < before)
        & ~User.email.endswith(f"@{ERASED_DOMAIN}")
        & ~exists().where(ErasureRequest.user_id == User.id)
    )


def _leave_inactive(user_id: str) -> int:
    is_begun = _begin_to_leave(user_id, ErasureCause.INACTIVE)
    if is_begun:
        audit.record("erasure.inactive", actor_id=None, subject=f"person:{user_id}")
    db.session.commit()
    return int(is_begun)


def _leave_closed(user_id: str) -> int:
    is_begun = _begin_to_leave(user_id, ErasureCause.CLOSED)
    if is_begun:
        audit.record("erasure.closed", actor_id=None, subject=f"person:{user_id}")
    db.session.commit()
    return int(is_begun)


def _begin_to_leave(user_id: str, cause: ErasureCause) -> bool:
    user = queries.user_to_change(user_id)
    # Asked again under the lock: the account may have been opened or closed since.
    is_closed = user.disabled_at is not None
    if queries.erasure_of(user_id, lock=True) is not None or is_closed is not (cause is ErasureCause.CLOSED):
        return False
    begin_waiting(user, cause, INACTIVE_WAIT)
    return True


def _kept(name: str, **how: Any) -> Category:
    return Category(name=name, days=KEPT[name].days, lowest=LEAST[name].days, **how)


CATEGORIES = declare(
    _kept(
        "links",
        title=_("Links in mails that have ended"),
        why=_("To look into complaints about a link that did not work."),
        key=OneTimeToken.token_digest,
        since=OneTimeToken.expires_at,
        is_due=lambda before: OneTimeToken.expires_at < before,
    ),
    _kept(
        "sign-ins",
        title=_("Sign-ins that have ended"),
        why=_("So that people can see who used their account lately."),
        key=SignIn.id,
        since=SignIn.created_at,
        is_due=_is_over,
    ),
    _kept(
        "looks",
        title=_("Who looked at whose data"),
        why=_("So that people can see it for a year."),
        key=Look.id,
        since=Look.looked_at,
        is_due=lambda before: Look.looked_at < before,
    ),
    _kept(
        "invitations",
        title=_("Invitations that nobody accepted, and their mails"),
        why=_("So that they can be sent again; then a stranger’s address has no business here."),
        key=Invitation.id,
        since=Invitation.expires_at,
        is_due=lambda before: Invitation.expires_at < before,
        act=_remove_invitation,
    ),
    _kept(
        "unconfirmed-accounts",
        title=_("Accounts whose address nobody confirmed"),
        why=_("It may be a stranger’s address."),
        key=User.id,
        since=User.created_at,
        is_due=_is_forgotten,
        act=_remove_account,
    ),
    _kept(
        "mails",
        title=_("Mails that were sent or given up"),
        why=_("To answer whether somebody was told. Their texts go as soon as they are sent."),
        key=OutboxMail.id,
        since=OutboxMail.created_at,
        is_due=lambda before: (
            (OutboxMail.created_at < before)
            & or_(OutboxMail.sent_at.is_not(None), OutboxMail.failed_at.is_not(None))
        ),
    ),
    _kept(
        "log",
        title=_("The log of what was done"),
        why=_("To look into what went wrong, and to answer for decisions about people."),
        key=AuditEntry.id,
        since=AuditEntry.happened_at,
        is_due=lambda before: AuditEntry.happened_at < before,
    ),
    _kept(
        "inactive-accounts",
        title=_("Accounts that nobody has signed in to"),
        why=_("Nobody needs the data any more. A mail comes 60 days before the end, another a day before."),
        key=User.id,
        since=User.last_sign_in_at,
        is_due=_is_inactive,
        act=_leave_inactive,
    ),
    _kept(
        "closed-accounts",
        title=_("Accounts that were closed"),
        why=_("Their people cannot erase them. A mail comes 60 days before the end, another a day before."),
        key=User.id,
        since=User.disabled_at,
        is_due=_is_long_closed,
        act=_leave_closed,
    ),
)
