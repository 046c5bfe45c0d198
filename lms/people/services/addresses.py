"""Moving an account to another e-mail address, once its owner can be reached there."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lms.core import audit, clock
from lms.core.db import db, reading
from lms.core.ids import digest_of, new_token
from lms.core.mail import OutboxMail
from lms.core.scopes import Reach
from lms.people import mails, passwords, queries
from lms.people.emails import normalised_email
from lms.people.errors import EmailTakenError, LinkClosedError, WrongPasswordError
from lms.people.models import User
from lms.people.queries.people import has_account_within
from lms.people.rules import Purpose
from lms.people.services.links import issue_link, use_link, void_all_links, void_links
from lms.people.services.registration import Sent
from lms.people.services.sign_ins import end_sign_ins, hold_sign_ins


def ask_for_new_email(user_id: str, password: str, email: str) -> Sent:
    """Mail a link to the new address; nothing changes before it is used. Raises WrongPasswordError.

    Where the address has an account already, its owner is told, and the person who asks is not.
    """
    with reading():
        account = queries.account(user_id)
    if not passwords.compare(password, account.password_hash).is_right:
        raise WrongPasswordError
    address = normalised_email(email)
    if address is None:
        raise ValueError("the form lets through addresses only")
    void_links(Purpose.CHANGE_EMAIL, user_id=user_id)
    audit.record("person.new-email-asked", actor_id=user_id, subject=f"person:{user_id}")
    if queries.user_with_email(address) is not None:
        return Sent(mail_id=None, link_digest=digest_of(new_token()))
    token = issue_link(Purpose.CHANGE_EMAIL, user_id=user_id, email=address)
    url = mails.url_of(f"/account/email/{token}")
    language = queries.user(user_id).language
    message = mails.send("change-email", to=address, language=language, person_id=user_id, url=url)
    db.session.flush()
    return Sent(mail_id=message.id, link_digest=digest_of(token))


def confirm_new_email(token: str, *, user_id: str, sign_in_id: str) -> str:
    """Move the account to the address the link was mailed to; gives that address.

    Only its owner can, signed in: a link that went to a mistyped address must not hand the account to
    a stranger. Other sign-ins end, and the old address is told. Raises LinkClosedError, EmailTakenError.
    """
    hold_sign_ins(user_id)
    link = use_link(token, Purpose.CHANGE_EMAIL)
    if link.user_id != user_id or link.email is None:
        raise LinkClosedError
    return _move(queries.user_to_change(user_id), link.email, but=sign_in_id)


def ask_to_move(user_id: str, email: str, *, by: str, reach: Reach) -> Sent:
    """For somebody who has lost the old address: mail a link to the new one, and tell the old one.

    Nothing changes before the link is used. Raises EmailTakenError for the address of an account within
    reach; one outside is not given away: there the link is refused when it is used.
    """
    address = normalised_email(email)
    if address is None:
        raise ValueError("the form lets through addresses only")
    if has_account_within(address, reach):
        raise EmailTakenError
    user = queries.user_to_change(user_id)
    void_links(Purpose.MOVE_EMAIL, user_id=user_id)
    token = issue_link(Purpose.MOVE_EMAIL, user_id=user_id, email=address)
    url = mails.url_of(f"/account/moving/{token}")
    message = mails.send("move-email", to=address, language=user.language, person_id=user_id, url=url)
    mails.send("email-moving", to=user.email, language=user.language)
    audit.record("person.move-asked", actor_id=by, subject=f"person:{user_id}")
    db.session.flush()
    return Sent(mail_id=message.id, link_digest=digest_of(token))


def confirm_move(token: str) -> str:
    """Whoever reads the new address moves the account there; gives that address. Nobody is signed in by it.

    Raises LinkClosedError and EmailTakenError.
    """
    link = use_link(token, Purpose.MOVE_EMAIL)
    if link.user_id is None or link.email is None:
        raise LinkClosedError
    hold_sign_ins(link.user_id)
    user = queries.user_to_change(link.user_id)
    if user.disabled_at is not None:
        raise LinkClosedError
    return _move(user, link.email)


def _move(user: User, address: str, *, but: str | None = None) -> str:
    old, user.email = user.email, address
    user.email_confirmed_at = clock.now()
    try:
        db.session.flush()
    except IntegrityError:
        raise EmailTakenError from None
    _keep_hold_of_mail(old, user.id)
    void_all_links(user.id)
    end_sign_ins(user.id, but=but)
    audit.record("person.email-changed", actor_id=user.id, subject=f"person:{user.id}")
    mails.send("email-changed", to=old, language=user.language, person_id=user.id)
    db.session.flush()
    return user.email


def _keep_hold_of_mail(address: str, user_id: str) -> None:
    """Mail that went to the old address is theirs still, when they take their data away or are erased."""
    went = update(OutboxMail).where(OutboxMail.recipient == address)
    db.session.execute(went.values(person_id=user_id))
