"""Showing credentials to others by a link, and ending that."""

from collections.abc import Collection

from lms.core import audit, clock
from lms.core.db import db
from lms.core.errors import NotFoundError, RefusedError
from lms.core.ids import digest_of, new_id, new_token
from lms.credentials import queries
from lms.credentials.models import SharedCredential, ShareLink
from lms.credentials.queries import sharing

MOST_LINKS = 50
"""Open at a time: more would be a mistake, or somebody else's script."""


class TooManyLinksError(RefusedError):
    """Some have to be ended first."""


def share(user_id: str, credential_ids: Collection[str], label: str) -> str:
    """Make a link that shows these credentials; gives its secret, which is not kept.

    Raises NotFoundError for what the person does not hold, TooManyLinksError.
    """
    own = {held.credential.id for held in queries.held_by(user_id)}
    if not credential_ids or not set(credential_ids) <= own:
        raise NotFoundError
    if sum(one.link.ended_at is None for one in sharing.links_of(user_id)) >= MOST_LINKS:
        raise TooManyLinksError
    token = new_token()
    link = ShareLink(
        id=new_id(),
        holder_id=user_id,
        token_digest=digest_of(token),
        label=label,
        created_at=clock.now(),
    )
    db.session.add(link)
    db.session.flush()
    db.session.add_all(SharedCredential(link_id=link.id, credential_id=one) for one in set(credential_ids))
    audit.record("share-link.made", actor_id=user_id, subject=f"share-link:{link.id}")
    db.session.flush()
    return token


def end_link(user_id: str, link_id: str) -> None:
    """From now on the link shows nothing; a second time changes nothing. Raises NotFoundError."""
    link = sharing.link_to_change(user_id, link_id)
    if link is None:
        raise NotFoundError
    if link.ended_at is None:
        link.ended_at = clock.now()
        audit.record("share-link.ended", actor_id=user_id, subject=f"share-link:{link.id}")
        db.session.flush()
