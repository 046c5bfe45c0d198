"""What is no longer needed of people is removed: a job of the worker."""

import time

from sqlalchemy import ColumnElement, delete, exists, or_, select

from lms.core import audit, clock
from lms.core.db import db, reading
from lms.people.models import Invitation, Look, OneTimeToken, PersonWord, SignIn, User
from lms.people.rules import LINKS_KEPT, LOOKS_KEPT, PARTICIPANT_LIMITS, SIGN_INS_KEPT, UNCONFIRMED_KEPT
from lms.people.rules.invitations import INVITATIONS_KEPT

PAUSE_SECONDS = 3600
BATCH = 500


class Sweep:
    """Looks once an hour, because nothing here is urgent and the look reads whole tables."""

    def __init__(self) -> None:
        self._next_look = 0.0

    def __call__(self) -> int:
        """Remove what is due; gives how many rows went."""
        if time.monotonic() < self._next_look:
            return 0
        count = _remove_links() + _remove_sign_ins() + _remove_looks()
        count += _remove_unconfirmed() + _remove_invitations()
        if count == 0:
            self._next_look = time.monotonic() + PAUSE_SECONDS
        return count


def _remove_links() -> int:
    is_due = OneTimeToken.expires_at < clock.now() - LINKS_KEPT
    with reading():
        due = db.session.scalars(select(OneTimeToken.token_digest).where(is_due).limit(BATCH)).all()
    return _delete(OneTimeToken, OneTimeToken.token_digest.in_(due)) if due else 0


def _remove_sign_ins() -> int:
    moment = clock.now()
    has_ended = SignIn.ended_at < moment - SIGN_INS_KEPT
    is_too_old = SignIn.created_at < moment - SIGN_INS_KEPT - PARTICIPANT_LIMITS.absolute
    with reading():
        due = db.session.scalars(select(SignIn.id).where(or_(has_ended, is_too_old)).limit(BATCH)).all()
    return _delete(SignIn, SignIn.id.in_(due)) if due else 0


def _remove_looks() -> int:
    is_due = Look.looked_at < clock.now() - LOOKS_KEPT
    with reading():
        due = db.session.scalars(select(Look.id).where(is_due).limit(BATCH)).all()
    return _delete(Look, Look.id.in_(due)) if due else 0


def _remove_invitations() -> int:
    is_due = Invitation.expires_at < clock.now() - INVITATIONS_KEPT
    with reading():
        due = db.session.scalars(select(Invitation.id).where(is_due).limit(BATCH)).all()
    return _delete(Invitation, Invitation.id.in_(due)) if due else 0


def _delete(
    model: type[Invitation] | type[Look] | type[OneTimeToken] | type[SignIn], condition: ColumnElement[bool]
) -> int:
    count: int = db.session.execute(delete(model).where(condition)).rowcount  # type: ignore[attr-defined]
    db.session.commit()
    return count


def _remove_unconfirmed() -> int:
    with reading():
        due = db.session.scalars(select(User.id).where(_is_forgotten()).limit(BATCH)).all()
    return sum(_remove_account(user_id) for user_id in due)


def _is_forgotten() -> ColumnElement[bool]:
    """Made by typing an address that nobody ever confirmed; no link to it is open."""
    moment = clock.now()
    has_open_link = exists().where(
        OneTimeToken.user_id == User.id, OneTimeToken.used_at.is_(None), OneTimeToken.expires_at > moment
    )
    return (
        User.email_confirmed_at.is_(None)
        & User.disabled_at.is_(None)
        & (User.created_at < moment - UNCONFIRMED_KEPT)
        & ~has_open_link
    )


def _remove_account(user_id: str) -> int:
    # Asked once more, in the transaction that removes: the link may have been used since.
    is_due = db.session.scalar(select(User.id).where(User.id == user_id, _is_forgotten()).with_for_update())
    if is_due is not None:
        db.session.execute(delete(OneTimeToken).where(OneTimeToken.user_id == user_id))
        db.session.execute(delete(PersonWord).where(PersonWord.user_id == user_id))
        db.session.execute(delete(User).where(User.id == user_id))
        audit.record("person.never-confirmed", actor_id=None, subject=f"person:{user_id}")
    db.session.commit()
    return int(is_due is not None)
