"""Choosing which mails one wants."""

from collections.abc import Collection

from sqlalchemy import delete

from lms.core import audit, clock
from lms.core.db import db
from lms.people import queries
from lms.people.models import MailChoice
from lms.people.rules.mail_topics import MailTopic


def choose_mail(user_id: str, wanted: Collection[MailTopic]) -> None:
    """Keep what a person wants mail about; of the rest there is none."""
    queries.user_to_change(user_id)
    off = queries.unwanted_topics(user_id)
    again = [topic for topic in off if topic in wanted]
    db.session.execute(delete(MailChoice).where(MailChoice.user_id == user_id, MailChoice.topic.in_(again)))
    for topic in MailTopic:
        if topic not in wanted and topic not in off:
            db.session.add(MailChoice(user_id=user_id, topic=topic, off_since=clock.now()))
    db.session.flush()


def unsubscribe(user_id: str, topic: MailTopic) -> None:
    """Send no more mail about a topic; doing it twice, or after the person has gone, changes nothing."""
    user = queries.user_to_change(user_id)
    if user.disabled_at is not None or topic in queries.unwanted_topics(user_id):
        return
    db.session.add(MailChoice(user_id=user_id, topic=topic, off_since=clock.now()))
    audit.record("mail.unsubscribed", actor_id=user_id, subject=f"person:{user_id}")
    db.session.flush()
