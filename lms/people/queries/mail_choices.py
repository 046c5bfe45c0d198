"""Reads about which mails people want."""

from sqlalchemy import select

from lms.core.db import db
from lms.people.models import MailChoice, User
from lms.people.rules.mail_topics import MailTopic


def unwanted_topics(user_id: str) -> frozenset[MailTopic]:
    """What a person wants no mail about."""
    return frozenset(db.session.scalars(select(MailChoice.topic).where(MailChoice.user_id == user_id)))


def reader_of(email: str, topic: MailTopic) -> tuple[str, bool] | None:
    """Whose address it is, and whether they want mail about a topic; one round trip."""
    is_off = (MailChoice.user_id == User.id) & (MailChoice.topic == topic)
    query = select(User.id, MailChoice.topic).outerjoin(MailChoice, is_off).where(User.email == email)
    found = db.session.execute(query).one_or_none()
    return None if found is None else (found[0], found[1] is None)
