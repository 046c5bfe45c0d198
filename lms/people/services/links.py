"""Links that work once: made, used, made void."""

from sqlalchemy import update

from lms.core import clock
from lms.core.db import db
from lms.core.ids import digest_of, new_token
from lms.people import queries
from lms.people.errors import LinkClosedError
from lms.people.models import OneTimeToken
from lms.people.rules import LINK_LIFETIMES, Purpose


def issue_link(purpose: Purpose, *, user_id: str | None = None, email: str | None = None) -> str:
    """A new secret for a link; only its digest is kept."""
    token, moment = new_token(), clock.now()
    db.session.add(
        OneTimeToken(
            token_digest=digest_of(token),
            purpose=purpose,
            user_id=user_id,
            email=email,
            created_at=moment,
            expires_at=moment + LINK_LIFETIMES[purpose],
        )
    )
    db.session.flush()
    return token


def use_link(token: str, purpose: Purpose) -> OneTimeToken:
    """Use a link up; of two requests at the same moment one gets LinkClosedError."""
    link = queries.open_link(token, purpose, lock=True)
    if link is None:
        raise LinkClosedError
    link.used_at = clock.now()
    db.session.flush()
    return link


def void_links(purpose: Purpose, *, user_id: str | None) -> None:
    """Close the links of this purpose that are still open."""
    db.session.execute(
        update(OneTimeToken)
        .where(
            OneTimeToken.purpose == purpose,
            OneTimeToken.user_id.is_(None) if user_id is None else OneTimeToken.user_id == user_id,
            OneTimeToken.used_at.is_(None),
        )
        .values(used_at=clock.now())
    )


def void_all_links(user_id: str) -> None:
    """Close every open link of a person, because what they rest on has changed."""
    for purpose in Purpose:
        void_links(purpose, user_id=user_id)
