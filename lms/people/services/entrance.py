"""Coming in with address and password."""

from dataclasses import dataclass

from lms.core import audit
from lms.core.db import reading
from lms.people import passwords, queries
from lms.people.models import User
from lms.people.queries import Account
from lms.people.rules import Device
from lms.people.services.registration import Sent, send_confirmation_again
from lms.people.services.sign_ins import begin_sign_in


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The password was right; the token goes into the cookie."""

    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotConfirmed:
    """The password was right, but the address has not been confirmed; a link may have been sent again."""

    email: str
    sent: Sent


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSignedIn:
    """Address and password do not belong together; which of them is wrong is not said."""

    user_id: str | None


def sign_in(email: str, password: str, device: Device) -> SignedIn | NotConfirmed | NotSignedIn:
    """Check a password and begin a sign-in; takes as long for an address that is not known."""
    with reading():
        account = queries.account_with_email(email)
    match = passwords.compare(password, account.password_hash if account else None)
    if account is None or not match.is_right or account.is_disabled:
        return NotSignedIn(user_id=account.id if account else None)
    user = _unchanged(account)
    if user is None:
        return NotSignedIn(user_id=account.id)
    if match.newer_hash:
        user.password_hash = match.newer_hash
    if user.email_confirmed_at is None:
        return NotConfirmed(email=user.email, sent=send_confirmation_again(user))
    return SignedIn(token=begin_sign_in(user.id, device))


def _unchanged(account: Account) -> User | None:
    """The account's row for writing, if nothing that was checked changed while the hash was computed."""
    user = queries.user_to_change(account.id)
    is_same = user.password_hash == account.password_hash and user.disabled_at is None
    return user if is_same else None


def record_refused_sign_in(user_id: str | None) -> None:
    """Keep that somebody failed to sign in; whoever was tried, if known, but not what was typed."""
    audit.record("sign-in.refused", actor_id=None, subject=f"person:{user_id or 'unknown'}")
