"""Making an account and confirming its address, without telling strangers who has one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.core import audit, clock
from lms.core.db import db, reading
from lms.core.ids import digest_of, new_id, new_token
from lms.people import mails, passwords, queries
from lms.people.emails import normalised_email
from lms.people.errors import LinkClosedError, WrongPasswordError
from lms.people.models import OneTimeToken, User
from lms.people.rules import CONFIRMATION_PAUSE, Device, Purpose
from lms.people.services.links import issue_link, use_link, void_links
from lms.people.services.names import require_name
from lms.people.services.sign_ins import begin_sign_in
from lms.people.services.strength import require_strong


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of a request for a mail. Pages show the same whatever stands here."""

    mail_id: str | None
    """The mail in the outbox; None where none was sent."""
    link_digest: str
    """Digest of the link's secret. Where no link was made: a random one that fits nothing."""


def register(
    email: str,
    password: str,
    *,
    language: str,
    certificate_name: str | None = None,
    notice_version: str | None = None,
) -> Sent:
    """Make an account whose address waits for confirmation.

    For an address that has an account already, its owner gets a mail that says so, and nothing else
    happens. An account that was never confirmed takes the newest password, and older links end: the
    address was not proven to be anybody's. Which privacy notice was shown is noted in the log.
    """
    require_strong(password, email, certificate_name)
    name = require_name(certificate_name) if certificate_name else None
    password_hash = passwords.hash_of(password)
    address = normalised_email(email)
    if address is None:
        raise ValueError("the form lets through addresses only")
    user = queries.user_with_email(address) or _new_user(address)
    if user.email_confirmed_at or user.disabled_at:
        return _tell_owner(user)
    user.password_hash, user.certificate_name, user.language = password_hash, name, language
    detail: dict[str, object] = {"privacy_notice": notice_version} if notice_version else {}
    audit.record("person.registered", actor_id=None, subject=f"person:{user.id}", detail=detail)
    return _send_confirmation(user)


def _new_user(address: str) -> User:
    user = User(id=new_id(), email=address, created_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:
        # Somebody sent the same form twice at the same moment; the other request made the account.
        return db.session.scalars(select(User).where(User.email == address)).one()
    return user


def _tell_owner(user: User) -> Sent:
    mail_id = None
    if user.disabled_at is None:
        values = {"sign_in_url": mails.url_of("/sign-in"), "reset_url": mails.url_of("/forgotten-password")}
        mail_id = mails.send("already-registered", to=user.email, language=user.language, **values).id
    audit.record("person.registered-again", actor_id=None, subject=f"person:{user.id}")
    return Sent(mail_id=mail_id, link_digest=digest_of(new_token()))


def _send_confirmation(user: User) -> Sent:
    void_links(Purpose.CONFIRM_EMAIL, user_id=user.id)
    token = issue_link(Purpose.CONFIRM_EMAIL, user_id=user.id)
    url = mails.url_of(f"/confirm/{token}")
    message = mails.send("confirm-email", to=user.email, language=user.language, url=url)
    db.session.flush()
    return Sent(mail_id=message.id, link_digest=digest_of(token))


def send_confirmation_again(user: User) -> Sent:
    """For somebody who knows the password but never confirmed: a new link, unless one is quite new."""
    latest = db.session.scalar(
        select(OneTimeToken)
        .where(
            OneTimeToken.purpose == Purpose.CONFIRM_EMAIL,
            OneTimeToken.user_id == user.id,
            OneTimeToken.used_at.is_(None),
        )
        .order_by(OneTimeToken.created_at.desc())
        .limit(1)
    )
    if latest is not None and clock.now() - latest.created_at < CONFIRMATION_PAUSE:
        return Sent(mail_id=None, link_digest=latest.token_digest)
    return _send_confirmation(user)


def confirm_email(token: str, *, password: str | None, device: Device) -> str:
    """Confirm an address with the link that was mailed to it, and sign in; gives the token for the cookie.

    `password` is None in the browser where the account was made. Any other must give it: whoever opens
    the mail might not be the one who chose the password, and would confirm an account that a stranger
    can sign in to. Raises LinkClosedError and WrongPasswordError.
    """
    with reading():
        link = queries.open_link(token, Purpose.CONFIRM_EMAIL)
        account = queries.account(link.user_id) if link and link.user_id else None
    if account is None:
        raise LinkClosedError
    if password is not None and not passwords.compare(password, account.password_hash).is_right:
        raise WrongPasswordError
    use_link(token, Purpose.CONFIRM_EMAIL)
    user = queries.user_to_change(account.id)
    if user.disabled_at is not None:
        raise LinkClosedError
    user.email_confirmed_at = clock.now()
    audit.record("person.email-confirmed", actor_id=user.id, subject=f"person:{user.id}")
    return begin_sign_in(user.id, device)
