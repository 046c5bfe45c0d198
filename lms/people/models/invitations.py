"""Invitations that wait for their answer; who accepts one has an account, and the row goes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db import Base, enum_column
from lms.core.ids import new_id
from lms.people.rules import Occupation

INVITED = {"personal": "making an account for somebody who was invited"}


class Invitation(Base):
    """Somebody was invited by mail. The link's secret is only in the mail; here lies its digest."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("length(email) BETWEEN 3 AND 254", name="email_length"),
        CheckConstraint("length(certificate_name) BETWEEN 2 AND 60", name="certificate_name_length"),
        CheckConstraint("length(organisation) <= 160", name="organisation_length"),
        CheckConstraint("length(country) = 2", name="country_length"),
        Index("ix_invitation_sent_at", "sent_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=new_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True, info=INVITED)
    certificate_name: Mapped[str | None] = mapped_column(String(60), info=INVITED)
    country: Mapped[str | None] = mapped_column(String(2), info=INVITED)
    organisation: Mapped[str | None] = mapped_column(String(160), info=INVITED)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    """Where it is one that is known here: whoever accepts is asked to agree to being its member."""
    occupation: Mapped[Occupation | None] = mapped_column(enum_column(Occupation), info=INVITED)
    language: Mapped[str] = mapped_column(String(10), info=INVITED)
    module_slugs: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Modules that the person joins by accepting, as far as they may."""
    grants: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list, server_default="[]")
    """Roles that the person has by accepting, as far as whoever invited them may still give them."""
    invited_by: Mapped[str | None] = mapped_column(String(22))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    """When it was mailed last."""
    expires_at: Mapped[datetime]
