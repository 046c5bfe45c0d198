"""Which mails people do not want."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.people.models.accounts import PREFERENCE
from lms.people.rules.mail_topics import MailTopic


class MailChoice(Base):
    """A person wants no mail about a topic; where there is no row, they get it."""

    __tablename__ = "mail_choice"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"), primary_key=True, info=PREFERENCE)
    topic: Mapped[MailTopic] = mapped_column(enum_column(MailTopic), primary_key=True, info=PREFERENCE)
    off_since: Mapped[datetime] = mapped_column(info=PREFERENCE)
