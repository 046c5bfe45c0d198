"""How a new installation gets its first administrator: by a link that only its operator sees."""

from sqlalchemy.exc import IntegrityError

from lms.core import audit, clock
from lms.core.access import Grant, Role
from lms.core.db import db, reading
from lms.core.ids import new_id
from lms.people import mails, passwords, queries
from lms.people.emails import normalised_email
from lms.people.errors import EmailTakenError, LinkClosedError
from lms.people.models import User
from lms.people.rules import Device, Purpose
from lms.people.services.links import issue_link, use_link, void_links
from lms.people.services.names import require_name
from lms.people.services.roles import grant_role
from lms.people.services.sign_ins import begin_sign_in
from lms.people.services.strength import require_strong


def first_administrator_link() -> str | None:
    """A new link to the page for the first administrator; earlier links end. None once there is one."""
    try:
        with db.session.begin_nested():
            return _replace_link()
    except IntegrityError:
        # Another process made one at the same moment; it is committed now, so that this one takes its place.
        return _replace_link()


def _replace_link() -> str | None:
    # The order matters on PostgreSQL: closing the earlier links waits for a request that is using one, so
    # that the look for administrators, which comes after it, sees what that request did.
    void_links(Purpose.FIRST_ADMINISTRATOR, user_id=None)
    if queries.administrator_ids():
        return None
    token = issue_link(Purpose.FIRST_ADMINISTRATOR)
    return mails.url_of(f"/first-administrator/{token}")


def may_create_first_administrator(token: str) -> bool:
    """The link is open, and nobody administers the installation yet."""
    return (
        queries.open_link(token, Purpose.FIRST_ADMINISTRATOR) is not None and not queries.administrator_ids()
    )


def create_first_administrator(
    token: str, *, email: str, password: str, certificate_name: str, language: str, device: Device
) -> str:
    """Make the account that the link stands for, and sign in; gives the token for the cookie.

    Raises LinkClosedError, WeakPasswordError, InvalidNameError and EmailTakenError.
    """
    with reading():
        is_open = may_create_first_administrator(token)
    if not is_open:
        raise LinkClosedError
    require_strong(password, email, certificate_name)
    name = require_name(certificate_name)
    password_hash = passwords.hash_of(password)
    use_link(token, Purpose.FIRST_ADMINISTRATOR)
    if queries.administrator_ids():
        raise LinkClosedError
    user = _new_administrator(email, password_hash, name, language)
    grant_role(user.id, Grant(Role.ADMINISTRATOR), by=user.id)
    return begin_sign_in(user.id, device)


def _new_administrator(email: str, password_hash: str, name: str, language: str) -> User:
    address = normalised_email(email)
    if address is None:
        raise ValueError("the form lets through addresses only")
    if queries.user_with_email(address) is not None:
        raise EmailTakenError
    moment = clock.now()
    user = User(
        id=new_id(),
        email=address,
        email_confirmed_at=moment,
        password_hash=password_hash,
        certificate_name=name,
        language=language,
        created_at=moment,
    )
    db.session.add(user)
    db.session.flush()
    audit.record("person.first-administrator", actor_id=user.id, subject=f"person:{user.id}")
    return user
