"""Changing a password, and setting a new one with a mailed link."""

from lms.core import audit, clock
from lms.core.db import db, reading
from lms.core.ids import digest_of, new_token
from lms.people import mails, passwords, queries
from lms.people.emails import normalised_email
from lms.people.errors import LinkClosedError, WrongPasswordError
from lms.people.models import User
from lms.people.queries.merging import stays_at
from lms.people.rules import Device, Purpose
from lms.people.services.links import issue_link, use_link, void_all_links
from lms.people.services.registration import Sent
from lms.people.services.sign_ins import begin_sign_in, end_sign_ins, hold_sign_ins
from lms.people.services.strength import require_strong


def send_reset_link(email: str) -> Sent:
    """Mail a link to set a new password, where the address has an account.

    Where it has none, the same work is done but for the mail: an answer that came sooner would tell.
    """
    user = queries.user_with_email(email)
    if user is None or user.disabled_at is not None:
        _tell_where_it_went(email)
        mails.text_of("reset-password", "en", url=mails.url_of(f"/reset-password/{new_token()}"))
        audit.record("person.reset-asked", actor_id=None, subject="person:unknown")
        return Sent(mail_id=None, link_digest=digest_of(new_token()))
    return _send_reset_link(user, by=None)


def _tell_where_it_went(email: str) -> None:
    """The address was that of an account which was joined with another one: say which to sign in with."""
    address = normalised_email(email)
    stays = stays_at(address) if address is not None else None
    if address is not None and stays is not None and stays.disabled_at is None:
        url = mails.url_of("/sign-in")
        mails.send(
            "accounts-joined-reminder",
            to=address,
            language=stays.language,
            person_id=stays.id,
            kept=stays.email,
            url=url,
        )


def send_reset_link_for(user_id: str, *, by: str) -> Sent:
    """The same for somebody who needs help; the link confirms the address as well."""
    return _send_reset_link(queries.user_to_change(user_id), by=by)


def _send_reset_link(user: User, *, by: str | None) -> Sent:
    token = issue_link(Purpose.RESET_PASSWORD, user_id=user.id)
    url = mails.url_of(f"/reset-password/{token}")
    message = mails.send("reset-password", to=user.email, language=user.language, url=url)
    audit.record("person.reset-asked", actor_id=by, subject=f"person:{user.id}")
    db.session.flush()
    return Sent(mail_id=message.id, link_digest=digest_of(token))


def reset_password(token: str, password: str, device: Device) -> str:
    """Set a new password with a mailed link, and sign in; gives the token for the cookie.

    All other sign-ins end. The link came by mail, so the address counts as confirmed.
    Raises LinkClosedError and WeakPasswordError.
    """
    with reading():
        link = queries.open_link(token, Purpose.RESET_PASSWORD)
        account = queries.account(link.user_id) if link and link.user_id else None
    if account is None:
        raise LinkClosedError
    require_strong(password, account.email, account.name)
    password_hash = passwords.hash_of(password)
    hold_sign_ins(account.id)
    use_link(token, Purpose.RESET_PASSWORD)
    user = queries.user_to_change(account.id)
    if user.disabled_at is not None:
        raise LinkClosedError
    user.email_confirmed_at = user.email_confirmed_at or clock.now()
    return _replace(user, password_hash, device)


def change_password(user_id: str, current: str, new: str, device: Device) -> str:
    """Change one's password; gives the token of the sign-in that goes on, all others end.

    Raises WrongPasswordError and WeakPasswordError.
    """
    with reading():
        account = queries.account(user_id)
    if not passwords.compare(current, account.password_hash).is_right:
        raise WrongPasswordError
    require_strong(new, account.email, account.name)
    password_hash = passwords.hash_of(new)
    hold_sign_ins(user_id)
    user = queries.user_to_change(user_id)
    if user.password_hash != account.password_hash:
        raise WrongPasswordError
    return _replace(user, password_hash, device)


def _replace(user: User, password_hash: str, device: Device) -> str:
    user.password_hash = password_hash
    void_all_links(user.id)
    end_sign_ins(user.id)
    audit.record("person.password-changed", actor_id=user.id, subject=f"person:{user.id}")
    url = mails.url_of("/forgotten-password")
    mails.send("password-changed", to=user.email, language=user.language, url=url)
    return begin_sign_in(user.id, device)
