"""What is no longer needed is removed: a job of the worker, with a report of what would go."""

import logging
import time
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, delete, exists, or_, select

from lms.core import audit, clock
from lms.core.audit import AuditEntry
from lms.core.db import db, reading
from lms.core.extension import campus
from lms.core.mail import OutboxMail
from lms.core.retention import Category, clear, declare
from lms.people import queries
from lms.people.models import (
    ErasureRequest,
    Invitation,
    Look,
    OneTimeToken,
    PersonWord,
    RetentionRun,
    RoleGrant,
    SignIn,
    User,
)
from lms.people.rules import LINKS_KEPT, LOOKS_KEPT, PARTICIPANT_LIMITS, SIGN_INS_KEPT, UNCONFIRMED_KEPT
from lms.people.rules.erasures import ErasureCause
from lms.people.rules.invitations import INVITATIONS_KEPT
from lms.people.services.erasure_requests import begin_waiting

log = logging.getLogger(__name__)

PAUSE_SECONDS = 3600
INACTIVE_WAIT = timedelta(days=60)
"""Between the first mail to somebody who has not signed in for long, and the end."""


class Sweep:
    """Looks once an hour, because nothing here is urgent. A look that was cut short is made again."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> int:
        """Remove what is due, and write down how much; gives how many rows went."""
        if time.monotonic() < self._next_look:
            return 0
        began, counts = clock.now(), {}
        for category in campus().retention:
            count = clear(category)
            if count:
                counts[category.name] = count
        _note(began, counts)
        if not counts:
            self._next_look = time.monotonic() + PAUSE_SECONDS
        return sum(counts.values())


def _note(began: datetime, counts: dict[str, int]) -> None:
    """The day's row: what went, and that somebody looked."""
    with reading():
        is_noted = db.session.get(RetentionRun, began.date()) is not None
    if is_noted and not counts:
        return
    run = db.session.get(RetentionRun, began.date(), with_for_update=True)
    if run is None:
        run = RetentionRun(ran_on=began.date(), started_at=began, counts={})
        db.session.add(run)
    run.counts = {name: run.counts.get(name, 0) + counts.get(name, 0) for name in {*run.counts, *counts}}
    run.finished_at = clock.now()
    db.session.commit()


def _is_over(before: datetime) -> ColumnElement[bool]:
    too_old = SignIn.created_at < before - PARTICIPANT_LIMITS.absolute
    return or_(SignIn.ended_at < before, too_old)


def _is_forgotten(before: datetime) -> ColumnElement[bool]:
    """Made by typing an address that nobody ever confirmed; no link to it is open."""
    has_open_link = exists().where(
        OneTimeToken.user_id == User.id,
        OneTimeToken.used_at.is_(None),
        OneTimeToken.expires_at > clock.now(),
    )
    return (
        User.email_confirmed_at.is_(None)
        & User.disabled_at.is_(None)
        & (User.created_at < before)
        & ~has_open_link
    )


def _remove_account(user_id: str) -> int:
    # Asked once more, in the transaction that removes: the link may have been used since.
    before = clock.now() - UNCONFIRMED_KEPT
    condition = _is_forgotten(before)
    is_due = db.session.scalar(select(User.id).where(User.id == user_id, condition).with_for_update())
    if is_due is not None:
        db.session.execute(delete(OneTimeToken).where(OneTimeToken.user_id == user_id))
        db.session.execute(delete(PersonWord).where(PersonWord.user_id == user_id))
        address = select(User.email).where(User.id == user_id).scalar_subquery()
        db.session.execute(delete(OutboxMail).where(OutboxMail.recipient == address))
        db.session.execute(delete(User).where(User.id == user_id))
        audit.record("person.never-confirmed", actor_id=None, subject=f"person:{user_id}")
    db.session.commit()
    return int(is_due is not None)


def _is_inactive(before: datetime) -> ColumnElement[bool]:
    """Somebody without a role who has not signed in since, and whom nothing waits for yet."""
    return (
        (User.last_sign_in_at < before)
        & User.disabled_at.is_(None)
        & ~exists().where(RoleGrant.user_id == User.id)
        & ~exists().where(ErasureRequest.user_id == User.id)
    )


def _begin_to_leave(user_id: str) -> int:
    user = queries.user_to_change(user_id)
    if queries.erasure_of(user_id, lock=True) is None:
        begin_waiting(user, ErasureCause.INACTIVE, INACTIVE_WAIT)
        audit.record("erasure.inactive", actor_id=None, subject=f"person:{user_id}")
    db.session.commit()
    return 1


CATEGORIES = declare(
    Category(
        name="links",
        title=_("Links in mails that have ended"),
        why=_("To look into complaints about a link that did not work."),
        days=LINKS_KEPT.days,
        lowest=1,
        key=OneTimeToken.token_digest,
        since=OneTimeToken.expires_at,
        is_due=lambda before: OneTimeToken.expires_at < before,
    ),
    Category(
        name="sign-ins",
        title=_("Sign-ins that have ended"),
        why=_("So that people can see who used their account lately."),
        days=SIGN_INS_KEPT.days,
        lowest=1,
        key=SignIn.id,
        since=SignIn.created_at,
        is_due=_is_over,
    ),
    Category(
        name="looks",
        title=_("Who looked at whose data"),
        why=_("So that people can see it for a year."),
        days=LOOKS_KEPT.days,
        lowest=30,
        key=Look.id,
        since=Look.looked_at,
        is_due=lambda before: Look.looked_at < before,
    ),
    Category(
        name="invitations",
        title=_("Invitations that nobody accepted"),
        why=_("So that they can be sent again; then a stranger’s address has no business here."),
        days=INVITATIONS_KEPT.days,
        lowest=1,
        key=Invitation.id,
        since=Invitation.expires_at,
        is_due=lambda before: Invitation.expires_at < before,
    ),
    Category(
        name="unconfirmed-accounts",
        title=_("Accounts whose address nobody confirmed"),
        why=_("It may be a stranger’s address."),
        days=UNCONFIRMED_KEPT.days,
        lowest=UNCONFIRMED_KEPT.days,
        key=User.id,
        since=User.created_at,
        is_due=_is_forgotten,
        act=_remove_account,
    ),
    Category(
        name="mails",
        title=_("Mails that were sent or given up"),
        why=_("To answer whether somebody was told. Their texts go as soon as they are sent."),
        days=180,
        lowest=7,
        key=OutboxMail.id,
        since=OutboxMail.created_at,
        is_due=lambda before: (
            (OutboxMail.created_at < before)
            & or_(OutboxMail.sent_at.is_not(None), OutboxMail.failed_at.is_not(None))
        ),
    ),
    Category(
        name="log",
        title=_("The log of what was done"),
        why=_("To look into what went wrong, and to answer for decisions about people."),
        days=400,
        lowest=180,
        key=AuditEntry.id,
        since=AuditEntry.happened_at,
        is_due=lambda before: AuditEntry.happened_at < before,
    ),
    Category(
        name="inactive-accounts",
        title=_("Accounts that nobody has signed in to"),
        why=_("Nobody needs the data any more. A mail comes 60 days before the end, another a day before."),
        days=1095,
        lowest=365,
        key=User.id,
        since=User.last_sign_in_at,
        is_due=_is_inactive,
        act=_begin_to_leave,
    ),
)
