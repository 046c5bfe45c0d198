"""Leaving: asked for, waited out with a way back, and done by the worker."""

import logging
import time
from datetime import timedelta

from sqlalchemy import delete, or_, select

from lms.core import audit, clock
from lms.core.db import db, forget_deleted, reading
from lms.core.ids import digest_of, new_token
from lms.core.mail import OutboxMail
from lms.core.settings import settings
from lms.people import mails, passwords, queries
from lms.people.errors import LastAdministratorError, LinkClosedError, WrongPasswordError
from lms.people.models import ErasureRequest, User
from lms.people.rules import may_lose_administrator
from lms.people.rules.erasures import (
    LAST_MAIL,
    LAST_MAIL_KEPT,
    ErasureCause,
    WayOfAsking,
    is_erasure_due,
    is_warning_due,
)
from lms.people.services.data_exports import discard_files
from lms.people.services.erasing import erase_person

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
BATCH = 20


def ask_to_be_erased(user_id: str, password: str) -> ErasureRequest:
    """Begin the waiting time; asking again changes nothing.

    Raises WrongPasswordError, and LastAdministratorError where nobody else could let people in.
    """
    with reading():
        account = queries.account(user_id)
    if not passwords.compare(password, account.password_hash).is_right:
        raise WrongPasswordError
    user, found = _free_to_go(user_id)
    if found is not None:
        return found
    audit.record("erasure.asked", actor_id=user_id, subject=f"person:{user_id}")
    return begin_waiting(user, ErasureCause.ASKED, timedelta(days=settings().erasure_days))


def ask_for_erasure_of(user_id: str, way: WayOfAsking, *, by: str) -> ErasureRequest:
    """The same for somebody who asked for it in another way, because they cannot sign in.

    Who may do it is for the caller to ask. Raises LastAdministratorError.
    """
    user, found = _free_to_go(user_id)
    if found is not None:
        return found
    detail: dict[str, object] = {"way": way.value}
    audit.record("erasure.asked-for", actor_id=by, subject=f"person:{user_id}", detail=detail)
    return begin_waiting(user, ErasureCause.ASKED, timedelta(days=settings().erasure_days))


def _free_to_go(user_id: str) -> tuple[User, ErasureRequest | None]:
    """The account, and its wish where it waits already; one that waits for another cause waits no more."""
    user = queries.user_to_change(user_id)
    require_another_administrator(user_id)
    found = queries.erasure_of(user_id, lock=True)
    if found is None or found.cause is ErasureCause.ASKED:
        return user, found
    db.session.delete(found)
    db.session.flush()
    return user, None


def require_another_administrator(user_id: str) -> None:
    """Raise LastAdministratorError where this is the only one who can administer the installation."""
    administrators = queries.administrator_ids(lock=True)
    if user_id in administrators and not may_lose_administrator(
        administrator_ids=administrators, user_id=user_id
    ):
        raise LastAdministratorError


def begin_waiting(user: User, cause: ErasureCause, wait: timedelta) -> ErasureRequest:
    """An erasure that waits, with a mail that says so and has a link that takes it back."""
    token, moment = new_token(), clock.now()
    request = ErasureRequest(
        user_id=user.id,
        cause=cause,
        asked_at=moment,
        due_at=moment + wait,
        token_digest=digest_of(token),
    )
    db.session.add(request)
    _tell(user, request, token, kind="erasure-waits")
    db.session.flush()
    return request


def _tell(user: User, request: ErasureRequest, token: str, *, kind: str) -> None:
    mails.send(
        kind,
        to=user.email,
        language=user.language,
        day=request.due_at.date(),
        was_asked=request.cause is ErasureCause.ASKED,
        was_closed=user.disabled_at is not None,
        url=mails.url_of(f"/keep-account/{token}"),
    )


def keep_account(user_id: str) -> bool:
    """Take an erasure back; False where none was waiting."""
    request = queries.erasure_of(user_id, lock=True)
    if request is None:
        return False
    db.session.delete(request)
    # A sign of life: of an account that nobody has used the time is counted anew from here.
    queries.user_to_change(user_id).last_sign_in_at = clock.now()
    audit.record("erasure.taken-back", actor_id=user_id, subject=f"person:{user_id}")
    db.session.flush()
    return True


def keep_account_by_link(token: str) -> None:
    """The same with the link from a mail, without signing in. Raises LinkClosedError."""
    request = queries.erasure_by_link(token)
    if request is None or not keep_account(request.user_id):
        raise LinkClosedError


class DueErasures:
    """Job of the worker: warns a day before the end, erases at the end, forgets the last mail once sent."""

    def __init__(self) -> None:
        self._last = -EVERY_SECONDS

    def __call__(self) -> int:
        """Do what is due, at most once a minute, each account in transactions of its own; gives how many."""
        if time.monotonic() - self._last < EVERY_SECONDS:
            return 0
        self._last = time.monotonic()
        with reading():
            near = list(queries.erasures_near(clock.now(), BATCH))
        return sum(_settle(user_id) for user_id in near) + _forget_last_mails()


def _settle(user_id: str) -> int:
    user = queries.user_to_change(user_id)
    request = queries.erasure_of(user_id, lock=True)
    now = clock.now()
    if request is None:
        db.session.rollback()
        return 0
    if is_warning_due(due_at=request.due_at, warned_at=request.warned_at, now=now):
        _warn(user, request)
        return 1
    if is_erasure_due(due_at=request.due_at, warned_at=request.warned_at, now=now):
        return _erase(user)
    db.session.rollback()
    return 0


def _warn(user: User, request: ErasureRequest) -> None:
    token = new_token()  # only its digest is kept, so that the link of the first mail ends here
    request.warned_at, request.token_digest = clock.now(), digest_of(token)
    _tell(user, request, token, kind="erasure-comes")
    db.session.commit()


def _erase(user: User) -> int:
    user_id, email, language = user.id, user.email, user.language
    files = queries.export_files(user_id)
    try:
        erase_person(user_id)
    except LastAdministratorError:
        db.session.rollback()
        _put_off(user_id)
        return 0
    mails.send(LAST_MAIL, to=email, language=language)
    db.session.commit()
    discard_files(files)
    forget_deleted(db.engine)
    return 1


def _put_off(user_id: str) -> None:
    request = queries.erasure_of(user_id, lock=True)
    if request is not None:
        request.due_at = clock.now() + timedelta(days=1)
    db.session.commit()
    log.error("person %s is to be erased, but is the last administrator: name another one", user_id)


def _forget_last_mails() -> int:
    """The mail that says that it is done is the last place that has the address."""
    is_over = or_(
        OutboxMail.sent_at.is_not(None),
        OutboxMail.failed_at.is_not(None),
        OutboxMail.created_at < clock.now() - LAST_MAIL_KEPT,
    )
    condition = (OutboxMail.kind == LAST_MAIL) & is_over
    with reading():
        if db.session.scalar(select(OutboxMail.id).where(condition).limit(1)) is None:
            return 0
    count: int = db.session.execute(delete(OutboxMail).where(condition)).rowcount  # type: ignore[attr-defined]
    db.session.commit()
    forget_deleted(db.engine)
    return count
